using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Plugins;
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

/// <summary>Files that were taken before lint knew better mark a secret in words of their own: it is one all the same.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class SecretMarksTests : IAsyncLifetime
{
    private const string Id = "marked-counts";
    private const string Kept = "kept-as-it-was-typed";
    private readonly Tests.SomeSite _site = new();
    private readonly SomeReader _reader = new() { Settings = JsonNode.Parse("""{"properties":{"key":{"type":"string","secret":"yes"}}}""")!.AsObject() };

    private PluginSettings Settings => _site.Services.GetRequiredService<PluginSettings>();

    public async Task InitializeAsync()
    {
        _site.AlsoRegister = services => services
            .AddSingleton<IPluginProcesses>(new SomeProcess()).AddSingleton<IPluginReader>(_reader).AddSingleton<IPluginIsolation>(new SomeIsolation());
        await _site.InitializeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Theory]
    [InlineData("""{"secret":true}""", true)]
    [InlineData("""{"secret":"true"}""", true)]
    [InlineData("""{"secret":"yes"}""", true)]
    [InlineData("""{"secret":"false"}""", true)]
    [InlineData("""{"secret":1}""", true)]
    [InlineData("""{"secret":null}""", true)]
    [InlineData("""{"secret":{}}""", true)]
    [InlineData("""{"writeOnly":"yes"}""", true)]
    [InlineData("""{"secret":false,"writeOnly":true}""", true)]
    [InlineData("""{"secret":false}""", false)]
    [InlineData("""{"secret":false,"writeOnly":false}""", false)]
    [InlineData("{}", false)]
    public void Whatever_is_not_plainly_false_is_a_secret(string schema, bool secret) =>
        SettingField.Of("key", JsonNode.Parse(schema)!.AsObject(), required: false).Secret.Should().Be(secret);

    [Fact]
    public async Task What_was_kept_before_such_a_mark_counted_is_given_to_the_plugin_alone_and_kept_protected_from_the_next_time()
    {
        var known = await Installed();
        await _site.Services.GetRequiredService<PluginStore>().Set(known.Id, SomeActor.Community, known.Digest, new Dictionary<string, string> { ["key"] = Kept });

        await GivenToThePluginAlone(known, Kept);

        await Set(known, "typed-anew");
        await GivenToThePluginAlone(known, "typed-anew");
        (await _site.Services.GetRequiredService<PluginStore>().Settings(known.Id, SomeActor.Community, known.Digest))["key"].Should().NotContain("typed-anew");
    }

    private async Task GivenToThePluginAlone(KnownPlugin known, string value)
    {
        var (values, secrets) = await Settings.For(known, SomeActor.Community);
        ((string)values["key"]!).Should().Be(value);
        secrets.Should().Equal(value);
        (await Settings.Shown(known, SomeActor.Community))["key"].Should().BeEmpty();
        (await Settings.Settle(known, SomeActor.Community, before: null)).Should().BeEmpty("it is there and fits");
        var admin = new Visitor(_site.Browser());
        await admin.Send(await admin.Open("/en/sign-in"), ("account", "admin"), ("password", Tests.SomeSite.Password));
        (await admin.Http.GetStringAsync($"/en/plugins/{Id}/settings/{SomeActor.Community}")).Should().Contain("s-key").And.NotContain(value);
    }

    private async Task Set(KnownPlugin known, string value) =>
        (await _site.As("admin").Post($"/api/v1/plugins/{Id}/settings", new() { ["digest"] = known.Digest.Value, ["organisation"] = SomeActor.Community.Value, ["values"] = new JsonObject { ["key"] = value } }))
            .StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);

    private async Task<KnownPlugin> Installed()
    {
        Directory.CreateDirectory(Path.Combine(_site.Plugins, Id));
        await File.WriteAllTextAsync(Path.Combine(_site.Plugins, Id, "plugin.yaml"), Id);
        var files = _site.Services.GetRequiredService<PluginFiles>();
        await files.Look(default);
        var size = await _site.Services.GetRequiredService<LogReader>().Size("site", default);
        await _site.Services.GetRequiredService<LedgerFollower>().Passed("site", size - 1, TimeSpan.FromSeconds(30), default);
        var known = files.Find(_site.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(Id))!.Listings[^1].Digest)!; // it was just listed
        (await _site.As("admin").Post($"/api/v1/plugins/{Id}/approval", new() { ["digest"] = known.Digest.Value, ["organisation"] = SomeActor.Community.Value }))
            .StatusCode.Should().Be(System.Net.HttpStatusCode.Created);
        return known;
    }
}
