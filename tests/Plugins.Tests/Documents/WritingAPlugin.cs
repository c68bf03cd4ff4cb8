using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Plugins.Tests.Cli;
using Tracker.Plugins.Tests.Fetching;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Documents;

/// <summary>docs/writing-a-plugin.md, followed to the letter: its files are written, its commands run.</summary>
[Collection("console")]
public sealed partial class WritingAPlugin : IDisposable
{
    private static readonly string Document = PluginGuide.Text;

    private const string RunFile = "recorded/run.json";

    private readonly TrackerCommand _tracker = new();

    public void Dispose() => _tracker.Dispose();

    [SkippableFact]
    public async Task In_Python_it_leads_from_nothing_to_drafts()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        Document.Should().Contain("tracker plugin new village-budgets --partner public --language python");
        var made = await TrackerCommand.Run("new", "village-budgets", "--partner", "public", "--language", "python", "--folder", _tracker["village-budgets"]);
        made.Code.Should().Be(0, made.Errors);
        foreach (var file in FilesNamedInTheTable()) File.Exists(Path.Combine(_tracker["village-budgets"], file)).Should().BeTrue("the document names {0}", file);

        foreach (var file in (string[])["plugin.py", "plugin.yaml", RunFile]) await Place(_tracker["village-budgets"], file);
        await RecordAndTest(_tracker["village-budgets"]);
    }

    [Fact]
    public async Task In_CSharp_it_leads_from_nothing_to_the_same_drafts()
    {
        Document.Should().Contain("tracker plugin new village-budgets --partner public --language csharp");
        var made = await TrackerCommand.Run("new", "village-budgets", "--partner", "public", "--language", "csharp", "--folder", _tracker["village-budgets"]);
        made.Code.Should().Be(0, made.Errors);
        var output = Path.Combine(_tracker["village-budgets"], "out");
        Document.Should().Contain("give its manifest the setting `villages` as above, and leave its `command` as it is");
        var command = (await File.ReadAllLinesAsync(Path.Combine(_tracker["village-budgets"], "plugin.yaml"))).Single(line => line.StartsWith("command:", StringComparison.Ordinal));
        foreach (var file in (string[])["VillageBudgets.cs", "plugin.yaml", RunFile]) await Place(_tracker["village-budgets"], file);
        await File.WriteAllTextAsync(Path.Combine(_tracker["village-budgets"], "plugin.yaml"), PluginGuide.Block("plugin.yaml").Replace("command: [/usr/bin/python3, plugin.py]", command, StringComparison.Ordinal));
        await Publish.Project(_tracker["village-budgets"], output);
        await RecordAndTest(output);
    }

    private static Task Place(string folder, string file) => File.WriteAllTextAsync(Path.Combine(folder, file), PluginGuide.Block(file));

    /// <summary>Records from a real source in place of the example's, tests, and reads the drafts.</summary>
    private static async Task RecordAndTest(string folder)
    {
        var villages = string.Concat(Enumerable.Range(1, 430).Select(number => $"Village {number},{(number <= 100 ? "2026-01-15" : number <= 312 ? "2026-02-09" : "")}\n"));
        await using var source = new SomeServer().Serving(("/budgets.csv", SomeServer.Ok("village,published\n" + villages, "Content-Type: text/csv")));
        var origin = $"http://127.0.0.1:{source.Port}";
        var run = Path.Combine(folder, RunFile);
        await File.WriteAllTextAsync(run, (await File.ReadAllTextAsync(run)).Replace("https://data.example.org", origin, StringComparison.Ordinal));

        var recorded = await TrackerCommand.Run("record", folder, "--feed-server", origin);
        recorded.Output.Should().Contain("recorded 1 fetch and 2 drafts");
        var tested = await TrackerCommand.Run("test", folder);
        tested.Code.Should().Be(0, tested.Output);

        var drafts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "recorded/drafts.json"))).RootElement.EnumerateArray().ToList();
        drafts.Select(draft => draft.GetProperty("key").GetString()).Should().Equal("budgets/2026-01", "budgets/2026-02");
        drafts.Select(draft => draft.GetProperty("shows").GetString()).Should().Equal("Limited", "Substantial");
        drafts[1].GetProperty("summary").GetString().Should().Be("312 of 430 villages had published their budget.");

        await using var moved = new SomeServer().Serving(("/budgets.csv", SomeServer.Ok("<html>We have moved.</html>", "Content-Type: text/html")));
        await File.WriteAllTextAsync(run, (await File.ReadAllTextAsync(run)).Replace(origin, $"http://127.0.0.1:{moved.Port}", StringComparison.Ordinal));
        (await TrackerCommand.Run("record", folder, "--feed-server", $"http://127.0.0.1:{moved.Port}")).Output.Should().Contain("FAILED").And.Contain("-32004");
    }

    private static IEnumerable<string> FilesNamedInTheTable() => Rows().Matches(Document).Select(row => row.Groups[1].Value);

    [GeneratedRegex(@"^\| `([a-z_./]+)` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Rows();
}
