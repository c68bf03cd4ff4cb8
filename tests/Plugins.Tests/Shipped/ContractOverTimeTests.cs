using System.Text.Json;
using FluentAssertions;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>What one contract shows from release to release, through the real process, against a record that remembers.</summary>
public sealed class ContractOverTimeTests
{
    private const string Key = "contract/ocds-contoh-portal-1/a";
    private const string Disputing = Key + "/disputes";
    private const string Milestones = """ "milestones":[{"id":"1","status":"met","dueDate":"2026-01-10","dateMet":"2026-01-09"},{"id":"2","status":"scheduled","dueDate":"2026-03-31"}]""";
    private const string AllMet = """ "milestones":[{"id":"1","status":"met","dueDate":"2026-01-10","dateMet":"2026-01-09"},{"id":"2","status":"met","dueDate":"2026-03-31","dateMet":"2026-04-20"}]""";

    [SkippableFact]
    public async Task A_contract_that_becomes_late_disputes_beside_what_it_supported_and_supports_again_once_it_is_met()
    {
        using var run = new SomeRun("Government/OpenContracting");
        await Published(run, Release("2026-02-01", $$"""{"id":"a","status":"active",{{Milestones}}}"""));
        await Published(run, Release("2026-04-05", $$"""{"id":"a","status":"active",{{Milestones}}}"""));
        var disputing = run.Drafts.Last();
        await Published(run, Release("2026-04-25", $$"""{"id":"a","status":"terminated",{{AllMet}}}"""));

        run.Outcomes.Should().Equal($"{Key}: Accepted", $"{Disputing}: Accepted", $"{Key}: Revised");
        run.Drafts.Select(Shown).Should().Equal(("supports", "Substantial", "2026-01-09"), ("disputes", "Substantial", "2026-04-05"), ("supports", "Complete", "2026-04-20"));
        Text(run.Drafts.Last(), "summary").Should().Contain("2 of 2 milestones met, 1 of them after it was due.");
        run.Lines.Should().BeEmpty();
        var still = (await run.Check("government", disputing))!; // it looks again
        still.Verdict.Should().Be(Verdict.Changed, "it is no longer late");
    }

    [SkippableFact]
    public async Task What_changed_after_it_was_accepted_goes_under_the_next_key_and_once_only()
    {
        using var run = new SomeRun("Government/OpenContracting");
        await Published(run, Release("2026-02-01", """{"id":"a","status":"active"}"""));
        run.Accept(Key);
        await Published(run, Release("2026-02-01", """{"id":"a","status":"active"}""") + " "); // other bytes, and nothing else
        await Published(run, Release("2026-03-01", """{"id":"a","status":"active","value":{"amount":5,"currency":"IDR"}}"""));
        await run.Collect("government");
        await Published(run, Release("2026-03-09", """{"id":"a","status":"active","value":{"amount":6,"currency":"IDR"}}"""));
        run.Accept(Key + "/2");
        await Published(run, Release("2026-03-10", """{"id":"a","status":"active","value":{"amount":7,"currency":"IDR"}}"""));

        const string accepted = "evidence-accepted-already";
        run.Outcomes.Should().Equal(
            $"{Key}: Accepted", $"{Key}: Unchanged", $"{Key}: {accepted}", $"{Key}/2: Accepted", $"{Key}: {accepted}", $"{Key}/2: Unchanged",
            $"{Key}: {accepted}", $"{Key}/2: Revised", $"{Key}: {accepted}", $"{Key}/2: {accepted}", $"{Key}/3: Accepted");
        run.Lines.Should().BeEmpty("nothing was lost");
        (await run.Check("government", run.Drafts.Last()))!.Verdict.Should().Be(Verdict.Unchanged); // it looks again
        run.Refuses = new(Outcome.Refused, accepted, "It stays.");
        await run.Collect("government");
        run.Lines.Should().ContainSingle("where all keys of it were accepted, that is told");
    }

    [SkippableTheory]
    [InlineData("cancelled", "", "disputes", "Not Started")]
    [InlineData("unsuccessful", "", "disputes", "Not Started")]
    [InlineData("terminated", "", "supports", "Limited")] // it may have come to its end as it should
    [InlineData("active", "", "supports", "Limited")]
    [InlineData("cancelled", Milestones, "disputes", "Substantial")]
    [InlineData("terminated", Milestones, "disputes", "Substantial")]
    [InlineData("cancelled", AllMet, "supports", "Complete")]
    [InlineData("active", """ "milestones":[{"dueDate":"2026-01-10","dateMet":"2026-01-12"}]""", "supports", "Complete")] // met, though nobody says so
    [InlineData("active", """ "milestones":[{"dueDate":"2026-01-10","status":"notMet","dateMet":"2026-01-12"}]""", "disputes", "Not Started")]
    public async Task A_contract_that_ended_disputes_unless_all_of_it_was_met(string status, string milestones, string stance, string shows)
    {
        using var run = new SomeRun("Government/OpenContracting");
        await Published(run, Release("2026-02-01", $$"""{"id":"a","status":"{{status}}"{{(milestones.Length > 0 ? "," : "")}}{{milestones}}}"""));
        Shown(run.Drafts.Should().ContainSingle().Subject).Should().Match<(string Stance, string Shows, string On)>(one => one.Stance == stance && one.Shows == shows);
    }

    [SkippableTheory]
    [InlineData(""","amendments":[{"id":"1"}],"period":{"endDate":"2026-12-31"}""", "disputes", "its end moved from 30 June 2026 to 31 December 2026.")]
    [InlineData(""","amendments":[{"id":"1"}],"value":{"amount":120,"currency":"IDR"}""", "disputes", "its value rose from 100 to 120 IDR.")]
    [InlineData(""","amendments":[{"id":"1"}],"milestones":[{"id":"m","dueDate":"2026-09-01"}]""", "disputes", "1 milestone put off.")]
    [InlineData(""","amendments":[{"id":"1"}],"value":{"amount":90,"currency":"IDR"},"period":{"endDate":"2026-05-31"}""", "supports", "Amended 1 time.")]
    [InlineData(""","amendments":[{"id":"1"}],"value":{"amount":120,"currency":"USD"}""", "supports", "Amended 1 time.")]
    [InlineData(""","value":{"amount":120,"currency":"IDR"}""", "supports", "Value 120 IDR")] // a correction, no amendment
    [InlineData(""","amendments":[{"id":"1"}],"value":{"amount":120,"currency":"IDR"},"milestones":[{"id":"m","status":"met"}]""", "supports", "its value rose")]
    public async Task An_amendment_that_puts_off_or_costs_more_disputes_whatever_the_order_of_the_releases(string amended, string stance, string words)
    {
        var (first, then) = (
            Release("2026-01-01", """{"id":"a","status":"active","value":{"amount":100,"currency":"IDR"},"period":{"endDate":"2026-06-30"},"milestones":[{"id":"m","dueDate":"2026-06-01"}]}"""),
            Release("2026-02-01", $$"""{"id":"a","status":"active"{{amended}}}"""));
        foreach (var feed in new[] { Package(first, then), Package(then, first), $$"""{"records":[{"ocid":"x","releases":[{{first}}],"compiledRelease":{{then}}}]}""", $"{then}\n{first}" })
        {
            using var run = new SomeRun("Government/OpenContracting").With("releases.json", feed);
            await run.Collect("government");
            var draft = run.Drafts.Should().ContainSingle("the latest release counts").Subject;
            Text(draft, "stance").Should().Be(stance);
            Text(draft, "summary").Should().Contain(words);
            (await run.Check("government", draft))!.Verdict.Should().Be(Verdict.Unchanged); // it looks again
        }
    }

    [SkippableFact]
    public async Task A_release_of_an_earlier_page_is_remembered_on_the_next()
    {
        using var run = new SomeRun("Government/OpenContracting")
            .With("releases.json", Package("https://feed.example.org/releases.json?page=2", Release("2026-02-01", """{"id":"a","amendments":[{"id":"1"}],"value":{"amount":120,"currency":"IDR"}}""")))
            .With("releases.json?page=2", Package(Release("2026-01-01", """{"id":"a","value":{"amount":100,"currency":"IDR"}}""")));
        await run.Collect("government");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        (Text(draft, "stance"), Text(draft, "key")).Should().Be(("disputes", Disputing));
        draft.GetProperty("sources")[0].GetProperty("address").GetString().Should().EndWith("/releases.json", "that is where the latest stands");
        (await run.Check("government", draft))!.Verdict.Should().Be(Verdict.Unchanged); // it looks again
    }

    private static Task<string?> Published(SomeRun run, string release) => run.With("releases.json", Package(release)).Collect("government");

    private static (string Stance, string Shows, string On) Shown(JsonElement draft) => (Text(draft, "stance"), Text(draft, "shows"), Text(draft, "on"));

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!; // every draft has it

    private static string Release(string date, string contract) => $$"""{"ocid":"ocds-contoh-portal-1","date":"{{date}}T00:00:00Z","contracts":[{{contract}}]}""";

    private static string Package(params string[] releases) =>
        releases[0].StartsWith("https:", StringComparison.Ordinal)
            ? $$"""{"links":{"next":"{{releases[0]}}"},"releases":[{{string.Join(',', releases[1..])}}]}"""
            : $$"""{"releases":[{{string.Join(',', releases)}}]}""";
}
