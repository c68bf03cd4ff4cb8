using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Fetching;
using Tracker.Plugins.Tests.Fetching;
using Xunit;

namespace Tracker.Plugins.Tests.Conformance;

/// <summary>What a source answers today, through the guard, becomes what the kit replays tomorrow.</summary>
public sealed class RecordingTests
{
    private const string Row = "7,contoh,2,2.1,2026-04-01,A new count,351 of 430 villages had posted their budget.,Substantial\n";

    [SkippableFact]
    public async Task Recording_writes_fetches_and_drafts_that_the_kit_then_accepts()
    {
        using var plugin = new PythonPlugin();
        await using var source = new SomeServer().Serving(("/findings.csv", SomeServer.Ok("id,plan,commitment,milestone,on,title,finding,shows\n" + Row, "Content-Type: text/csv")));
        var feed = $"http://127.0.0.1:{source.Port}/findings.csv";
        plugin.Change("recorded/run.json", PythonPlugin.Feed, feed);

        var result = await Record(plugin, $"http://127.0.0.1:{source.Port}");
        (result.Problem, result.Fetches, result.Drafts).Should().Be((null, 1, 1));
        File.ReadAllText(Path.Combine(plugin.Folder, "recorded/drafts.json")).Should().Contain("finding/7").And.NotContain("finding/1");
        var recorded = RecordedFetches.Read(plugin.Folder);
        Encoding.UTF8.GetString(recorded.BodyOf(recorded.Find("GET", feed)!)).Should().Contain("351 of 430"); // recorded above

        await source.DisposeAsync();
        (await plugin.Test()).Where(check => check.Problem is not null).Should().BeEmpty("the source is gone, and nothing is fetched");
    }

    [SkippableFact]
    public async Task What_the_manifest_does_not_list_is_not_fetched_for_a_recording_either()
    {
        using var plugin = new PythonPlugin();
        await using var source = new SomeServer();
        plugin.Change("plugin.yaml", "\"{feed}\"", "\"https://data.example.org/\"").Change("recorded/run.json", PythonPlugin.Feed, $"http://127.0.0.1:{source.Port}/findings.csv");
        var result = await Record(plugin, $"http://127.0.0.1:{source.Port}");
        $"{result.Problem}".Should().Contain("not beneath any address allowed");
        source.Connections.Should().Be(0);
        RecordedFetches.Read(plugin.Folder).All.Should().ContainSingle("what was recorded before stays");
    }

    [SkippableFact]
    public async Task What_it_posts_and_sends_is_recorded_without_its_headers_and_replayed()
    {
        using var plugin = new PythonPlugin();
        var asked = new List<string>();
        await using var source = new SomeServer();
        source.Answer = async (request, stream, end) =>
        {
            var posted = new byte["findings?".Length];
            await stream.ReadExactlyAsync(posted, end);
            asked.Add(request + Encoding.UTF8.GetString(posted));
            await SomeServer.Write(stream, SomeServer.Ok("id,plan,commitment,milestone,on,title,finding,shows\n" + Row, "Content-Type: text/csv"));
        };
        plugin.Change("recorded/run.json", PythonPlugin.Feed, $"http://127.0.0.1:{source.Port}/query")
            .Change("plugin.py", "host.fetch(self.settings[\"feed\"])", "host.fetch(self.settings[\"feed\"], \"POST\", {\"x-api-key\": \"k3y\"}, b\"findings?\")");

        $"{(await Record(plugin, $"http://127.0.0.1:{source.Port}")).Problem}".Should().Contain("'POST' is not allowed here");
        asked.Should().BeEmpty();

        File.AppendAllText(Path.Combine(plugin.Folder, "plugin.yaml"), "\nrequests: {post: true, headers: [x-api-key]}\n");
        (await Record(plugin, $"http://127.0.0.1:{source.Port}")).Problem.Should().BeNull();
        asked.Should().ContainSingle().Which.Should().StartWith("POST /query").And.Contain("x-api-key: k3y").And.EndWith("findings?");
        File.ReadAllText(Path.Combine(plugin.Folder, "recorded/fetches.json")).Should().Contain("\"posted\"").And.NotContain("k3y");
        (await plugin.Test()).Where(check => check.Problem is not null).Should().BeEmpty();

        plugin.Change("plugin.yaml", "headers: [x-api-key]", "headers: [x-other]");
        (await plugin.Test()).Should().Contain(check => check.ToString().Contains("x-api-key", StringComparison.Ordinal));
    }

    /// <summary>What sources answer in place of the skeletons' table.</summary>
    public static TheoryData<string> NoTables => ["", "<html><body>We are sorry, we have moved.</body></html>", "{\"error\": \"moved\"}", "id,plan,commitment\n7,contoh,2\n"];

    [SkippableTheory]
    [MemberData(nameof(NoTables))]
    public async Task Over_what_is_not_its_table_the_skeleton_fails_by_name(string body)
    {
        using var plugin = new PythonPlugin();
        await using var source = new SomeServer().Serving(("/findings.csv", SomeServer.Ok(body, "Content-Type: text/csv")));
        plugin.Change("recorded/run.json", PythonPlugin.Feed, $"http://127.0.0.1:{source.Port}/findings.csv");

        var result = await Record(plugin, $"http://127.0.0.1:{source.Port}");

        $"{result.Problem}".Should().Contain("-32004").And.Contain("this is no table of findings");
        RecordedFetches.Read(plugin.Folder).All.Should().ContainSingle("what was recorded before stays");
    }

    private static Task<RecordingResult> Record(PythonPlugin plugin, string feedServer)
    {
        LoopbackOrigin.TryParse(feedServer, out var origin).Should().BeTrue();
        return PluginRehearsal.Record(plugin.Folder, new FetchSettings { FeedServer = origin }, TimeProvider.System, CancellationToken.None);
    }
}
