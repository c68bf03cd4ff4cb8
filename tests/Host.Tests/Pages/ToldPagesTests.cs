using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Files;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Pages;

/// <summary>What pages tell of what was done: in the history, and once more for programs.</summary>
public sealed class ToldPagesTests(Tracker.Host.Tests.SomeSite site) : IClassFixture<Tracker.Host.Tests.SomeSite>
{
    [Theory]
    [InlineData("en", "released the file “papan-anggaran.jpg” of A billboard", "kept a file of A billboard of two from the public", "released A billboard of two")]
    [InlineData("id", "membuka berkas “papan-anggaran.jpg” dari A billboard", "tidak menampilkan sebuah berkas dari A billboard of two", "membuka A billboard of two")]
    public async Task A_line_about_one_file_names_the_file_and_not_the_piece(string language, string released, string refused, string words)
    {
        var receipt = await site.Sent(("title", "A billboard of two"));
        var (id, files) = ((string)receipt["id"]!, $"{receipt["status"]}/files");
        var commitment = id.Split('~')[1];
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/release", []);
        var sent = new List<string>();
        foreach (var (name, file) in new[] { ("papan-anggaran.jpg", SomeFile.Jpeg(SomeFile.ExifAtHome())), ("foto-warga.png", SomeFile.Png()) })
        {
            var address = await VisitorsUploads.Began(site, files, file.Length, name);
            (await site.Visitor().Part(address, file, 0)).StatusCode.Should().Be(HttpStatusCode.Created);
            sent.Add(address.Split('/')[^1]);
        }

        await site.As("reviewer").Done($"/api/v1/evidence/{id}/refusal", new() { ["ground"] = "personal", ["reason"] = "It shows a neighbour.", ["file"] = sent[1] });
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/release", []);

        var lines = (await Page($"/{language}/plans/contoh/commitments/{commitment}/history")).QuerySelectorAll("ol.rows > li").Select(Words).ToList();
        lines.Should().Contain(line => line.Contains(released)).And.Contain(line => line.Contains(refused), "its name is kept, too");
        lines.Count(line => line.Contains(words)).Should().Be(1, "the words were released once");
    }

    [Theory]
    [InlineData("en", "warga-pemantau entered the register of organisations.")]
    [InlineData("id", "warga-pemantau masuk daftar organisasi.")]
    public async Task A_line_about_an_organisation_names_it(string language, string words)
    {
        using var record = await site.Visitor().GetAsync($"/{language}/record/site");
        var page = new HtmlParser().ParseDocument(await record.Content.ReadAsStringAsync());

        page.QuerySelectorAll("ol.rows > li").Select(Words).Should().Contain(line => line.Contains(words)).And.NotContain(line => line.Contains("the site itself entered"));
        page.QuerySelectorAll($"ol.rows a[href='/{language}/organisations/warga-pemantau']").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("en", "before: Limited now: Complete", "before: Two of ten villages have begun. now: All ten have.")]
    [InlineData("id", "semula: Sebagian kecil sekarang: Selesai", "semula: Two of ten villages have begun. sekarang: All ten have.")]
    public async Task A_correction_shows_what_was_said_and_what_is_said_now(string language, string level, string narrative)
    {
        var commitment = $"plans/contoh/commitments/{(await site.Promised()).Number}";
        var report = await (await site.As("owner").Post($"/api/v1/{commitment}/milestones/1.1/progress", SomeProgress(), Now)).Json();
        await site.As("owner").Done(
            $"/api/v1/{commitment}/milestones/1.1/progress/{report["version"]}/correction",
            SomeProgress(("completion", "Complete"), ("narrative", "All ten have."), ("reason", "Eight were forgotten.")));

        var line = Words((await Page($"/{language}/{commitment}/history")).QuerySelectorAll("ol.rows > li")[0]);

        line.Should().Contain(level).And.Contain(narrative).And.Contain("Eight were forgotten.");
    }

    [Fact]
    public async Task A_commitment_says_for_programs_that_it_is_open_data_and_which_levels_were_judged()
    {
        var commitment = $"plans/contoh/commitments/{(await site.Promised()).Number}";
        var id = (string)(await (await site.As("partner").Post($"/api/v1/{commitment}/milestones/1.1/evidence", SomeEvidence())).Json())["id"]!;
        (await Said($"/en/{commitment}")).GetProperty("@graph").EnumerateArray().Select(one => one.GetProperty("@type").GetString()).Should().Equal("Dataset");
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });

        var graph = (await Said($"/en/{commitment}")).GetProperty("@graph").EnumerateArray().ToList();

        graph[0].GetProperty("isPartOf").GetProperty("url").GetString().Should().EndWith("/en/plans/contoh");
        foreach (var download in graph[0].GetProperty("distribution").EnumerateArray())
        {
            using var answer = await site.Visitor().GetAsync(new Uri(download.GetProperty("contentUrl").GetString()!).PathAndQuery);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.Should().Be(download.GetProperty("encodingFormat").GetString());
        }

        var judged = graph[1];
        (judged.GetProperty("@type").GetString(), judged.GetProperty("reviewRating").GetProperty("ratingValue").GetInt32()).Should().Be(("ClaimReview", 1));
        judged.GetProperty("author").GetProperty("url").GetString().Should().Contain("/en/organisations/");
        var own = await Said($"/en/evidence/{id}");
        own.GetProperty("url").GetString().Should().Be(judged.GetProperty("url").GetString());
        own.GetProperty("datePublished").GetString().Should().Be(judged.GetProperty("datePublished").GetString());
    }

    /// <summary>The block for programs, by its literal element.</summary>
    private async Task<JsonElement> Said(string address)
    {
        const string Begin = "<script type=\"application/ld+json\">";
        var page = await site.Visitor().GetStringAsync(address);
        var at = page.IndexOf(Begin, StringComparison.Ordinal);
        at.Should().BePositive("{0} has it, its type spelled as it is", address);
        var said = page[(at + Begin.Length)..];
        var json = JsonDocument.Parse(said[..said.IndexOf("</script>", StringComparison.Ordinal)]).RootElement;
        json.GetProperty("@context").GetString().Should().Be("https://schema.org");
        return json;
    }

    private async Task<IDocument> Page(string address) => new HtmlParser().ParseDocument(await site.Visitor().GetStringAsync(address));

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
