using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.Plugins.Tests.Conformance;
using Tracker.Plugins.Tests.Shipped;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>Every frame that crosses a pipe, in both directions, is as the published schema says.</summary>
public sealed class TrafficTests
{
    public static TheoryData<string> Places()
    {
        var places = new TheoryData<string>();
        foreach (var place in SomeRun.Places()) places.Add(place);
        return places;
    }

    [SkippableTheory]
    [MemberData(nameof(Places))]
    public async Task What_a_plugin_of_the_repository_and_its_host_say_is_as_the_schema_says(string place)
    {
        var traffic = new Traffic();
        using var run = new SomeRun(place);
        var plugin = await PluginUnderTest.Read(run.Folder.Path, null, CancellationToken.None);
        var checks = await new ConformanceKit(plugin.Folder, plugin.Manifest.Version, plugin.How, TimeProvider.System) { Tap = traffic.Listen }.Run(CancellationToken.None);
        checks.Where(check => check.Problem is not null).Should().BeEmpty();
        await CollectsForReal(run, traffic);

        var expected = new List<string> { "initialize.params", "initialize.result", "collect.params", "collect.result", "shutdown.params", "shutdown.result", "evidence.params", "evidence.result" };
        if (plugin.Manifest.Form is not null) expected.AddRange(["fields.params", "fields.result", "submit.params", "submit.result"]);
        if (plugin.Manifest.Webhook is not null) expected.AddRange(["receive.params", "receive.result"]);
        await EachIsAsTheSchemaSays(traffic, expected);
    }

    [SkippableFact]
    public async Task What_a_plugin_in_Python_and_its_host_say_is_as_the_schema_says()
    {
        var traffic = new Traffic();
        using var plugin = new PythonPlugin();
        plugin.Change("plugin.py", "    def collect(self", """
                def check(self, host, params):
                    return {"verdict": "unchanged", "note": None}

                def collect(self
            """)
            .Change("plugin.py", "        for line, row in rows_of(fetched.body):", "        host.progress(1, 2, \"half\")\n        host.log(\"some\")\n        for line, row in rows_of(fetched.body):");
        var calls = new LongFeed();
        await using (var session = await PluginSession.Start(
            new(plugin.Folder, ["/usr/bin/python3", "plugin.py"], new(), Isolation.Unsandboxed, new() { ["feed"] = PythonPlugin.Feed }, "academia", "id") { Tap = traffic.Listen },
            calls, TimeProvider.System, CancellationToken.None))
        {
            await session.Collect(new([new("contoh", "2", "t", "contoh", [], [new("2.1", "t", [])])], "old"), CancellationToken.None);
            await session.Check(new("finding/1", [new(new('a', 64), PythonPlugin.Feed)]), CancellationToken.None);
            await session.Shutdown();
        }

        await EachIsAsTheSchemaSays(traffic, ["collect.result", "fetch.params", "fetch.result", "fetchPart.params", "fetchPart.result", "evidence.params", "evidence.result", "log.params", "progress.params", "check.params", "check.result"]);
    }

    [SkippableFact]
    public async Task What_the_host_says_first_is_its_version_and_the_sites_language_and_what_is_unknown_is_left_alone()
    {
        var traffic = new Traffic();
        using var plugin = new PythonPlugin();
        plugin.Change("tracker_plugin.py", "{\"jsonrpc\": \"2.0\", **message}", "{\"jsonrpc\": \"2.0\", \"later\": {\"a\": 1}, **message, **({\"result\": {**message[\"result\"], \"later\": [1]}} if \"result\" in message else {}), **({\"params\": {**message[\"params\"], \"later\": 1}} if \"params\" in message else {})}");
        var calls = new LongFeed();
        await using (var session = await PluginSession.Start(
            new(plugin.Folder, ["/usr/bin/python3", "plugin.py"], new(), Isolation.Unsandboxed, new() { ["feed"] = PythonPlugin.Feed }, "academia", "id") { Tap = traffic.Listen },
            calls, TimeProvider.System, CancellationToken.None))
        {
            (await session.Collect(new([new("contoh", "2", "t", "contoh", [], [new("2.1", "t", [])])]), CancellationToken.None)).Cursor.Should().NotBeNull();
        }

        calls.Drafts.Should().Be(1, "a member of a later version is not in the way");
        var frames = await traffic.Frames();
        frames.First(frame => !frame.ByPlugin).What.ToJsonString()
            .Should().Be($$$"""{"protocol":"1.0","settings":{"feed":"{{{PythonPlugin.Feed}}}"},"partner":"academia","locale":"id"}""");
        frames.Where(frame => frame.ByPlugin).Should().OnlyContain(frame => frame.What["later"] != null);
        await EachIsAsTheSchemaSays(traffic, ["collect.result"]);
    }

    private static async Task EachIsAsTheSchemaSays(Traffic traffic, IEnumerable<string> among)
    {
        var frames = await traffic.Frames();
        var known = frames.Where(frame => !frame.Definition.StartsWith("no-such-method.", StringComparison.Ordinal)).ToList(); // the kit's own, to be refused
        known.SelectMany(frame => PublishedSchema.Problems(frame.Definition, frame.What.ToJsonString())).Distinct().Should().BeEmpty();
        known.Select(frame => frame.Definition).Distinct().Should().Contain(among);
    }

    private static async Task CollectsForReal(SomeRun run, Traffic traffic)
    {
        var manifest = run.Folder.Manifest!; // the kit has read it
        if (manifest.Fetch.Length > 0) run.WithSamples();
        await using var session = await PluginSession.Start(
            new(run.Folder.Path, manifest.Command, manifest.Limits, Isolation.Sandboxed, run.Settings, manifest.Partners[0], run.Locale) { Tap = traffic.Listen }, run, TimeProvider.System, CancellationToken.None);
        await session.Collect(new(run.Commitments), CancellationToken.None);
        if (manifest.Form is not null) await session.Fields(new("id"), CancellationToken.None);
        foreach (var draft in run.Drafts.Select(draft => draft.Deserialize<EvidenceDraft>(PluginJson.Options)!).Take(2).ToList()) // it was sent as one
            await session.Check(new(draft.Key, draft.Sources, draft.Data), CancellationToken.None);
        await session.Shutdown();
    }

    /// <summary>A host whose one source is longer than one part.</summary>
    private sealed class LongFeed : IPluginCalls
    {
        private int _drafts;

        public int Drafts => _drafts;

        public Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct)
        {
            var body = Encoding.UTF8.GetBytes("id,plan,commitment,milestone,on,title,finding,shows\n1,contoh,2,2.1,2026-04-01,A count,351 of 430.,Substantial\n" + new string('\n', 600_000));
            return Task.FromResult(new FetchedBody(
                new(200, ImmutableSortedDictionary<string, string>.Empty, asked.Address, Convert.ToHexStringLower(SHA256.HashData(body)), DateTimeOffset.UnixEpoch, body.Length, []), body));
        }

        public Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct)
        {
            Interlocked.Increment(ref _drafts);
            return Task.FromResult(new EvidenceResult(Outcome.Refused, "text-email", "words", "title"));
        }

        public void Log(LogLevel level, string text)
        {
        }

        public void Progress(ProgressParams progress)
        {
        }
    }
}
