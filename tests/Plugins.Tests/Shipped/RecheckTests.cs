using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>Whether sources still say so, asked of the real processes in their sandboxes.</summary>
public sealed class RecheckTests
{
    [SkippableTheory]
    [InlineData("Business/DataFeed", "business", "boards.csv", "village,period,value,source\nv1,2026-07,1,s\n", Verdict.Changed)]
    [InlineData("Business/DataFeed", "business", "boards.csv", "village,period,value,source\nv1,2026-01,1,s\n", Verdict.Gone)]
    [InlineData("Public/CitizenReports", "public", "requests.json", "[]", Verdict.Gone)]
    [InlineData("Government/OpenContracting", "government", "releases.json", "{\"releases\": []}", Verdict.Gone)]
    public async Task A_source_that_was_written_anew_says_so_no_longer(string place, string partner, string feed, string anew, Verdict verdict)
    {
        using var run = new SomeRun(place).WithSamples();
        await run.Collect(partner);
        var draft = run.Drafts.First();
        (await run.Check(partner, draft))!.Verdict.Should().Be(Verdict.Unchanged, "nothing has changed");

        run.With(feed, anew);
        var said = (await run.Check(partner, draft))!; // each of these looks again
        said.Verdict.Should().Be(verdict);
        said.Note.Should().NotBeNullOrEmpty();

        run.Feeds.Clear();
        (await run.Check(partner, draft))!.Verdict.Should().Be(Verdict.Gone);
    }

    [SkippableTheory]
    [InlineData("Business/DataFeed", "business")]
    [InlineData("Public/CitizenReports", "public")]
    [InlineData("Government/OpenContracting", "government")]
    [InlineData("Academia/OpenScience", "academia")]
    public async Task Other_bytes_with_the_same_figures_still_say_so(string place, string partner)
    {
        using var run = new SomeRun(place).WithSamples();
        await run.Collect(partner);
        foreach (var (address, body) in run.Feeds.ToList()) run.Feeds[address] = [.. body, (byte)'\n'];
        foreach (var draft in run.Drafts) (await run.Check(partner, draft))!.Should().Be(new CheckResult(Verdict.Unchanged));
    }

    [SkippableFact]
    public async Task A_work_that_was_retracted_says_so_no_longer()
    {
        using var run = new SomeRun("Academia/OpenScience").WithSamples();
        await run.Collect("academia");
        var work = run.Drafts.First(draft => Key(draft).StartsWith("doi/", StringComparison.Ordinal));
        foreach (var (address, body) in run.Feeds.ToList())
        {
            run.Feeds[address] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body)
                .Replace("\"dates\": [", "\"dates\": [{ \"dateType\": \"Withdrawn\", \"date\": \"2026-05-01\" },", StringComparison.Ordinal)
                .Replace("\"message\": {", "\"message\": { \"updated-by\": [{ \"type\": \"retraction\" }],", StringComparison.Ordinal));
        }

        var said = (await run.Check("academia", work))!; // it looks again
        said.Should().Be(new CheckResult(Verdict.Changed, "Its source gives other figures: retracted."));
    }

    [SkippableFact]
    public async Task What_was_delivered_cannot_be_looked_at_and_a_plugin_without_sources_does_not_look()
    {
        using var own = new SomeRun("Public/CitizenReports").WithSamples();
        await own.Collect("public");
        var text = own.Drafts.First().GetRawText().Replace(Key(own.Drafts.First()), "own/abc", StringComparison.Ordinal);
        using var asked = JsonDocument.Parse(text);
        (await own.Check("public", asked.RootElement))!.Verdict.Should().Be(Verdict.Unknown);
        using var workbook = new SomeRun("Any/Spreadsheet");
        (await workbook.Check("public", asked.RootElement)).Should().BeNull();
    }

    private static string Key(JsonElement draft) => draft.GetProperty("key").GetString()!; // every draft has one
}
