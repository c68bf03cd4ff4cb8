using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>What one contract shows from release to release, through the real process, against a record that remembers.</summary>
public sealed class ContractOverTimeTests
{
    private const string Place = "Government/OpenContracting";
    private const string Key = "contract/ocds-contoh-portal-1/a";
    private const string Disputing = Key + "/disputes";
    private const string Milestones = """ "milestones":[{"id":"1","status":"met","dueDate":"2026-01-10","dateMet":"2026-01-09"},{"id":"2","status":"scheduled","dueDate":"2026-03-31"}]""";
    private const string AllMet = """ "milestones":[{"id":"1","status":"met","dueDate":"2026-01-10","dateMet":"2026-01-09"},{"id":"2","status":"met","dueDate":"2026-03-31","dateMet":"2026-04-20"}]""";

    [SkippableFact]
    public async Task A_contract_that_becomes_late_disputes_beside_what_it_supported_and_supports_again_once_it_is_met()
    {
        using var run = new SomeRun(Place);
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
        using var run = new SomeRun(Place);
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
        using var run = new SomeRun(Place);
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
            using var run = new SomeRun(Place).With("releases.json", feed);
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
        using var run = new SomeRun(Place)
            .With("releases.json", Package("https://feed.example.org/releases.json?page=2", Release("2026-02-01", """{"id":"a","amendments":[{"id":"1"}],"value":{"amount":120,"currency":"IDR"}}""")))
            .With("releases.json?page=2", Package(Release("2026-01-01", """{"id":"a","value":{"amount":100,"currency":"IDR"}}""")));
        await run.Collect("government");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        (Text(draft, "stance"), Text(draft, "key")).Should().Be(("disputes", Disputing));
        draft.GetProperty("sources")[0].GetProperty("address").GetString().Should().EndWith("/releases.json", "that is where the latest stands");
        (await run.Check("government", draft))!.Verdict.Should().Be(Verdict.Unchanged); // it looks again
    }

    [SkippableTheory]
    [InlineData("""{"id":"a","status":"active"}""", Verdict.Unchanged, null)]
    [InlineData("""{"id":"a","status":"cancelled"}""", Verdict.Changed, "Its source gives other figures: status.")]
    [InlineData("""{"id":"b","status":"active"}""", Verdict.Gone, "Its source is there and names it no longer.")]
    public async Task A_contract_is_looked_for_on_every_page_before_it_is_said_to_be_gone(string onTheSecond, Verdict verdict, string? words)
    {
        using var run = new SomeRun(Place);
        await Published(run, Release("2026-02-01", """{"id":"a","status":"active"}"""));

        Moved(run).With("releases.json?page=2", Package(Release("2026-02-01", onTheSecond)));

        (await run.Check("government", run.Drafts.Single())).Should().Be(new CheckResult(verdict, words));
    }

    [SkippableTheory]
    [InlineData(503, "", "Page 2 of the feed answers 503. What the pages before it say was sent.")]
    [InlineData(404, "", "Page 2 of the feed answers 404. What the pages before it say was sent.")]
    [InlineData(200, "<html>We are sorry.</html>", "The feed answers with nothing that is OCDS, neither a package nor JSON Lines: has it moved?")]
    [InlineData(200, """{"releases":[],"links":{"next":"https://feed.example.org/releases.json"}}""", "links.next leads back to a page that was read: the paging loops. What 2 pages say was sent.")]
    [InlineData(0, "its robots.txt asks not to", "its robots.txt asks not to")] // refused by the host
    public async Task A_page_that_cannot_be_read_says_of_no_contract_that_it_is_gone(int status, string body, string words)
    {
        using var run = new SomeRun(Place);
        await Published(run, Release("2026-02-01", """{"id":"a","status":"active"}"""));

        Moved(run).Source = _ => status == 0 ? throw new RpcError(ErrorCodes.FetchRefused, body) : (status, body);

        (await run.Check("government", run.Drafts.Single())).Should().Be(new CheckResult(Verdict.Unknown, words));
    }

    [SkippableTheory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public async Task A_contract_that_may_stand_beyond_what_is_read_is_not_said_to_be_gone(int pages, bool unknown)
    {
        using var run = new SomeRun(Place);
        await Published(run, Release("2026-02-01", """{"id":"a","status":"active"}"""));

        Moved(run).Source = address => int.Parse(address.Query.Split('=')[1], CultureInfo.InvariantCulture) is var page && page < pages
            ? (200, Package($"https://feed.example.org/releases.json?page={page + 1}"))
            : (200, Package());

        (await run.Check("government", run.Drafts.Single()))!.Verdict.Should().Be(unknown ? Verdict.Unknown : Verdict.Gone); // it looks again
    }

    [SkippableTheory]
    [InlineData("active", Verdict.Unchanged)]
    [InlineData("cancelled", Verdict.Unknown)] // a later release may say what was sent
    public async Task What_a_contract_says_on_one_page_counts_for_what_was_sent_and_not_against_it_where_another_cannot_be_read(string status, Verdict verdict)
    {
        using var run = new SomeRun(Place);
        await Published(run, Release("2026-02-01", """{"id":"a","status":"active"}"""));

        Moved(run)
            .With("releases.json?page=2", Package("https://feed.example.org/releases.json?page=3", Release("2026-02-01", $$"""{"id":"a","status":"{{status}}"}""")))
            .Source = _ => (503, "");

        (await run.Check("government", run.Drafts.Single()))!.Verdict.Should().Be(verdict); // it looks again
    }

    [SkippableTheory]
    [InlineData("2", "3")]
    [InlineData("3", "2")]
    public async Task The_latest_release_on_all_pages_counts_for_a_contract_that_moved(string latest, string earlier)
    {
        var (before, now) = (
            Release("2026-01-01", """{"id":"a","value":{"amount":100,"currency":"IDR"}}"""), Release("2026-02-01", """{"id":"a","amendments":[{"id":"1"}],"value":{"amount":120,"currency":"IDR"}}"""));
        using var run = new SomeRun(Place);
        await run.With("releases.json", Package(now, before)).Collect("government");
        var disputing = run.Drafts.Should().ContainSingle().Subject;
        Text(disputing, "key").Should().Be(Disputing);

        Moved(run).Source = address => (200, (address.Query == $"?page={latest}" ? now : before) is var release && address.Query == "?page=2"
            ? Package("https://feed.example.org/releases.json?page=3", release)
            : Package(release));

        (await run.Check("government", disputing)).Should().Be(new CheckResult(Verdict.Unchanged), $"page {earlier} says what was, and page {latest} what is");
    }

    [SkippableFact]
    public async Task A_page_that_is_there_no_more_says_nothing_of_what_moved_to_another_and_a_feed_that_is_gone_does()
    {
        using var run = new SomeRun(Place)
            .With("releases.json", Package("https://feed.example.org/releases.json?page=2", Release("2026-02-01", """{"id":"b","status":"active"}""")))
            .With("releases.json?page=2", Package(Release("2026-02-01", """{"id":"a","status":"active"}""")));
        await run.Collect("government");
        var moved = run.Drafts.Single(draft => Text(draft, "key") == Key);

        run.Feeds.Remove("https://feed.example.org/releases.json?page=2");
        run.With("releases.json", Package(Release("2026-02-01", """{"id":"a","status":"active"}""")));
        (await run.Check("government", moved)).Should().Be(new CheckResult(Verdict.Unchanged));

        run.With("releases.json", Package());
        (await run.Check("government", moved))!.Verdict.Should().Be(Verdict.Gone, "no page names it");

        run.Feeds.Clear();
        (await run.Check("government", moved)).Should().Be(new CheckResult(Verdict.Gone, "Its source answers 404."));
    }

    [SkippableFact]
    public async Task A_feed_is_read_once_for_all_contracts_that_stand_on_other_pages_by_now()
    {
        var contracts = Enumerable.Range(1, 3).Select(number => Release("2026-02-01", $$"""{"id":"{{number}}","status":"active"}""")).ToArray();
        using var run = new SomeRun(Place);
        await run.With("releases.json", Package(contracts)).Collect("government");
        var asked = new ConcurrentQueue<string>();
        Moved(run).Source = address =>
        {
            asked.Enqueue(address.Query);
            return (200, Package(contracts));
        };

        var said = await run.Check("government", run.Drafts);

        said.Should().HaveCount(3).And.OnlyContain(one => one == new CheckResult(Verdict.Unchanged));
        asked.Should().Equal("?page=2");
    }

    /// <summary>A feed that says other things by now, and goes on on a second page.</summary>
    private static SomeRun Moved(SomeRun run) =>
        run.With("releases.json", Package("https://feed.example.org/releases.json?page=2", Release("2026-03-01", """{"id":"new","status":"active"}""")));

    private static Task<string?> Published(SomeRun run, string release) => run.With("releases.json", Package(release)).Collect("government");

    private static (string Stance, string Shows, string On) Shown(JsonElement draft) => (Text(draft, "stance"), Text(draft, "shows"), Text(draft, "on"));

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!; // every draft has it

    private static string Release(string date, string contract) => $$"""{"ocid":"ocds-contoh-portal-1","date":"{{date}}T00:00:00Z","contracts":[{{contract}}]}""";

    private static string Package(params string[] releases) =>
        releases is [var next, ..] && next.StartsWith("https:", StringComparison.Ordinal)
            ? $$"""{"links":{"next":"{{next}}"},"releases":[{{string.Join(',', releases[1..])}}]}"""
            : $$"""{"releases":[{{string.Join(',', releases)}}]}""";
}
