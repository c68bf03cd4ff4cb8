using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What was delivered and answered with 202 outlives the host that took it.</summary>
public sealed class KeptDeliveryTests : IDisposable
{
    private const string Id = "kept-counts";

    // It is busy for as long as the first host lives, so that what is delivered meanwhile has to wait for the next one.
    private const string BusyWithItsSources = RealPluginTests.Polite + """
        import time

        if request["method"] == "receive":
            one = draft("delivered", request["params"], commitment="2", milestone="2.1.1", title=base64.b64decode(request["params"]["body"]).decode())
            ask("evidence", one)
            write(id=request["id"], result={})
            read()
        else:
            time.sleep(0.6) # what is new is written down now and then
            ask("evidence", draft("never-fetched", {"sha256": "d" * 64, "address": "https://data.example.org/"}))
            time.sleep(500)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-kept-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task What_was_delivered_before_the_host_was_killed_is_handed_to_the_plugin_by_the_next_one()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        Required.That(await Bubblewrap.Probe(default) is null, "bubblewrap, for a program that did not come with the product");
        var (data, plugins) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "plugins"));
        var files = Directory.CreateDirectory(Path.Combine(plugins, Id)).FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "plugin.py"), BusyWithItsSources);
        await File.WriteAllTextAsync(Path.Combine(files, "plugin.yaml"), $$"""
            id: {{Id}}
            name: {id: Hitungan, en: Counts}
            version: 1.0.0
            protocol: "1.0"
            partners: [public]
            maintainer: {name: Residents' watch, contact: "https://example.org/contact"}
            licence: Apache-2.0
            command: [/usr/bin/python3, plugin.py]
            fetch: [https://data.example.org/]
            limits: {seconds: 600}
            webhook: {}
            """);

        using (var host = await RunningHost.Start(data, ("Tracker__Plugins", plugins)))
        {
            await host.Approve(Id, "partner-public");
            using var admin = host.Client(host.Token("admin"));
            await admin.Post($"/api/v1/plugins/{Id}/runs", []); // or the clock has begun it already
            await RunningHost.Eventually(async () => (await admin.JsonOf($"/api/v1/plugins/{Id}/runs"))?.AsArray() is [JsonObject busy] && (int)busy["refused"]! == 1 ? busy : null);

            using var anybody = host.Client(null);
            (await anybody.PostAsync($"/hooks/{Id}", new StringContent("Delivered before"))).StatusCode.Should().Be(HttpStatusCode.Accepted);
            host.Kill();
        }

        using var next = await RunningHost.Start(data, ("Tracker__Plugins", plugins));
        using var visitor = next.Client(null);
        var pieces = await RunningHost.Eventually(async () => (await visitor.JsonOf($"/api/v1/plugins/{Id}/evidence"))?["items"]?.AsArray() is { Count: > 0 } sent ? sent : null);
        pieces.Select(piece => (string)piece!["title"]!).Should().Equal("Delivered before");
        var runs = (await visitor.JsonOf($"/api/v1/plugins/{Id}/runs"))!.AsArray();
        runs.Select(run => (string)run!["state"]!).Should().Equal("running", "stopped");
        ((string)runs[1]!["failure"]!, (int)runs[1]!["accepted"]!).Should().Be(("interrupted", 0), "the first host was too busy to hand it over");
    }
}
