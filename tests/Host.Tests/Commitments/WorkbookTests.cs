using System.IO.Compression;
using System.Net;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FluentAssertions;
using Tracker.Host.Sheets;
using Tracker.Host.Tests.Accounts;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Xunit;
using static Tracker.Host.Tests.Commitments.SomeProgressWorkbook;

namespace Tracker.Host.Tests.Commitments;

public sealed class WorkbookTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task What_an_office_leads_goes_out_as_a_valid_workbook_and_nothing_else()
    {
        var sheet = SheetReader.Read(await Out(await site.SignIn("owner"), "/id/mine/workbook"));

        sheet.Rows[0].Cells["A"].Text.Should().Be("rencana");
        sheet.Rows.Skip(1).Select(row => row.Cells["C"].Text).Should().Equal("1.1", "1.2.1");
        using var document = SpreadsheetDocument.Open(new MemoryStream(await Out(await site.SignIn("owner"))), false);
        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Should().BeEmpty();
        foreach (var account in new[] { "partner", "reviewer" })
            (await (await site.SignIn(account)).Http.GetAsync(Address)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Filled_in_it_is_shown_first_and_then_each_row_is_recorded_once()
    {
        var owner = await site.SignIn("owner");
        var filled = Filled(await Out(owner), (2, "G", "Substantial"), (2, "H", "Four of ten."), (2, "I", "2026-05-03"), (3, "G", "sebagian kecil"), (3, "H", "Begun."), (3, "K", "12,5 %"),
            (3, "L", "other"), (3, "M", "The printer is broken."), (3, "N", "Repair it."), (3, "O", "2099-01-02"));
        var before = await site.Entries();

        var preview = (await In(owner, filled)).Headers.Location!.ToString();

        var page = await owner.Open(preview);
        page.QuerySelectorAll("main .rows > li").Should().HaveCount(2);
        Danger.Of(page).Should().BeEmpty();
        page.QuerySelector("h1")!.TextContent.Should().Be("Before it is sent");
        var shown = page.QuerySelectorAll("main .rows > li")[1].TextContent;
        foreach (var part in new[] { "Begun.", "12.5", "Other", "The printer is broken.", "Repair it.", "2 January 2099" }) shown.Should().Contain(part, "all that becomes public is shown");
        (await site.Entries()).Should().Be(before, "nothing is sent before it was shown");
        foreach (var _ in new[] { 1, 2 }) // whoever missed the answer sends again
        {
            using var sent = await owner.Send(page, preview);
            sent.StatusCode.Should().Be(HttpStatusCode.OK);
            var after = await Pages.Visitor.Read(sent);
            after.QuerySelectorAll("main .chip.good").Should().HaveCount(2);
            after.QuerySelector("h1")!.TextContent.Should().Be("What was sent");
            (await site.Entries()).Should().Be(before + 2);
        }

        (await owner.Open(preview)).QuerySelector("h1")!.TextContent.Should().Be("What was sent", "also for whoever comes back to it");

        (await (await site.SignIn("other-owner")).Http.GetAsync(preview)).StatusCode.Should().Be(HttpStatusCode.NotFound, "nobody sees another's");
    }

    [Fact]
    public async Task Every_wrong_cell_is_named_and_costs_its_row_alone()
    {
        var owner = await site.SignIn("owner");
        var filled = Filled(
            await Out(owner), (2, "G", "Very far"), (2, "H", "Words."), (2, "I", "some day"), (2, "K", "a lot"), (2, "L", "Laziness"), (2, "P", "none"),
            (3, "G", "Limited"), (3, "H", "One of ten."));

        var page = await owner.Open((await In(owner, filled)).Headers.Location!.ToString());

        page.QuerySelectorAll(".errors strong").Select(cell => cell.TextContent).Should().BeEquivalentTo("G2", "I2", "K2", "L2", "P2");
        page.QuerySelectorAll("main .rows > li").Should().HaveCount(1);
    }

    [Theory]
    [InlineData("en", "completion", "Very far", "'Very far' is none of the values. Write one of these: Not started, Limited, Substantial, Complete.")]
    [InlineData("id", "completion", "sebagian kecill", "'sebagian kecill' tidak termasuk nilainya. Mungkin maksud Anda 'Sebagian kecil'? Semuanya: Belum dimulai, Sebagian kecil, Sebagian besar, Selesai.")]
    [InlineData("id", "challenges", "Malas", "'Malas' tidak termasuk nilainya. Tulis salah satu dari: Perubahan pendanaan, Kekurangan sumber daya, Pergeseran prioritas, Persetujuan tertunda, Bergantung pada kegiatan lain, Lainnya.")]
    [InlineData("en", "challenges", "Other; Lack of resource", "'Lack of resource' is none of the values. Is 'Lack of resources' meant?")]
    public async Task A_word_that_is_in_no_list_is_told_with_the_words_of_the_list(string language, string column, string cell, string said)
    {
        var owner = await site.SignIn("owner");
        var filled = Filled(await Out(owner), (2, "G", column == "completion" ? cell : "Limited"), (2, "H", "Words."), (2, "L", column == "challenges" ? cell : ""));
        (await Preview(owner, filled, $"/{language}/mine/workbook")).QuerySelector(".errors li")!.TextContent.Should().StartWith($"{(column == "completion" ? "G2" : "L2")} {said}");
    }

    [Fact]
    public async Task A_percentage_is_shown_as_its_reader_writes_it()
    {
        var owner = await site.SignIn("owner");
        var filled = Filled(await Out(owner), (2, "G", "Limited"), (2, "H", "Words."), (2, "K", "0.6"));
        (await Preview(owner, filled, "/id/mine/workbook")).QuerySelector("main .rows")!.TextContent.Should().Contain("0,6%");
        (await Preview(owner, filled)).QuerySelector("main .rows")!.TextContent.Should().Contain("0.6%");
    }

    [Theory]
    [InlineData("id", "id", "A", "Tidak ada di baris pertama: rencana.")]
    [InlineData("id", "en", "A", "Missing in the first row: rencana.")]
    [InlineData("en", "id", "H", "Tidak ada di baris pertama: what was done.")]
    public async Task A_column_that_is_missing_is_called_as_the_workbook_calls_the_others(string written, string read, string column, string said)
    {
        var owner = await site.SignIn("owner");
        using var answer = await In(owner, Filled(await Out(owner, $"/{written}/mine/workbook"), (1, column, "lain"), (2, "G", "Limited")), $"/{read}/mine/workbook");
        (await Pages.Visitor.Read(answer)).GetElementById("e-file")!.TextContent.Should().Contain(said);
    }

    [Fact]
    public async Task Without_a_heading_row_every_column_is_named_as_the_reader_calls_it()
    {
        var owner = await site.SignIn("owner");
        var rows = Enumerable.Range(0, 16).Select(at => (1, ((char)('A' + at)).ToString(), $"nilai {at}"));
        using var answer = await In(owner, Filled(await Out(owner), [.. rows]), "/id/mine/workbook");
        (await Pages.Visitor.Read(answer)).GetElementById("e-file")!.TextContent.Should().Contain("Tidak ada di baris pertama: rencana, komitmen, target, tingkat, uraian");
    }

    [Fact]
    public async Task A_formula_a_row_twice_and_anothers_leaf_are_refused_by_cell()
    {
        var (owner, other) = (await site.SignIn("owner"), await site.SignIn("other-owner"));
        var filled = Filled(await Out(owner), (2, "G", "Limited"), (2, "H", "=1+1"), (3, "C", "1.1"), (3, "G", "Limited"), (3, "H", "One of ten."), (4, "A", "contoh"), (4, "B", "1"), (4, "C", "1.1"), (4, "G", "Limited"), (4, "H", "Two."), (4, "P", "2"));

        (await owner.Open((await In(owner, filled)).Headers.Location!.ToString())).QuerySelectorAll(".errors strong").Select(cell => cell.TextContent)
            .Should().Equal("H2", "C3", "C4", "P4");
        (await other.Open((await In(other, filled)).Headers.Location!.ToString())).QuerySelectorAll(".errors strong").Select(cell => cell.TextContent)
            .Should().Contain(["C2", "C3", "C4"]);
    }

    [Fact]
    public async Task What_only_the_rules_can_tell_is_named_by_cell_before_anything_is_sent()
    {
        var owner = await site.SignIn("owner");
        var before = await site.Entries();
        var filled = Filled(
            await Out(owner), (2, "G", "Limited"), (2, "H", "Words."), (2, "K", "100"), (2, "M", "Nobody asked."), (2, "N", "Go on"), (2, "O", "2020-01-01"),
            (3, "A", "contoh-tidak-ada"), (3, "G", "Limited"), (3, "H", "Words."), (3, "I", "some day"),
            (4, "A", "contoh"), (4, "B", "99"), (4, "C", "1.1"), (4, "G", "Limited"), (4, "H", "Words."), (4, "P", "1"),
            (5, "A", "contoh"), (5, "B", "1"), (5, "C", "9.9"), (5, "G", "Limited"), (5, "H", "Words."), (5, "P", "1"));

        var page = await owner.Open((await In(owner, filled)).Headers.Location!.ToString());

        page.QuerySelectorAll(".errors strong").Select(cell => cell.TextContent).Should().Equal("K2", "M2", "O2", "A3", "I3", "B4", "C5");
        page.QuerySelectorAll("main form").Should().BeEmpty("there is nothing left that could be sent");
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task What_a_cell_hides_does_not_keep_the_rules_from_the_others()
    {
        var owner = await site.SignIn("owner");
        var filled = Filled(await Out(owner), (2, "G", "Limited"), (2, "H", "=1+1"), (2, "K", "100"), (2, "L", "Laziness"), (2, "M", "Words."));

        (await owner.Open((await In(owner, filled)).Headers.Location!.ToString())).QuerySelectorAll(".errors strong").Select(cell => cell.TextContent)
            .Should().Equal("H2", "K2", "L2");
    }

    [Fact]
    public async Task A_row_that_was_overtaken_is_named_at_its_version_and_the_others_are_recorded()
    {
        var owner = await site.SignIn("owner");
        var filled = Filled(await Out(owner), (2, "G", "Substantial"), (2, "H", "Overtaken."), (3, "G", "Substantial"), (3, "H", "Not overtaken."));
        (await site.As("owner").Post(Sending.Progress, Sending.SomeProgress(("narrative", "Reported by somebody else meanwhile.")), Sending.Now)).EnsureSuccessStatusCode();
        var before = await site.Entries();
        var preview = (await In(owner, filled)).Headers.Location!.ToString();
        var shown = await owner.Open(preview);
        shown.QuerySelectorAll(".errors strong").Select(cell => cell.TextContent).Should().Equal("P2");

        using var sent = await owner.Send(shown, preview);

        (await Pages.Visitor.Read(sent)).QuerySelectorAll("main .chip.good").Should().HaveCount(1);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task A_workbook_that_is_overtaken_after_it_was_shown_is_not_sent_by_halves()
    {
        var owner = await site.SignIn("owner");
        var preview = (await In(owner, Filled(await Out(owner), (2, "G", "Substantial"), (2, "H", "Overtaken."), (3, "G", "Substantial"), (3, "H", "Not overtaken.")))).Headers.Location!.ToString();
        var shown = await owner.Open(preview);
        (await site.As("owner").Post(Sending.Progress, Sending.SomeProgress(("narrative", "Reported by somebody else meanwhile.")), Sending.Now)).EnsureSuccessStatusCode();
        var before = await site.Entries();

        using var stopped = await owner.Send(shown, preview);

        stopped.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var again = await Pages.Visitor.Read(stopped);
        again.QuerySelectorAll(".errors strong").Select(cell => cell.TextContent).Should().Equal("P2");
        (await site.Entries()).Should().Be(before, "what was shown is sent whole, or nothing of it");
        using var sent = await owner.Send(again, preview);
        (await Pages.Visitor.Read(sent)).QuerySelectorAll("main .chip.good").Should().HaveCount(1);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task What_is_no_workbook_or_unpacks_to_too_much_is_refused()
    {
        var owner = await site.SignIn("owner");
        foreach (var bytes in new[] { "no workbook"u8.ToArray(), Bomb(), (await Out(owner))[..200], await Out(owner) }) // the last has nothing filled in
        {
            using var answer = await In(owner, bytes);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            (await Pages.Visitor.Read(answer)).QuerySelectorAll("#e-file").Should().HaveCount(1);
        }
    }

    [Fact]
    public async Task A_workbook_that_is_too_large_is_said_at_its_field()
    {
        using var answer = await In(await site.SignIn("owner"), new byte[3 << 20]);
        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await Pages.Visitor.Read(answer)).GetElementById("e-file")!.TextContent.Should().Contain("at most 2 MB");
    }

    [Theory]
    [InlineData(false, "46143", 2026, 5, 1)]
    [InlineData(true, "44681", 2026, 5, 1)]
    public void A_day_is_read_as_its_workbook_counts(bool from1904, string number, int year, int month, int day) =>
        new Host.Sheets.Sheet([], from1904 ? 1462 : 0).Day(number).Should().Be(new DateOnly(year, month, day));

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = zip.CreateEntry("xl/workbook.xml", CompressionLevel.SmallestSize).Open();
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++) stream.Write(nothing);
        }

        return bytes.ToArray();
    }
}
