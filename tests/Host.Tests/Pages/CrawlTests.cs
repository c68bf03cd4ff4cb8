using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Tracker.Host.Http;
using Tracker.Host.Texts;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>Follows every link that a reader can see.</summary>
public sealed class CrawlTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task No_link_is_empty_or_broken_and_every_page_keeps_the_rules()
    {
        var reader = site.Visitor();
        (await reader.Http.GetAsync("/")).Headers.Location!.ToString().Should().Be("/id");
        var waiting = new Queue<(string Address, string From)>(Speech.Languages.Select(language => ($"/{language}", "/")));
        var anchors = new List<(string Address, string Anchor)>();
        var pages = new Dictionary<string, IHtmlDocument>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Address)) continue;
            using var answer = await reader.Http.GetAsync(next.Address);
            if (answer.StatusCode == HttpStatusCode.Redirect)
            {
                answer.Headers.Location!.ToString().Should().MatchRegex("^/(en|id)/sign-in[?]back=", "{0} leads on from {1}", next.Address, next.From);
                continue;
            }

            answer.StatusCode.Should().Be(HttpStatusCode.OK, "{0} is linked from {1}", next.Address, next.From);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var page = await Visitor.Read(answer);
            pages[next.Address] = page;
            KeepsTheRules(next.Address, answer, page);
            foreach (var (address, anchor) in Links(next.Address, page))
            {
                if (anchor is not null) anchors.Add((address, anchor));
                waiting.Enqueue((address, next.Address));
            }
        }

        pages.Count.Should().BeGreaterThan(100);
        pages.Where(page => page.Key.StartsWith("/id", StringComparison.Ordinal)).SelectMany(page => English.On(page.Value).Select(text => $"{page.Key}: {text}")).Should().BeEmpty();
        foreach (var (address, anchor) in anchors.Distinct())
        {
            if (pages.TryGetValue(address, out var page) && !address.Contains("cursor=", StringComparison.Ordinal))
                page.GetElementById(anchor).Should().NotBeNull("{0}#{1} is linked", address, anchor);
        }

        foreach (var address in pages.Keys) seen.Should().Contain(Addresses.Switch(address, "", address.StartsWith("/en", StringComparison.Ordinal) ? "id" : "en"));
    }

    [Theory]
    [InlineData("/en/nothing", 404, "There is nothing here")]
    [InlineData("/id/plans/nirwana", 404, "Tidak ada apa-apa di sini")]
    [InlineData("/en/evidence/a~b~c", 404, "There is nothing here")]
    [InlineData("/en/plans/contoh?proof=Certain", 400, "This address is not understood")]
    public async Task An_error_is_a_page_in_the_addresss_language(string address, int status, string heading)
    {
        using var answer = await site.Visitor().Http.GetAsync(address);
        ((int)answer.StatusCode).Should().Be(status);
        var page = await Visitor.Read(answer);
        page.QuerySelector("h1")!.TextContent.Should().Be(heading);
        answer.Headers.GetValues("Content-Security-Policy").Should().Equal(SecurityHeaders.ContentSecurityPolicy);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        Danger.Of(page).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/en/plans/contoh")]
    [InlineData("/en/plans/contoh/commitments/1")]
    [InlineData("/id/record/contoh")]
    public async Task What_a_reader_has_already_is_not_sent_again(string address)
    {
        var reader = site.Visitor();
        using var first = await reader.Http.GetAsync(address);
        first.Headers.CacheControl!.ToString().Should().Be("public, no-cache", "what is hidden is gone at once, and not when a copy has grown old");
        var tag = first.Headers.ETag!;
        for (var status = HttpStatusCode.OK; status != HttpStatusCode.NotModified;)
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(tag);
            using var second = await reader.Http.SendAsync(again);
            status = second.StatusCode;
            // The record's page shows the newest seal, and the last one may have been set a moment ago: then it is another page.
            if (status == HttpStatusCode.OK) second.Headers.ETag.Should().NotBe(tag, "what is sent again must be another page");
            else status.Should().Be(HttpStatusCode.NotModified);
            tag = second.Headers.ETag!;
        }

        (await reader.Http.GetAsync(address.StartsWith("/en", StringComparison.Ordinal) ? address.Replace("/en", "/id") : address.Replace("/id", "/en")))
            .Headers.ETag.Should().NotBe(tag, "another language is another page");
    }

    [Fact]
    public async Task The_headlines_parts_add_up_on_the_page()
    {
        foreach (var language in Speech.Languages)
        {
            var page = await site.Visitor().Open($"/{language}/jurisdictions/contoh");
            var reported = int.Parse(page.QuerySelectorAll(".headline b")[1].TextContent, System.Globalization.CultureInfo.InvariantCulture);
            page.QuerySelectorAll(".parts .num").Sum(part => int.Parse(part.TextContent, System.Globalization.CultureInfo.InvariantCulture)).Should().Be(reported);
        }
    }

    [Fact]
    public async Task The_invented_example_is_marked_and_untranslated_words_are_told()
    {
        var page = await site.Visitor().Open("/en/plans/contoh/commitments/1");
        page.QuerySelector(".notice.example")!.TextContent.Should().Contain("invented example");
        page.QuerySelectorAll(".matrix tbody tr").Should().NotBeEmpty();
        page.QuerySelectorAll(".matrix tbody tr").Should().OnlyContain(row => row.QuerySelectorAll("td").Length == 4);
        page.QuerySelectorAll(".matrix td.set-apart .chip.claim").Should().NotBeEmpty("the lead's own word is set apart as the claim");
        page.QuerySelectorAll(".matrix a[href$=submit-evidence]").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("/id/record/contoh", ".notice.example")]
    [InlineData("/en/record", "h3 .chip.wait")]
    [InlineData("/en/mine", ".notice.example", "owner")]
    [InlineData("/id/reviews", ".card .chip.wait", "reviewer")]
    public async Task Every_page_that_tells_of_the_example_says_that_it_is_one(string address, string mark, string? account = null)
    {
        var reader = account is null ? site.Visitor() : await site.SignedIn(account);
        (await reader.Open(address)).QuerySelectorAll(mark).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_nobody_reported_on_says_so_and_one_with_reports_does_not()
    {
        (await site.Visitor().Open("/en/plans/contoh")).Body!.TextContent.Should().NotContain("Nobody has entered a report");
        using var folder = new Plans.SomePlanFolder().With("canada-nap6");
        await using var app = await folder.Start("Development");
        using var client = app.CreateClient();
        (await client.GetStringAsync("/en/plans/canada-nap6")).Should().Contain("Nobody has entered a report here for this plan");
        (await client.GetStringAsync("/id/jurisdictions/canada")).Should().Contain("Belum ada yang memasukkan laporan");
    }

    private static void KeepsTheRules(string address, HttpResponseMessage answer, IHtmlDocument page)
    {
        answer.Headers.GetValues("Content-Security-Policy").Should().Equal([SecurityHeaders.ContentSecurityPolicy], "of {0}", address);
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.Contains("Server").Should().BeFalse();
        if (!address.Contains("/sign-", StringComparison.Ordinal)) answer.Headers.Contains("Set-Cookie").Should().BeFalse("readers get no cookies at {0}", address);
        Danger.Of(page).Should().BeEmpty("of {0}", address);
        page.QuerySelectorAll("script:not([type='application/ld+json']), style").Should().BeEmpty();
        page.DocumentElement.GetAttribute("lang").Should().Be(address[1..3]);
        page.Title.Should().NotBeNullOrWhiteSpace();
        page.QuerySelectorAll("h1").Should().HaveCount(1, "of {0}", address);
        page.QuerySelectorAll("main, header, footer").Should().HaveCount(3);
        page.All.Where(element => element.Id is { Length: > 0 }).Select(element => element.Id).Should().OnlyHaveUniqueItems("of {0}", address);
        Packed(page).Should().BeLessThan(50_000, "of {0}", address);
    }

    private static long Packed(IHtmlDocument page)
    {
        using var bytes = new MemoryStream();
        using (var packing = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) packing.Write(System.Text.Encoding.UTF8.GetBytes(page.DocumentElement.OuterHtml));
        return bytes.Length;
    }

    private static IEnumerable<(string Address, string? Anchor)> Links(string from, IHtmlDocument page)
    {
        foreach (var element in page.QuerySelectorAll("a, link, img, form[method=get], use"))
        {
            var link = element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action");
            link.Should().NotBeNullOrEmpty("of a link in {0}: {1}", from, element.OuterHtml);
            if (link!.StartsWith("http", StringComparison.Ordinal)) // asserted above
            {
                element.GetAttribute("rel").Should().Be("nofollow noopener ugc", "{0} leads away from {1}", link, from);
                continue;
            }

            if (element.LocalName == "use") continue;
            var parts = link.Split('#', 2);
            yield return (parts[0].Length == 0 ? from : parts[0], parts.Length > 1 ? parts[1] : null);
        }
    }
}
