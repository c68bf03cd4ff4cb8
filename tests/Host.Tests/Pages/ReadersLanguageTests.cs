using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Plugins;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>
/// Nobody who reads Indonesian meets English that the page does not mark as such: not on the pages of people who signed in, and not
/// in what their forms say when they are sent as they should not be. What a visitor reads is looked at by <see cref="CrawlTests"/>.
/// </summary>
public sealed class ReadersLanguageTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Theory]
    [InlineData("en", "for the period to 30 September 2026")]
    [InlineData("id", "untuk periode sampai 30 September 2026")]
    public async Task A_line_of_the_history_names_the_period_of_a_milestone_that_recurs(string language, string words)
    {
        const string narrative = "Laporan triwulan III 2026 terbit.";
        var history = await site.Visitor().Open($"/{language}/plans/contoh/commitments/3/history");

        history.QuerySelectorAll("ol.rows > li").Single(line => line.TextContent.Contains(narrative, StringComparison.Ordinal)).QuerySelector("p.meta")!.TextContent.Should().Contain(words);
        (await site.Visitor().Open($"/{language}/plans/contoh/commitments/5/history")).QuerySelectorAll("ol.rows > li p.meta").Select(line => line.TextContent)
            .Should().OnlyContain(line => !line.Contains(words.Split(" to ")[0].Split(" sampai ")[0], StringComparison.Ordinal), "nothing there recurs");
        var item = (await (await site.Visitor().Http.GetAsync("/api/v1/plans/contoh/commitments/3/history?limit=200")).Json())["items"]!.AsArray()
            .Single(one => (string?)one!["texts"]!["narrative"] == narrative)!;
        ((string)item["period"]!).Should().Be("2026-09-30", "programs read it as a day, as in CSV");
        var rows = (await site.Visitor().Http.GetStringAsync("/api/v1/plans/contoh/commitments/3/history.csv")).Split("\r\n");
        rows[0].Should().Contain(",period,");
        rows.Single(row => row.Contains(narrative, StringComparison.Ordinal)).Should().Contain("2026-09-30");
    }

    [Theory]
    [InlineData("<p>Rencana ini dilaksanakan by the office</p>", 0)]
    [InlineData("<p>Gagal: this is not what the office has sent</p>", 1)]
    [InlineData("<p lang=en>This is not what the office has sent</p>", 0)]
    [InlineData("<p><code>this is not what the office has sent</code></p>", 0)]
    [InlineData("<p>Gagal: <b>this is not</b> what the <i>office</i> has sent</p>", 1)]
    [InlineData("<p title='This is not what the office has sent'>Gagal</p>", 1)]
    [InlineData("<p>`x` did you mean `y`</p>", 1)]
    [InlineData("<p>Kegiatan The Example University and Partners di Open Government Week</p>", 0)]
    public void English_is_found_where_it_is_not_marked(string body, int found) =>
        English.On(new HtmlParser().ParseDocument($"<html lang=id><title>Rencana</title>{body}")).Should().HaveCount(found);

    [Fact]
    public void Whatever_the_site_says_in_English_is_looked_for() => English.Known.Should().BeGreaterThan(1_000);

    [Theory]
    [InlineData("limit=0", "bilangan dari 1 sampai 200")]
    [InlineData("cursor=xx", "nilai next dari bagian sebelumnya")]
    public async Task What_kind_of_value_was_wanted_is_said_in_the_language_a_program_asks_for(string query, string wanted)
    {
        var visitor = await site.SignedIn("owner");
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/commitments?{query}");
        asked.Headers.AcceptLanguage.Add(new("id"));
        using var answer = await visitor.Http.SendAsync(asked);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain($"Ini bukan jenis yang diminta di sini: {wanted}.");
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("coordinator")]
    [InlineData("owner")]
    [InlineData("reviewer")]
    [InlineData("partner-public")]
    [InlineData("partner-academia")]
    public async Task Nobody_who_signed_in_meets_English_nor_does_who_sends_a_form_empty(string account)
    {
        var visitor = await site.SignedIn(account);
        var found = new List<string>();
        var waiting = new Queue<(string Address, int Steps)>([("/id", 0), ("/id/mine", 0), ("/id/partners", 0)]);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var next))
        {
            if (!kinds.Add(Kind(next.Address))) continue;
            using var answer = await visitor.Http.GetAsync(next.Address);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var page = await Visitor.Read(answer);
            Look(next.Address, page);
            if (page.QuerySelector("main form[method=post]") is IHtmlFormElement form && form.QuerySelectorAll("button[type=submit]").Length == 1) await SendEmpty(next.Address, page, form);
            foreach (var link in next.Steps < 3 ? Links(page) : []) waiting.Enqueue((link, next.Steps + 1));
        }

        kinds.Should().HaveCountGreaterThan(15);
        found.Should().BeEmpty();

        void Look(string address, IHtmlDocument page) => found.AddRange(English.On(page).Select(text => $"{address}: {text}"));

        async Task SendEmpty(string address, IHtmlDocument page, IHtmlFormElement form)
        {
            (string, string)[] nothing = [.. form.Elements
                .Where(element => element is IHtmlTextAreaElement or IHtmlSelectElement or IHtmlInputElement { Type: "text" or "date" or "url" or "email" or "password" or "number" or "search" })
                .Select(element => (element.GetAttribute("name") ?? "", "")).Where(field => field.Item1.Length > 0)];
            if (nothing.Length == 0) return;
            using var answer = await visitor.Send(page, nothing);
            if (answer.StatusCode != HttpStatusCode.Redirect) Look($"{address}, sent empty", await Visitor.Read(answer));
        }
    }

    [Fact]
    public async Task Whoever_uploads_a_broken_program_reads_what_is_wrong_in_their_language()
    {
        const string Address = "/id/upload-plugin";
        var partner = await site.SignedIn("partner-public");
        foreach (var (name, manifest) in new[]
        {
            ("plugin.yaml", "id: &a Broken\nname: Rusak\n"),
            ("plugin.yaml", "id: Broken Plugin\nname: {id: ''}\nversion: 1\nprotocol: '9.0'\npartners: [publik]\nmaintainer: me\nlicence: '?'\ncommand: run\nschedule: often\n"
                + "settings: {type: array}\nfetch: ['*', '{none}', 'ftp://x']\nrequests: maybe\nwebhook: {headers: [Cookie, cookie]}\nform: yes\nlimits: {seconds: 0}\nlicense: MIT\n"),
            ("plugin.yaml", "- one\n- two\n"),
            ("plugin.yaml", "settings: {type: object, properties: {a: {const: 1, $ref: x}}}\nid: a\nid: b\n"),
            ("readme.md", "nothing"),
            ("../plugin.yaml", "id: x"),
            ("a:b", "x"),
        })
        {
            using var form = SomeUpload.Of(await partner.Open(Address), name, manifest);
            using var answer = await partner.Http.PostAsync(Address, form);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            English.On(await Visitor.Read(answer)).Should().BeEmpty("of {0}", manifest);
        }
    }

    private static IEnumerable<string> Links(IHtmlDocument page) => page.QuerySelectorAll("a[href^='/id']")
        .Select(link => link.GetAttribute("href")!.Split('#')[0]).Where(link => !link.Contains("sign-out", StringComparison.Ordinal)).Distinct(); // selected by it

    /// <summary>A page without what varies: one of each kind is enough.</summary>
    private static string Kind(string link) => string.Join('/', link.Split('?')[0].Split('/')
        .Select((part, at) => (at % 2 == 1 && at > 2) || part.Contains('~', StringComparison.Ordinal) || part.Any(char.IsAsciiDigit) ? "#" : part));
}
