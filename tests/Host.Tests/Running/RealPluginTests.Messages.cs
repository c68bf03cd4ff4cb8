using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a host really says to a program, and a form of a plugin that came with the product.</summary>
public sealed partial class RealPluginTests
{
    private const string Told = "https://data.example.org/told?";

    [SkippableFact]
    public async Task Everything_the_host_tells_a_program_is_as_the_published_schema_says()
    {
        await Installed("counts-schema", $$"""
            import urllib.parse
            def tell(what, said): ask("fetch", {"address": "{{Told}}" + urllib.parse.quote(json.dumps([what, said]))})
            tell("initialize.params", hello["params"])
            tell("collect.params", request["params"])
            source = ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]
            tell("fetch.result", source)
            tell("evidence.result", ask("evidence", draft("village-1", source))["result"])
            tell("evidence.result", ask("evidence", draft("village-1", source))["result"])
            tell("evidence.result", ask("evidence", draft("village-2", source, kind="gossip"))["result"])
            write(id=request["id"], result={})
            read()
            """);

        (await Ran()).Row.State.Should().Be(RunState.Well);

        var told = _sources.Asked.Where(one => one.Address.StartsWith(Told, StringComparison.Ordinal))
            .Select(one => JsonNode.Parse(Uri.UnescapeDataString(one.Address[Told.Length..]))!.AsArray()).ToList();
        told.Select(one => (string?)one[0]).Should().Equal("initialize.params", "collect.params", "fetch.result", "evidence.result", "evidence.result", "evidence.result");
        told.Skip(3).Select(one => (string?)one[1]!["outcome"]).Should().Equal("accepted", "unchanged", "refused");
        foreach (var one in told) await MessageSchema.Holds((string)one[0]!, one[1]!.AsObject());
    }

    [SkippableFact]
    public async Task A_persons_own_report_by_the_shipped_form_waits_for_a_reviewer_like_any_other_piece()
    {
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "plugins of these tests run sandboxed (Debian: apt-get install bubblewrap)");
        _plugin = Domain.Plugins.PluginId.Parse("citizen-reports");
        var folder = Path.Combine(_site.Plugins, _plugin.Value);
        Copy(Path.Combine(Required.Root, "artifacts", "bin", "Host", new DirectoryInfo(AppContext.BaseDirectory).Name, "shipped", _plugin.Value), folder);
        await _site.Services.GetRequiredService<PluginFiles>().Look(default);
        await CaughtUp();
        var digest = (string)(await _site.Read($"/api/v1/plugins/{_plugin}"))["digest"]!;
        var organisation = SomeActor.Community.Value;
        _sources.Answers = address => Said(address, "[]"); // nobody has complained yet
        await Decided("settings", new() { ["digest"] = digest, ["organisation"] = organisation, ["values"] = new JsonObject { ["feed"] = "https://feed.example.org/requests.json", ["plan"] = "contoh", ["commitment"] = "1", ["milestone"] = "1.1" } }, HttpStatusCode.Accepted);
        await Decided("approval", new() { ["digest"] = digest, ["organisation"] = organisation }, HttpStatusCode.Created);
        (await Ran()).Row.State.Should().Be(RunState.Well);
        var visitor = SignedOut();
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "partner"), ("password", SomeSite.Password));

        var sent = await visitor.Send(
            await visitor.Open($"/en/plugins/{_plugin}/form"),
            ("about", "contoh/1#1.1"), ("s-title", "The board hangs"), ("s-words", "At the village hall the board hangs for everybody to read."), ("s-place", "Dander"), ("s-on", "2026-03-31"),
            ("s-side", "It supports the promise"), ("s-shows", "Limited"));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        await Grain.Ended();
        await CaughtUp();

        var piece = _site.Services.GetRequiredService<PluginViews>().Contributed(_plugin, null, 10).Single();
        _site.Services.GetRequiredService<EvidenceViews>().Evidence(piece, new(2026, 5, 4))!.Row.Status.Should().Be(EvidenceStage.Submitted); // it was just recorded
        (await new Pages.Visitor(_site.Visitor()).Open($"/en/evidence/{piece}")).QuerySelector("main")!.TextContent.Should().Contain("The board hangs (Dander)").And.Contain("Not yet checked");
        await _site.As("reviewer").Done($"/api/v1/evidence/{piece}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Somebody went there." });
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file has a folder
            File.Copy(file, copy);
        }
    }
}
