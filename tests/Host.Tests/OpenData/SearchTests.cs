using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Host.Tests.Projections;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.OpenData;

/// <summary>Whatever is public is found by its words, in a list whose address says what was asked.</summary>
public sealed class SearchTests(OpenDataSite site) : IClassFixture<OpenDataSite>, IAsyncLifetime
{
    private const string Piece = "contoh~1~found";

    public async Task InitializeAsync()
    {
        if ((await Found("q=zebra")).Count > 0) return; // one site for the class
        await site.Happens("contoh/1", SomeActor.Owner(), SomeReport.Of(Completion.Limited) with { Narrative = new PersonalText("The zebra crossings were painted in ten villages.") });
        await site.Happens("contoh/1/found", SomeActor.Contributor(Partner.Public), new EvidenceSubmitted(
            SomeCommitment.Leaf, Stance.Supports, Completion.Limited, new(2026, 4, 20), null, false,
            new PersonalText("Photographs of a <b>zebra</b> crossing"), new PersonalText("Penyeberangan zebra sudah dicat & dipakai."),
            new PersonalText("https://example.org/zebra"), null));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_title_is_found_before_words_inside_a_text()
    {
        var found = await Found("q=zebra");
        found.Select(item => item.GetProperty("kind").GetString()).Should().Equal("evidence", "report");
        found[0].GetProperty("id").GetString().Should().Be(Piece);
        found[0].GetProperty("excerpt").GetString().Should().Contain("sudah dicat & dipakai");
        found[1].GetProperty("title").GetString().Should().NotBeEmpty("a report is named after its milestone");
    }

    [Theory]
    [InlineData("q=zeb", 2)]
    [InlineData("q=ZEBRA%20villages", 1)]
    [InlineData("q=zebra&kind=evidence", 1)]
    [InlineData("q=zebra&kind=plan", 0)]
    [InlineData("q=zebra&plan=contoh", 2)]
    [InlineData("q=zebra&plan=nowhere", 0)]
    [InlineData("q=zebra%20giraffe", 0)]
    [InlineData("q=%22%20OR%20*%20%5E", 0)]
    public async Task Words_kind_and_plan_narrow(string query, int count) => (await Found(query)).Should().HaveCount(count);

    [Theory]
    [InlineData("/en/search?q=okapi")]
    [InlineData("/api/v1/search?q=okapi")]
    public async Task What_was_found_is_not_sent_again_until_something_else_is(string address)
    {
        using var first = await site.CreateClient().GetAsync(address);
        first.StatusCode.Should().Be(HttpStatusCode.OK);
        var tag = first.Headers.ETag!;
        using (var known = await Asked()) known.StatusCode.Should().Be(HttpStatusCode.NotModified);

        await site.Happens("contoh/1", SomeActor.Owner(), SomeReport.Of(Completion.Limited) with { Narrative = new PersonalText("An okapi crossed.") });

        using var changed = await Asked();
        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        changed.Headers.ETag.Should().NotBe(tag);
        (await changed.Content.ReadAsStringAsync()).Should().Contain("crossed");

        async Task<HttpResponseMessage> Asked()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { tag } } };
            return await site.CreateClient().SendAsync(request);
        }
    }

    [Fact]
    public async Task Plans_commitments_and_milestones_are_found()
    {
        foreach (var kind in new[] { "plan", "commitment", "milestone" })
            (await Found($"q=contoh%20&kind={kind}")).Concat(await Found($"q=b&kind={kind}")).Concat(await Found($"q=1&kind={kind}")).Should().NotBeEmpty(kind);
    }

    [Fact]
    public async Task A_list_goes_on_where_it_ended()
    {
        var first = await Json("/api/v1/search?q=zebra&limit=1");
        var second = await Json($"/api/v1/search?q=zebra&limit=1&cursor={first.GetProperty("next").GetString()}");
        second.GetProperty("items")[0].GetProperty("id").GetString().Should().NotBe(first.GetProperty("items")[0].GetProperty("id").GetString());
        second.GetProperty("next").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=%20")]
    [InlineData("?q=a&kind=cat")]
    [InlineData("?q=a&cursor=AAAA")]
    [InlineData("?q=a&nonsense=1")]
    public async Task What_is_not_a_question_is_refused(string query) =>
        (await site.CreateClient().GetAsync("/api/v1/search" + query)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("id", "Ditemukan untuk")]
    [InlineData("en", "Found for")]
    public async Task The_page_shows_what_matches_and_runs_nothing_of_it(string language, string words)
    {
        var page = new HtmlParser().ParseDocument(await site.CreateClient().GetStringAsync($"/{language}/search?q=zebra"));
        page.QuerySelector("h2")!.TextContent.Should().Contain(words);
        page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).Should().Contain($"/{language}/evidence/{Piece}");
        page.QuerySelectorAll("mark").Select(mark => mark.TextContent.ToLowerInvariant()).Should().NotBeEmpty().And.OnlyContain(hit => hit == "zebra");
        page.QuerySelectorAll("main b").Should().BeEmpty("what somebody wrote is text");
        page.QuerySelector("input[name=q]")!.GetAttribute("value").Should().Be("zebra");
    }

    [Theory]
    [InlineData("?kind=cat")]
    [InlineData("?plan=..")]
    [InlineData("?q=a&cursor=AAAA")]
    public async Task An_address_that_nobody_here_made_is_refused(string query) =>
        (await site.CreateClient().GetAsync("/en/search" + query)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("report", 1)]
    [InlineData("evidence", 1)]
    [InlineData("promise", 1)]
    [InlineData("decision", 0)]
    [InlineData("text", 0)]
    public async Task A_history_is_narrowed_to_a_kind(string kind, int count)
    {
        (await Json($"/api/v1/plans/contoh/commitments/1/history?kind={kind}")).GetProperty("items").GetArrayLength().Should().Be(count);
        var page = new HtmlParser().ParseDocument(await site.CreateClient().GetStringAsync($"/id/plans/contoh/commitments/1/history?kind={kind}"));
        page.QuerySelectorAll("ol.rows > li").Should().HaveCount(count);
        page.QuerySelectorAll("ol.rows > li a[href^='/api/v1/receipts/contoh/']").Should().HaveCount(count, "each entry offers its proof");
    }

    [Fact]
    public async Task A_history_of_no_kind_is_refused()
    {
        (await site.CreateClient().GetAsync("/api/v1/plans/contoh/commitments/1/history?kind=cat")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await site.CreateClient().GetAsync("/en/plans/contoh/commitments/1/history?kind=cat")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_plan_says_for_programs_that_it_is_a_set_of_open_data()
    {
        await site.Services.GetRequiredService<LogReader>().WaitForCheckpoint("contoh", 1, default); // the log is offered from its first seal on
        var page = new HtmlParser().ParseDocument(await site.CreateClient().GetStringAsync("/en/plans/contoh"));
        var said = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;
        said.GetProperty("@context").GetString().Should().Be("https://schema.org");
        said.GetProperty("@type").GetString().Should().Be("Dataset");
        foreach (var download in said.GetProperty("distribution").EnumerateArray())
        {
            var address = new Uri(download.GetProperty("contentUrl").GetString()!).PathAndQuery;
            (await site.CreateClient().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK, address);
        }
    }

    private async Task<List<JsonElement>> Found(string query) => [.. (await Json("/api/v1/search?" + query)).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> Json(string address)
    {
        var answer = await site.CreateClient().GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, "{0}: {1}", address, await answer.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
