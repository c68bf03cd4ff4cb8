using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Host.Tests.Running;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>A secret whose key is lost costs its plugin what it needs it for, and no page.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class LostKeyTests : IAsyncLifetime
{
    private const string Id = "keyed-counts";
    private const string Asks = """{"properties":{"key":{"type":"string","secret":true},"feed":{"type":"string"},"host":{"type":"string","default":"https://usual.example.org/"},"hidden":{"type":"string","secret":true,"default":"https://hidden.example.org/"}}}""";

    private readonly Tests.SomeSite _site = new();

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services
            .AddSingleton<IPluginProcesses>(new SomeProcess())
            .AddSingleton<IPluginReader>(new SomeReader { Fetches = ["{feed}", "{host}", "{hidden}", "{key}"] })
            .AddSingleton<IPluginIsolation>(new SomeIsolation());
        await _site.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task What_it_asks_for_is_shown_all_the_same_its_form_is_none_and_it_runs_when_the_secret_is_given_again()
    {
        Directory.CreateDirectory(Path.Combine(_site.Plugins, Id));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, Id, "plugin.yaml"), $"{Id}\n{Asks}");
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        var digest = _site.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(Id))!.Current.Digest;
        var values = new JsonObject { ["key"] = "https://secret.example.org/", ["feed"] = "https://data.example.org/feed" };
        (await _site.As("admin").Post($"/api/v1/plugins/{Id}/settings", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value, ["values"] = values }))
            .StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await _site.As("admin").Post($"/api/v1/plugins/{Id}/approval", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value }))
            .StatusCode.Should().Be(HttpStatusCode.Created);
        await CaughtUp();
        await Shown();

        // As by keys that nobody has any more.
        await _site.Services.GetRequiredService<PluginStore>().Set(PluginId.Parse(Id), SomeActor.Community, digest, new Dictionary<string, string>
        {
            ["key"] = new EphemeralDataProtectionProvider().CreateProtector("plugin-settings").Protect("https://secret.example.org/"),
            ["feed"] = "https://data.example.org/feed",
        });

        await Shown();
        var partner = new Visitor(_site.Browser());
        await partner.Send(await partner.Open("/en/sign-in"), ("account", "partner"), ("password", Tests.SomeSite.Password));
        (await partner.Open($"/en/plugins/{Id}/form")).QuerySelector("main form").Should().BeNull();
        (await Ran()).Should().Match<RunRow>(run => run.State == RunState.Failed && run.Failure == "secret-lost");
        (await _site.Visitor().GetStringAsync($"/en/plugins/{Id}")).Should().Contain("an administrator has to give it again");
        (await _site.Visitor().GetStringAsync($"/id/plugins/{Id}")).Should().Contain("seorang admin perlu mengisinya lagi");
        (await _site.Services.GetRequiredService<PluginStore>().Load(PluginId.Parse(Id), SomeActor.Community)).Health.Failures.Should().Be(0, "it is not its fault");
        (await _site.Services.GetRequiredService<PluginStandings>().Plugin(PluginId.Parse(Id)))!.Status.Should().Be(PluginStatus.Failing);

        (await _site.As("admin").Post($"/api/v1/plugins/{Id}/settings", new() { ["digest"] = digest.Value, ["organisation"] = SomeActor.Community.Value, ["values"] = values.DeepClone() }))
            .StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await Ran()).State.Should().Be(RunState.Well);
    }

    private async Task<RunRow> Ran()
    {
        (await _site.As("admin").Post($"/api/v1/plugins/{Id}/runs", [])).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{Id}/{SomeActor.Community.Value}").Ended();
        return (await _site.Services.GetRequiredService<PluginStore>().Runs(PluginId.Parse(Id), null, 1)).Single();
    }

    private async Task Shown()
    {
        foreach (var page in new[] { "/en/partners", "/id/partners", $"/en/plugins/{Id}", $"/id/plugins/{Id}", "/api/v1/plugins", $"/api/v1/plugins/{Id}" })
        {
            var answer = await _site.Visitor().GetAsync(page);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, page);
            (await answer.Content.ReadAsStringAsync()).Should().NotContain("secret.example.org").And.NotContain("hidden.example.org");
        }

        var speaking = (await _site.Services.GetRequiredService<PluginStandings>().Plugin(PluginId.Parse(Id)))!.Speaking.Single();
        speaking.Addresses.Should().Equal("https://data.example.org/feed", "https://usual.example.org/");
    }

    private async Task CaughtUp()
    {
        foreach (var log in new[] { "site", "contoh" })
        {
            var size = await _site.Services.GetRequiredService<LogReader>().Size(log, default);
            await _site.Services.GetRequiredService<LedgerFollower>().Passed(log, size - 1, TimeSpan.FromSeconds(30), default);
        }
    }
}
