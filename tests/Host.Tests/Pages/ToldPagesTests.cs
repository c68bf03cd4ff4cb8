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

    [Fact]
    public async Task An_organisations_page_calls_plans_by_their_titles()
    {
        var title = (string)(await site.Read("/api/v1/plans/contoh"))["title"]!;
        var (organisation, _) = await site.Challenged();

        var page = await Page($"/en/organisations/{organisation}");

        page.QuerySelectorAll("main a[href='/en/plans/contoh']").Select(Words).Should().HaveCount(2).And.OnlyContain(words => words == title);
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

    [Theory]
    [InlineData("en", "Commitment {0}, milestone 1.1: Weight before: 1 now: 7", "Commitment {0}, milestone 1.1: Title (English) before: Village budgets published on billboards now: Budgets in every village", "Commitment {0}: In short (English) before: nothing now: What villages spend.")]
    [InlineData("id", "Komitmen {0}, target 1.1: Bobot semula: 1 sekarang: 7", "Komitmen {0}, target 1.1: Judul (bahasa Inggris) semula: Village budgets published on billboards sekarang: Budgets in every village", "Komitmen {0}: Ringkasan (bahasa Inggris) semula: tidak ada sekarang: What villages spend.")]
    public async Task An_amendment_shows_every_field_by_its_name_before_and_now(string language, string weight, string title, string brief)
    {
        var number = (await site.Promised()).Number.Value;
        var commitment = $"plans/contoh/commitments/{number}";
        await site.As("coordinator").Done(
            $"/api/v1/{commitment}/amendments",
            Amending(("milestones/1.1/weight", "7"), ("milestones/1.1/title/en", "Budgets in every village"), ("brief/en", "What villages spend.")));
        var index = (long)(await site.Read($"/api/v1/{commitment}/history"))["items"]![0]!["ledgerIndex"]!;

        var permalink = (await Page($"/{language}/record/contoh/{index}")).QuerySelector("main")!;
        var told = new[] { (await Page($"/{language}/{commitment}/history")).QuerySelectorAll("ol.rows > li")[0], (await Page($"/{language}/record/contoh")).GetElementById($"e{index}")!, permalink };

        foreach (var one in told)
        {
            Words(one).Should().ContainAll(new[] { weight, title, brief }.Select(words => string.Format(null, words, number)));
            one.QuerySelectorAll("del, ins").Where(words => words.GetAttribute("lang") == "en").Select(Words)
                .Should().BeEquivalentTo("Village budgets published on billboards", "Budgets in every village", "What villages spend.");
        }

        Words(permalink).Should().Contain("The forum decided so.").And.NotContain("texts/", "they stand above by their names");
        var amended = JsonSerializer.Serialize(new[]
        {
            new { field = "milestones/1.1/title/en", before = (string?)"Village budgets published on billboards", after = "Budgets in every village" },
            new { field = "brief/en", before = (string?)null, after = "What villages spend." },
            new { field = "milestones/1.1/weight", before = (string?)"1", after = "7" },
        });
        (await site.Visitor().GetStringAsync($"/api/v1/{commitment}/history.csv")).Should().Contain($"\"{amended.Replace("\"", "\"\"")}\"", "every form says it");
    }

    [Theory]
    [InlineData("en", "Title before: Photographs of the billboards now: Billboards, dated", "Said to show before: Limited now: Substantial", "When it happened before: 2 May 2026 now: 3 May 2026", "attached the file “papan.png” to")]
    [InlineData("id", "Judul semula: Photographs of the billboards sekarang: Billboards, dated", "Dinyatakan menunjukkan semula: Sebagian kecil sekarang: Sebagian besar", "Waktu kejadian semula: 2 Mei 2026 sekarang: 3 Mei 2026", "melampirkan berkas “papan.png” pada")]
    public async Task Repaired_evidence_shows_what_changed_and_an_attached_file_its_name_kind_and_size(string language, string title, string level, string day, string attached)
    {
        var commitment = $"plans/contoh/commitments/{(await site.Promised()).Number}";
        var partner = site.As("partner");
        var id = (string)(await (await partner.Post($"/api/v1/{commitment}/milestones/1.1/evidence", SomeEvidence())).Json())["id"]!;
        var revision = SomeEvidence(("title", "Billboards, dated"), ("shows", "Substantial"), ("on", "2026-05-03"));
        revision.Remove("stance");
        await partner.Done($"/api/v1/evidence/{id}/revision", revision);
        (await site.Attached(id, SomeFile.Png(), name: "papan.png")).Answer.StatusCode.Should().Be(HttpStatusCode.Created);
        await site.Read($"/api/v1/evidence/{id}");

        var lines = (await Page($"/{language}/{commitment}/history")).QuerySelectorAll("ol.rows > li").Select(Words).ToList();

        lines[0].Should().Contain(attached).And.MatchRegex(@"\(PNG\) \d+ K?B");
        lines[1].Should().ContainAll(title, level, day).And.Contain("In ten villages the budget hangs", "its summary stays as it is").And.NotContain("https://example.org/billboards");
        (await Page($"/{language}/evidence/{id}")).QuerySelectorAll("ol.rows details").Select(Words).Should().Contain(told => told.Contains(title) && told.Contains(level) && told.Contains(day));
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
