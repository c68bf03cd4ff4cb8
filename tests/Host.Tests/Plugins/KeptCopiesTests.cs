using System.Diagnostics.CodeAnalysis;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Running;
using Tracker.Host.Tests.Running;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>A copy that cannot be made whole leaves nothing of itself, whatever stops it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class KeptCopiesTests : IAsyncLifetime
{
    private readonly Tests.SomeSite _site = new();

    private string Kept => Path.Combine(_site.Data, "plugins");

    private PluginFiles Files => _site.Services.GetRequiredService<PluginFiles>();

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services.AddSingleton<IPluginReader>(new SomeReader()).AddSingleton<IPluginIsolation>(new SomeIsolation());
        // As a host left it that was stopped in the middle of a copy, beside what is no copy of its own.
        Directory.CreateDirectory(Path.Combine(Kept, ".h2x.4ty", "lib"));
        await File.WriteAllTextAsync(Path.Combine(Kept, ".h2x.4ty", "lib", "half"), "half");
        Directory.CreateDirectory(Path.Combine(Kept, "whole"));
        await _site.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task What_a_stop_left_half_made_is_cleared_away_at_the_start()
    {
        await Files.Look(default);

        Directory.EnumerateDirectories(Kept).Select(Path.GetFileName).Should().Equal("whole");
    }

    [SkippableFact]
    public async Task A_copy_that_fails_leaves_nothing_and_is_not_begun_at_every_glance()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        var folder = Directory.CreateDirectory(Path.Combine(_site.Plugins, "counts")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.yaml"), "counts");
        File.CreateSymbolicLink(Path.Combine(folder, "content"), Path.Combine(folder, "nowhere"));
        await Files.Look(default);
        Files.Broken.Should().ContainSingle();
        Directory.EnumerateDirectories(Kept).Select(Path.GetFileName).Should().Equal("whole");

        var tries = Files.Broken.Single();
        _site.Clock.Advance(TimeSpan.FromSeconds(50));
        await Files.Glance(default);
        await Files.Glance(default);
        Files.Broken.Single().Should().BeSameAs(tries, "it rests");

        _site.Clock.Advance(TimeSpan.FromSeconds(20));
        await Files.Glance(default);
        await Files.Glance(default);
        Files.Broken.Single().Should().NotBeSameAs(tries, "it is tried again");
        Directory.EnumerateDirectories(Kept).Select(Path.GetFileName).Should().Equal("whole");
    }
}
