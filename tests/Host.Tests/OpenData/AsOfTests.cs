using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.OpenData;

/// <summary>A plan as it stood on a day, by the API, in exports and on pages. The site's first day is 4 May 2026.</summary>
public sealed class AsOfTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    [Fact]
    public async Task A_commitment_is_answered_as_it_stood_when_the_day_was_over()
    {
        var (commitment, evidence, then) = await Told();

        var past = await site.Read($"{commitment}?asOf={then}");
        var now = await site.Read(commitment);

        ((string)Leaf(past)["reported"]!).Should().Be("Limited");
        ((string)Leaf(past)["proof"]!["state"]!).Should().Be("Not Yet Checked");
        ((string)past["today"]!).Should().Be(then);
        ((string)Leaf(now)["reported"]!).Should().Be("Complete");
        ((string)Leaf(now)["proof"]!["state"]!).Should().Be("Proven");
        ((string)(await site.Read($"/api/v1/evidence/{evidence}?asOf={then}"))["state"]!).Should().Be("submitted");
        ((string)(await site.Read($"/api/v1/evidence/{evidence}"))["state"]!).Should().Be("accepted");
    }

    [Fact]
    public async Task Lists_and_exports_tell_the_past_as_they_tell_the_present()
    {
        var (commitment, _, then) = await Told();
        var number = commitment.Split('/')[^1];

        (await site.Read($"/api/v1/commitments?plan=contoh&reported=Limited&asOf={then}"))["items"]!.AsArray().Select(item => (string)item!["number"]!).Should().Contain(number);
        (await site.Read("/api/v1/commitments?plan=contoh&reported=Limited"))["items"]!.AsArray().Select(item => (string)item!["number"]!).Should().NotContain(number);
        (await site.Read($"{commitment}/history?asOf={then}"))["items"]!.AsArray().Select(item => (string)item!["type"]!).Should()
            .Equal("evidence.submitted", "progress.reported", "commitment.published");
        (await site.Read($"{commitment}/evidence?asOf={then}"))["items"]![0]!["state"]!.GetValue<string>().Should().Be("submitted");
        ((int)(await site.Read($"/api/v1/plans/contoh/waiting?asOf={then}"))["checks"]!["count"]!).Should().BePositive();
        ((string)(await site.Read($"/api/v1/plans/contoh?asOf={then}"))["today"]!).Should().Be(then);
        Row(await Text($"/api/v1/plans/contoh/export.csv?asOf={then}"), number).Should().Contain(",Limited,").And.NotContain("Complete");
        Row(await Text("/api/v1/plans/contoh/export.csv"), number).Should().Contain(",Complete,");
        var whole = await Text($"/api/v1/plans/contoh/history.ndjson?asOf={then}");
        whole.Split('\n').Where(line => line.Contains($"contoh/{number}", StringComparison.Ordinal)).Should().HaveCount(3).And.NotContain(line => line.Contains("evidence.accepted"));
        (await Text($"/api/v1/plans/contoh/export.ogp.csv?asOf={then}")).Should().StartWith("\uFEFFCommitment Unique Identifier");
    }

    [Fact]
    public async Task The_plan_files_of_a_day_are_those_that_held_that_day()
    {
        var (commitment, _, then) = await Told();
        var number = commitment.Split('/')[^1];
        (await site.As("owner").Post($"{commitment}/milestones/1.1/schedule", new() { ["due"] = "2026-09-30", ["reason"] = "The printer is late." }, Now))
            .StatusCode.Should().Be(HttpStatusCode.Created);

        (await File(number, $"?asOf={then}")).Should().Contain("2026-06-30").And.NotContain("2026-09-30");
        (await File(number, "")).Should().Contain("2026-09-30");
    }

    [Fact]
    public async Task A_page_says_that_it_is_the_past_keeps_the_day_in_its_links_and_offers_nothing_to_do()
    {
        var (commitment, evidence, then) = await Told();
        var number = commitment.Split('/')[^1];
        var visitor = new Visitor(site.Browser());

        foreach (var language in new[] { "en", "id" })
        {
            var page = await visitor.Open($"/{language}/plans/contoh/commitments/{number}?asOf={then}");
            page.QuerySelector(".notice.past a")!.GetAttribute("href").Should().Be($"/{language}/plans/contoh/commitments/{number}");
            page.QuerySelectorAll("a[href*='submit-evidence'], a[href*='report-progress'], a[href*='/review']").Should().BeEmpty();
            page.QuerySelectorAll("main a[href*='/plans/contoh']").Select(link => link.GetAttribute("href")!).Where(href => !href.EndsWith($"/commitments/{number}", StringComparison.Ordinal))
                .Should().NotBeEmpty().And.OnlyContain(href => href.Contains($"asOf={then}"));
            page.QuerySelector("#asOf")!.GetAttribute("value").Should().Be(then);
            (await visitor.Open($"/{language}/evidence/{evidence}?asOf={then}")).QuerySelectorAll(".notice.past").Should().ContainSingle();
            (await visitor.Open($"/{language}/plans/contoh?asOf={then}&reported=Limited")).QuerySelectorAll($"a[href$='/commitments/{number}?asOf={then}']").Should().ContainSingle();
        }

        var now = await visitor.Open($"/en/plans/contoh/commitments/{number}");
        now.QuerySelectorAll(".notice.past").Should().BeEmpty();
        now.QuerySelectorAll("a[href*='asOf']").Should().BeEmpty();
        now.QuerySelector("#asOf")!.Closest("form")!.GetAttribute("action").Should().Be($"/en/plans/contoh/commitments/{number}");
    }

    [Fact]
    public async Task A_day_that_is_not_over_is_the_present()
    {
        await Told();
        var today = (string)(await site.Read("/api/v1/plans/contoh"))["today"]!;

        (await new Visitor(site.Browser()).Open($"/en/plans/contoh?asOf={today}")).QuerySelectorAll(".notice.past").Should().BeEmpty();
    }

    [Theory]
    [InlineData("/api/v1/plans/contoh?asOf=2099-01-01", "as-of-in-future", 400)]
    [InlineData("/api/v1/plans/contoh?asOf=2026-02-30", "not-a-date", 400)]
    [InlineData("/api/v1/plans/contoh?asOf=yesterday", "not-a-date", 400)]
    [InlineData("/api/v1/commitments?asOf=2026-05-04", "as-of-without-plan", 400)]
    [InlineData("/api/v1/plans/contoh?asOf=2026-05-01", "not-recorded-yet", 404)]
    [InlineData("/api/v1/plans/contoh?asOf=0001-01-01", "not-recorded-yet", 404)]
    [InlineData("/api/v1/commitments?plan=contoh&asOf=2026-05-01", "not-recorded-yet", 400)]
    [InlineData("/api/v1/plans/nowhere?asOf=2026-05-01", "not-found", 404)]
    [InlineData("/api/v1/organisations?asOf=2026-05-04", "unknown-member", 400)]
    public async Task A_day_that_cannot_be_shown_is_refused_by_name(string address, string rule, int status)
    {
        await Told();

        using var answer = await site.Visitor().GetAsync(address);

        ((int)answer.StatusCode).Should().Be(status, await answer.Content.ReadAsStringAsync());
        ((string)(await answer.Json())["rule"]!).Should().Be(rule);
    }

    [Theory]
    [InlineData("/en?asOf=2026-05-04")]
    [InlineData("/en/plans?asOf=yesterday")]
    [InlineData("/en/organisations?asOf=2026-05-04")]
    [InlineData("/en/search?q=village&asOf=2026-05-04")]
    public async Task A_page_that_shows_today_only_does_not_pass_for_another_day(string address)
    {
        using var answer = await site.Visitor().GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("This page shows today only.");
    }

    [Fact]
    public async Task A_page_of_a_day_before_the_record_says_when_the_plan_was_entered()
    {
        using var answer = await site.Visitor().GetAsync("/id/plans/contoh?asOf=2018-04-30");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("baru dimasukkan pada 4 Mei 2026");
    }

    /// <summary>On a day the office says Limited and the community sends evidence; two days later it says Complete, and a reviewer accepts.</summary>
    private async Task<(string Commitment, string Evidence, string Then)> Told()
    {
        var id = await site.Promised();
        var commitment = $"/api/v1/plans/{id.Plan}/commitments/{id.Number}";
        var then = $"{site.Clock.GetUtcNow():yyyy-MM-dd}";
        await site.As("owner").Done($"{commitment}/milestones/1.1/progress", SomeProgress());
        var evidence = (string)(await (await site.As("partner").Post($"{commitment}/milestones/1.1/evidence", SomeEvidence())).Json())["id"]!;
        site.Clock.Advance(TimeSpan.FromDays(2));
        await site.As("owner").Done($"{commitment}/milestones/1.1/progress", SomeProgress(("completion", "Complete")));
        await site.As("reviewer").Done($"/api/v1/evidence/{evidence}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });
        return (commitment, evidence, then);
    }

    private static JsonNode Leaf(JsonObject commitment) => commitment["milestones"]!.AsArray().First(leaf => (string)leaf!["number"]! == "1.1")!;

    private static string Row(string csv, string number) => csv.Split("\r\n").Single(line => line.Contains($"\"{number}\"") && line.Contains("\"1.1\""));

    private async Task<string> Text(string address)
    {
        using var answer = await site.Visitor().GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<string> File(string number, string query)
    {
        using var zip = new ZipArchive(await site.Visitor().GetStreamAsync($"/api/v1/plans/contoh/files{query}"));
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".md", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            var text = await reader.ReadToEndAsync();
            if (text.Contains($"number: {number}", StringComparison.Ordinal)) return text;
        }

        throw new InvalidOperationException($"No file of {number}.");
    }
}
