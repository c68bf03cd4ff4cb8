using System.Diagnostics.CodeAnalysis;
using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What becomes of a run in the middle of which somebody stops the host, or the plugin.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class PluginInterruptionTests : IAsyncLifetime
{
    private static readonly PluginId s_plugin = PluginId.Parse("counts-i");
    private readonly SomeSite _site = new();
    private readonly SomeProcess _process = new();
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PluginStore Store => _site.Services.GetRequiredService<PluginStore>();

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services
            .AddSingleton<IPluginProcesses>(_process).AddSingleton<IPluginReader>(new SomeReader()).AddSingleton<ISources, SomeSources>()
            .AddSingleton<IPluginIsolation>(new SomeIsolation());
        await _site.InitializeAsync();
        Directory.CreateDirectory(Path.Combine(_site.Plugins, s_plugin.Value));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, s_plugin.Value, "plugin.yaml"), s_plugin.Value);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        var size = await _site.Services.GetRequiredService<LogReader>().Size("site", default);
        await _site.Services.GetRequiredService<LedgerFollower>().Passed("site", size - 1, TimeSpan.FromSeconds(30), default);
        var digest = _site.Services.GetRequiredService<PluginViews>().Plugin(s_plugin)!.Current.Digest;
        (await Order("approval", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value })).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_host_interrupts_it_and_it_is_due_again_at_once(bool broken)
    {
        await Begin(broken);

        await _site.Services.GetRequiredService<IHost>().StopAsync();

        (await Store.Runs(s_plugin, null, 1)).Single().Should().Match<RunRow>(row => row.State == RunState.Stopped && row.Failure == "interrupted" && row.Ended != null);
        (await Store.Load(s_plugin, SomeActor.Community)).Health.Should().Be(new PluginHealth(0, _site.Clock.GetUtcNow()), "the next host runs it again, whatever its schedule says");
    }

    [Fact]
    public async Task Its_revocation_stops_it_and_it_stays_stopped()
    {
        await Begin(broken: false);

        (await Order("revocation", new() { ["reason"] = "It is not wanted any more." })).StatusCode.Should().Be(HttpStatusCode.Created);

        (await Store.Runs(s_plugin, null, 1)).Single().Should().Match<RunRow>(row => row.State == RunState.Stopped && row.Failure == null && row.Ended != null);
        (await Store.Load(s_plugin, SomeActor.Community)).Health.Should().Be(PluginHealth.Well);
    }

    /// <summary>Starts a run that goes on until it is told to stop, or breaks when it is.</summary>
    private async Task Begin(bool broken)
    {
        _process.Collects = async (_, _, _, ct) =>
        {
            _half.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            catch (OperationCanceledException) when (broken)
            {
                throw new PluginFailed("crashed", "Its pipe is gone.");
            }

            return null;
        };
        (await Order("runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _half.Task;
    }

    private Task<HttpResponseMessage> Order(string verb, System.Text.Json.Nodes.JsonObject order) => _site.As("admin").Post($"/api/v1/plugins/{s_plugin}/{verb}", order);
}
