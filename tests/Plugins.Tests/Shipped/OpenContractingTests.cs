using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>Contracts as evidence, through the real process in its sandbox.</summary>
public sealed class OpenContractingTests
{
    private const string Place = "Government/OpenContracting";

    [SkippableFact]
    public async Task Its_folder_is_well() =>
        await Task.Run(() =>
        {
            using var run = new SomeRun(Place);
            run.Folder.Findings.Should().BeEmpty();
            run.Folder.Manifest!.Partners.Should().Equal("government");
        });

    [SkippableFact]
    public async Task The_samples_become_a_supporting_and_a_disputing_draft_and_the_same_ones_again()
    {
        using var run = new SomeRun(Place).WithSamples();
        run.Settings["rules"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["plan"] = "contoh", ["commitment"] = "1", ["milestone"] = "1.2", ["words"] = "boards" });

        (await run.Collect("government")).Should().MatchRegex("^[0-9a-f]{64}$");

        var drafts = run.Drafts.ToDictionary(draft => draft.GetProperty("key").GetString()!);
        var done = drafts["contract/ocds-contoh-portal-2025-001/c-1"];
        (Text(done, "shows"), Text(done, "stance"), Text(done, "on"), Text(done, "milestone")).Should().Be(("Complete", "supports", "2025-11-28", "5.1"));
        Text(done, "summary").Should().Contain("2 of 2 milestones met").And.Contain("90 % of the milestone's budget");
        var late = drafts["contract/ocds-contoh-signs-2025-004/c-9/disputes"];
        (Text(late, "shows"), Text(late, "stance"), Text(late, "on")).Should().Be(("Substantial", "disputes", "2026-03-15"));
        Text(late, "summary").Should().Contain("1 late").And.Contain("Amended 1 time.");
        Text(late, "settledBy").Should().NotBeEmpty();
        late.GetProperty("data").GetProperty("amount").GetDecimal().Should().Be(42_000_000m);

        var first = run.Drafts.Select(draft => draft.GetRawText()).ToList();
        run.Drafts.Clear();
        await run.Collect("government");
        run.Drafts.Select(draft => draft.GetRawText()).Should().Equal(first);
    }

    [SkippableFact]
    public async Task Pages_are_followed_and_a_loop_is_a_failure_by_name()
    {
        using var run = new SomeRun(Place)
            .With("releases.json", Package(Release("ocds-contoh-portal-1", """{"id":"a","status":"active"}"""), "https://feed.example.org/releases.json?page=2"))
            .With("releases.json?page=2", Package(Release("ocds-contoh-portal-2", """{"id":"b","status":"cancelled","milestones":[{"title":"m","status":"notMet"}]}"""), "https://feed.example.org/releases.json"));

        var failed = await run.Fails("government");

        (failed?.Failure, failed?.Words.Contains("the paging loops", StringComparison.Ordinal)).Should().Be((PluginFailure.SourceUnusable, true));
        run.Drafts.Select(draft => Text(draft, "key")).Should().Equal("contract/ocds-contoh-portal-1/a", "contract/ocds-contoh-portal-2/b/disputes");
        run.Drafts.Select(draft => Text(draft, "stance")).Should().Equal("supports", "disputes");
    }

    [SkippableTheory]
    [InlineData("https://feed.example.org/pages/2.json", null, PluginFailure.ErrorAnswer, "Page 2 of the feed answers 404. What the pages before it say was sent.")]
    [InlineData("https://elsewhere.example.org/2.json", null, PluginFailure.ErrorAnswer, "is not declared")]
    [InlineData("2.json", null, PluginFailure.ErrorAnswer, "is not declared")]
    [InlineData("https://feed.example.org/other/2.json", null, PluginFailure.ErrorAnswer, "is not declared")]
    [InlineData("https://feed.example.org/pages/2.json", "\u0089PNG\r\n\u001a\n\u0000", PluginFailure.SourceUnusable, "nothing that is OCDS")]
    [InlineData("https://feed.example.org/pages/2.json", "<html></html>", PluginFailure.SourceUnusable, "nothing that is OCDS")]
    public async Task A_next_page_that_is_away_elsewhere_or_no_feed_is_a_failure_by_name_and_what_came_before_is_sent(string next, string? body, PluginFailure failure, string words)
    {
        using var run = new SomeRun(Place).With("releases.json", Package(Release("ocds-contoh-portal-1", """{"id":"a","status":"active"}"""), next));
        run.Settings["pages"] = "https://feed.example.org/pages/"; // beneath the feed itself there is none of them
        if (body is not null) run.With("pages/2.json", body);

        var failed = (await run.Fails("government"))!.Value; // it fails

        failed.Failure.Should().Be(failure);
        failed.Words.Should().Contain(words);
        run.Drafts.Select(draft => Text(draft, "key")).Should().Equal("contract/ocds-contoh-portal-1/a");
    }

    [SkippableTheory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public async Task A_feed_of_more_pages_than_are_read_is_a_failure_and_not_a_short_feed(int pages, bool fails)
    {
        using var run = new SomeRun(Place);
        run.Settings["pages"] = "https://feed.example.org/";
        for (var page = 1; page <= pages; page++)
        {
            run.With(
                page == 1 ? "releases.json" : $"{page}.json",
                Package(Release($"ocds-contoh-portal-{page}", """{"id":"a","status":"active"}"""), page == pages ? null : $"https://feed.example.org/{page + 1}.json"));
        }

        var failed = await run.Fails("government");

        (failed?.Failure == PluginFailure.SourceUnusable && failed.Value.Words.Contains("beyond 50 pages", StringComparison.Ordinal)).Should().Be(fails);
        run.Drafts.Should().HaveCount(50);
    }

    [SkippableFact]
    public async Task Records_and_lines_are_read_too()
    {
        using var records = new SomeRun(Place).With("releases.json", $$"""{"records":[{"ocid":"x","compiledRelease":{{Release("ocds-contoh-portal-1", """{"id":"a"}""")}}}]}""");
        await records.Collect("government");
        records.Drafts.Should().ContainSingle();
        using var lines = new SomeRun(Place).With("releases.json", $"{Release("ocds-contoh-portal-1", """{"id":"a"}""")}\nnot json\n{Release("ocds-contoh-portal-2", """{"id":"b"}""")}\n{{\"cut");
        await lines.Collect("government");
        lines.Drafts.Should().HaveCount(2);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>not found</html>")]
    [InlineData("""{"releases":{"ocid":"x"}}""")]
    [InlineData("""{"releases":[null,5,"x",{"ocid":7,"date":[]},{"ocid":"ocds-contoh-portal-1","date":"31/12/2025","contracts":[{"id":"a"}]}]}""")]
    [InlineData("""{"releases":[{"ocid":"ocds-contoh-portal-1","date":"2025-13-45T00:00:00Z","contracts":"many"}]}""")]
    public async Task What_is_no_feed_gives_no_draft_and_breaks_nothing(string feed)
    {
        using var run = new SomeRun(Place).With("releases.json", feed);
        (await run.Fails("government"))?.Failure.Should().Be(PluginFailure.SourceUnusable);
        run.Drafts.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("<html><body>We are sorry.</body></html>", true)]
    [InlineData("", true)]
    [InlineData("\u0089PNG\r\n\u001a\n\u0000", true)]
    [InlineData("{\"error\":\"moved\"}", true)]
    [InlineData("{\"releases\":[]}", false)]
    [InlineData("{\"ocid\":\"ocds-contoh-portal-1\"}\n{\"ocid\":\"ocds-contoh-portal-2\"}\n", false)]
    public async Task A_feed_that_answers_with_nothing_of_its_kind_is_a_failure_by_name_and_an_empty_one_is_not(string body, bool told)
    {
        using var run = new SomeRun(Place).With("releases.json", body);

        var failed = await run.Fails("government");

        run.Drafts.Should().BeEmpty();
        (failed?.Failure == PluginFailure.SourceUnusable && failed.Value.Words.Contains("nothing that is OCDS", StringComparison.Ordinal)).Should().Be(told);
        if (!told) failed.Should().BeNull();
    }

    [SkippableFact]
    public async Task A_feed_that_is_away_is_a_failure_and_so_keeps_the_cursor()
    {
        using var run = new SomeRun(Place);
        (await run.Fails("government")).Should().Be((PluginFailure.ErrorAnswer, "The feed answers 404."));
    }

    [SkippableTheory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("1000000000000000000")]
    [InlineData("1e40")]
    public async Task A_release_whose_value_is_larger_than_any_is_left_out_alone_and_told(string amount)
    {
        using var run = new SomeRun(Place).With("releases.json", $$"""
            {"releases":[{{Release("ocds-contoh-portal-1", $$$"""{"id":"a","value":{"amount":{{{amount}}},"currency":"IDR"} }""")}},
            {{Release("ocds-contoh-portal-2", """{"id":"b","value":{"amount":999999999999999999,"currency":"IDR"}}""")}}]}
            """);

        await run.Collect("government");

        run.Lines.Should().Equal("ocds-contoh-portal-1 a: its value is larger than any is, this release of it is left out");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "summary").Should().EndWith("500,000,000,000 % of the milestone's budget of 200,000,000 IDR.");
        (await run.Check("government", draft))!.Verdict.Should().Be(PluginSdk.Verdict.Unchanged); // it looks again
    }

    [SkippableFact]
    public async Task Of_many_releases_that_are_left_out_twenty_are_named()
    {
        var releases = Enumerable.Range(1, 22).Select(number => Release($"ocds-contoh-portal-{number}", """{"id":"a","value":{"amount":1e20,"currency":"IDR"}}"""));
        using var run = new SomeRun(Place).With("releases.json", $$"""{"releases":[{{string.Join(',', releases)}}]}""");

        await run.Collect("government");

        run.Drafts.Should().BeEmpty();
        run.Lines.Should().HaveCount(21).And.Contain("2 more were left out so");
    }

    [SkippableFact]
    public async Task A_budget_of_less_than_a_hundredth_is_set_against_nothing()
    {
        using var run = new SomeRun(Place)
        {
            Commitments = [new("contoh", "5", "Kontrak terbuka", "contoh", [], [new("5.1", "Peraturan", [], Budget: 0.0000000000000000001m)], Currency: "IDR")],
        };
        run.With("releases.json", Package(Release("ocds-contoh-portal-1", """{"id":"a","value":{"amount":999999999999999999,"currency":"IDR"}}"""), null));

        await run.Collect("government");

        Text(run.Drafts.Should().ContainSingle().Subject, "summary").Should().EndWith("Value 999,999,999,999,999,999 IDR.");
    }

    [SkippableFact]
    public async Task Hostile_words_stay_words_and_amounts_of_other_currencies_are_not_compared()
    {
        using var run = new SomeRun(Place).With(
            "releases.json",
            Package(Release("ocds-contoh-portal-1", """{"id":"<script>","title":"<img src=x onerror=alert(1)>","status":"<b>","value":{"amount":1e9,"currency":"USD"},"milestones":[{"title":"m","status":"met","dateMet":"2025-01-01T00:00:00Z"}]}"""), null));
        await run.Collect("government");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "title").Should().Be("<img src=x onerror=alert(1)>", "it is text, and whoever shows it treats it as text");
        Text(draft, "summary").Should().Contain("status not stated").And.Contain("USD").And.NotContain("budget");
    }

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!;

    private static string Release(string ocid, string contract) => $$"""{"ocid":"{{ocid}}","date":"2026-01-31T00:00:00Z","contracts":[{{contract}}]}""";

    private static string Package(string release, string? next) => $$"""{"releases":[{{release}}]{{(next is null ? "" : $",\"links\":{{\"next\":\"{next}\"}}")}}}""";
}
