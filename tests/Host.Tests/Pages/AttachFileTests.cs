using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Tracker.Domain.Evidence;
using Tracker.Host.Tests.Files;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>A file by the page, without JavaScript.</summary>
public sealed class AttachFileTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Submit = "/en/plans/contoh/commitments/1/milestones/1.4/submit-evidence";

    [Fact]
    public async Task Whoever_sent_evidence_attaches_a_file_and_everybody_sees_it()
    {
        var (partner, piece) = await Sent();
        var form = await partner.Open((await partner.Open(piece)).QuerySelector("a[href$='/attach-file']")!.GetAttribute("href")!);
        using var answer = await Attach(partner, form, SomeFile.Jpeg(SomeFile.ExifAtHome()), @"C:\fotos\papan.JPG", ("place", "keep"));
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());

        var shown = await site.Visitor().Open(piece);
        var file = shown.QuerySelector("a[download]") as IHtmlAnchorElement;
        file!.TextContent.Should().Be("papan.JPG");
        shown.Body!.TextContent.Should().Contain("-7.1502,111.8817").And.Contain("SHA-256");
        shown.QuerySelector("details img")!.GetAttribute("loading").Should().Be("lazy", "nobody on a poor line loads it unasked");
        var bytes = await site.Visitor().Http.GetAsync(file.GetAttribute("href"));
        bytes.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
    }

    [Fact]
    public async Task A_reviewer_sees_the_files_beside_what_they_decide()
    {
        var (partner, piece) = await Sent();
        using var _ = await Attach(partner, await partner.Open($"{piece}/attach-file"), SomeFile.Pdf(), "laporan.pdf");
        var reviewer = await site.SignedIn("reviewer");
        (await reviewer.Open($"{piece}/review")).QuerySelector("a[download]")!.TextContent.Should().Be("laporan.pdf");
    }

    [Fact]
    public async Task What_is_refused_is_told_at_the_field_and_another_file_goes_by_the_same_form()
    {
        var (partner, piece) = await Sent();
        using var refused = await Attach(partner, await partner.Open($"{piece}/attach-file"), SomeFile.Workbook(), "laporan.pdf");
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(refused);
        again.GetElementById("e-file")!.TextContent.Should().Contain("spreadsheet");

        using var taken = await Attach(partner, again, SomeFile.Png(), "papan.png", to: $"{piece}/attach-file");
        taken.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var twice = await Attach(partner, again, SomeFile.Png(), "papan.png", to: $"{piece}/attach-file");
        twice.Headers.Location.Should().Be(taken.Headers.Location, "the same form is recorded once");
    }

    [Fact]
    public async Task A_coordinator_hides_a_file_where_it_is_shown_and_only_who_decides_sees_it_still()
    {
        var (partner, piece) = await Sent();
        using var _ = await Attach(partner, await partner.Open($"{piece}/attach-file"), SomeFile.Png(), "rumah.png");
        var bytes = (await site.Visitor().Open(piece)).QuerySelector("a[download]")!.GetAttribute("href")!;
        (await partner.Open(piece)).QuerySelectorAll("a[href$='/hide']").Should().BeEmpty();
        var coordinator = await site.SignedIn("coordinator");
        var offered = (await coordinator.Open(piece)).QuerySelectorAll("a[href$='/hide']").Select(link => link.GetAttribute("href")!).ToList();
        offered.Should().HaveCount(2, "one for the file, and then one for the words");
        using var hidden = await coordinator.Send(await coordinator.Open(offered[0]), ("ground", "personal"), ("reason", "It shows a home."));
        hidden.StatusCode.Should().Be(HttpStatusCode.Redirect, await hidden.Content.ReadAsStringAsync());

        (await site.Visitor().Http.GetAsync(bytes)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.Visitor().Open(piece)).Body!.TextContent.Should().Contain("This file is not shown.").And.NotContain("rumah.png").And.Contain("A photo");
        var decide = $"{hidden.Headers.Location!.ToString().Split('?')[0]}/decide-hiding";
        var reviewer = await site.SignedIn("reviewer");
        var shown = (await reviewer.Open(decide)).QuerySelector("a[download]")!.GetAttribute("href");
        (await reviewer.Http.GetAsync(shown)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await coordinator.Http.GetAsync(shown)).StatusCode.Should().NotBe(HttpStatusCode.OK);
        (await site.Visitor().Http.GetAsync(shown)).StatusCode.Should().NotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_without_a_file_says_so()
    {
        var (partner, piece) = await Sent();
        using var answer = await Attach(partner, await partner.Open($"{piece}/attach-file"), [], "");
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(answer)).GetElementById("e-file").Should().NotBeNull();
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_said_at_its_field_whether_or_not_it_was_read()
    {
        var (partner, piece) = await Sent();
        foreach (var (megabytes, smaller) in new[] { (21, SomeFile.Png()), (30, SomeFile.Pdf()) })
        {
            using var answer = await Attach(partner, await partner.Open($"{piece}/attach-file"), new byte[megabytes << 20], "film.png");
            answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
            var page = await Visitor.Read(answer);
            page.GetElementById("e-file")!.TextContent.Should().Contain("A file has at most 20 MB.");
            using var again = await Attach(partner, page, smaller, "papan", to: $"{piece}/attach-file");
            again.StatusCode.Should().Be(HttpStatusCode.Redirect, "the form goes on from there");
        }
    }

    [Fact]
    public async Task A_form_with_a_malformed_part_is_not_said_to_be_too_large()
    {
        var (partner, piece) = await Sent();
        foreach (var (language, words) in new[] { ("en", "could not be read as a form"), ("id", "tidak dapat dibaca sebagai formulir") })
        {
            var address = piece.Replace("/en/", $"/{language}/", StringComparison.Ordinal) + "/attach-file";
            var page = await partner.Open(address);
            using var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\r\nb.png\"\r\n\r\nx\r\n--b--\r\n");
            broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

            using var answer = await partner.Http.PostAsync(address, broken);

            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var told = await Visitor.Read(answer);
            told.GetElementById("e-file")!.TextContent.Should().Contain(words).And.NotContain("20 MB");
            using var again = await Attach(partner, told, language == "en" ? SomeFile.Png() : SomeFile.Pdf(), "papan", to: address);
            again.StatusCode.Should().Be(HttpStatusCode.Redirect, "the form goes on from there");
        }
    }

    [Theory]
    [InlineData(1, "1 B")]
    [InlineData(1023, "1,023 B")]
    [InlineData(1024, "1 KB")]
    [InlineData((1 << 20) - 1, "1,023 KB")]
    [InlineData(FileRules.MostBytes, "20 MB")]
    [InlineData(20_100_215, "19.2 MB")]
    public void A_size_is_said_as_the_limit_is_meant(long bytes, string said) => Texts.Speech.In("en").Bytes(bytes).Should().Be(said);

    [Fact]
    public async Task A_name_with_a_telephone_number_is_not_recorded()
    {
        var (partner, piece) = await Sent();
        using var _ = await Attach(partner, await partner.Open($"{piece}/attach-file"), SomeFile.Png(), "dari 0812-3456-7890.png");
        (await site.Visitor().Open(piece)).QuerySelector("a[download]")!.TextContent.Should().Be("file.png");
    }

    [Fact]
    public async Task Nobody_else_is_offered_it_or_may_do_it()
    {
        var (partner, piece) = await Sent();
        var form = await partner.Open($"{piece}/attach-file");
        form.QuerySelector("form[enctype='multipart/form-data']").Should().NotBeNull();
        (await site.Visitor().Open(piece)).QuerySelector("a[href$='/attach-file']").Should().BeNull();
        var other = await site.SignedIn("partner-academia");
        (await other.Open(piece)).QuerySelector("a[href$='/attach-file']").Should().BeNull();
        using var answer = await Attach(other, await other.Open($"{piece}/attach-file"), SomeFile.Png(), "papan.png");
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private async Task<(Visitor Partner, string Piece)> Sent()
    {
        var partner = await site.SignedIn("partner-public");
        using var answer = await partner.Send(
            await partner.Open(Submit), ("title", "A photo"), ("summary", "It shows the channel."), ("source", "https://example.org/photo"), ("on", "2026-07-10"), ("shows", "Limited"));
        return (partner, answer.Headers.Location!.ToString().Split('?')[0]);
    }

    internal static async Task<HttpResponseMessage> Attach(
        Visitor visitor, IHtmlDocument page, byte[] file, string name, (string Name, string Value)? also = null, string? to = null)
    {
        var form = (IHtmlFormElement)page.QuerySelector("main form[enctype]")!;
        var content = new MultipartFormDataContent();
        foreach (var (field, value) in Visitor.Fields(form).Where(field => field.Name != "file")) content.Add(new StringContent(value), field);
        if (also is var (extra, said)) content.Add(new StringContent(said), extra);
        var bytes = new ByteArrayContent(file);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("text/html"); // nobody's word for it is taken
        if (name.Length > 0) content.Add(bytes, "file", name);
        return await visitor.Http.PostAsync(to ?? Visitor.Here(page), content);
    }
}
