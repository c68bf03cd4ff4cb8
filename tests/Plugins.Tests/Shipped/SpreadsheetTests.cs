using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>A workbook by template as evidence, through the real process in its sandbox.</summary>
public sealed class SpreadsheetTests
{
    private const string Place = "Any/Spreadsheet";
    private const string Header = "village|period|value|source";

    [SkippableTheory]
    [InlineData("en", "Workbook (XLSX)")]
    [InlineData("id", "Buku kerja (XLSX)")]
    public async Task The_form_asks_for_a_workbook_in_both_languages(string language, string title)
    {
        using var run = new SomeRun(Place);
        run.Folder.Findings.Should().BeEmpty();
        run.Folder.Manifest!.Form!.Template.Should().Be("template.xlsx");
        var field = (await run.Fields("academia", language))["properties"]!["workbook"]!;
        ((string?)field["title"], (string?)field["contentEncoding"]).Should().Be((title, "base64"));
    }

    [SkippableFact]
    public async Task A_month_becomes_a_draft_with_its_coverage_and_the_same_one_again()
    {
        using var run = new SomeRun(Place);
        var sent = Sent(Sheet(Header, "v1|2026-03|12.5|Board", "#35220120|#46082|#2.2999999999999998|Board", "", "v1|2026-04|1|Paper"));
        await run.Submit("business", sent, "2", "2.1.1");
        run.Lines.Should().BeEmpty();
        run.Drafts.Select(draft => Text(draft, "title")).Should().Equal("Boards seen: 2 of 430 villages, March 2026", "Boards seen: 1 of 430 villages, April 2026");
        var march = run.Drafts.First();
        (Text(march, "shows"), Text(march, "on"), Text(march, "milestone"), Text(march, "key")).Should().Be(("Limited", "2026-03-31", "2.1.1", "workbook/contoh/2/2.1.1/2026-03/Boards seen"));
        march.GetProperty("data").GetProperty("village 35220120").GetDecimal().Should().Be(2.3m);
        march.GetRawText().Should().NotContain("Board\"", "who is named as a source stays in the workbook");

        var first = run.Drafts.Select(draft => draft.GetRawText()).ToList();
        run.Drafts.Clear();
        await run.Submit("business", sent, "2", "2.1.1");
        run.Drafts.Select(draft => draft.GetRawText()).Should().Equal(first);
    }

    [SkippableFact]
    public async Task A_month_that_is_corrected_after_it_was_accepted_is_told_under_the_next_key()
    {
        const string key = "workbook/contoh/2/2.1.1/2026-03/Boards seen";
        using var run = new SomeRun(Place);
        await Send("v1|2026-03|1|Board");
        run.Accept(key);

        (await Send("v1|2026-03|2|Board")).Should().BeNull();
        (await Send("v1|2026-03|2|Board", "v2|2026-03|4|Board")).Should().BeNull();
        run.Accept(key + "/2");
        (await Send("v1|2026-03|2|Board", "v2|2026-03|5|Board", "v1|2026-04|1|Board")).Should().BeNull();

        const string accepted = "evidence-accepted-already";
        run.Outcomes.Should().Equal(
            $"{key}: Accepted", $"{key}: {accepted}", $"{key}/2: Accepted", $"{key}: {accepted}", $"{key}/2: Revised",
            $"{key}: {accepted}", $"{key}/2: {accepted}", $"{key}/3: Accepted", "workbook/contoh/2/2.1.1/2026-04/Boards seen: Accepted");
        run.Drafts.Single(draft => Text(draft, "key") == key + "/3").GetProperty("data").GetProperty("village v2").GetDecimal().Should().Be(5);
        run.Lines.Should().BeEmpty("nothing was lost");

        Task<(string? Field, string Words)?> Send(params string[] rows) => run.Submit("business", Sent(Sheet([Header, .. rows])), "2", "2.1.1");
    }

    [SkippableFact]
    public async Task A_month_that_was_accepted_under_every_key_is_refused_in_words()
    {
        using var run = new SomeRun(Place) { Refuses = new(PluginSdk.Outcome.Refused, "evidence-accepted-already", "It stays.") };

        (await run.Submit("business", Sent(Sheet(Header, "v1|2026-03|1|Board")), "2", "2.1.1")).Should().Be(("workbook", "2026-03: It stays."));

        run.Outcomes.Should().HaveCount(20);
    }

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("id")]
    public async Task What_is_recorded_is_in_the_sites_language_whoever_sends_it(string person)
    {
        using var run = new SomeRun(Place) { Locale = "id" };
        (await run.Submit("business", Sent(Sheet(Header, "v1|2026-03|1234.5|Board", "v2|2026-03|many|Board")), "2", "2.1.1", person)).Should().BeNull();

        var draft = run.Drafts.Should().ContainSingle().Subject;
        (Text(draft, "title"), Text(draft, "key")).Should().Be(("Boards seen: 1 dari 430 desa, Maret 2026", "workbook/contoh/2/2.1.1/2026-03/Boards seen"));
        Text(draft, "summary").Should().Be(
            "Dibaca dari buku kerja yang dikirim lewat formulir: nilai untuk 1 dari 430 desa, Maret 2026; terendah 1.234,5, median 1.234,5, tertinggi 1.234,5. Sumber yang disebut: 1. 1 sel tidak diambil.");
        run.Lines.Should().Equal(person == "id" ? "C3: 'many' bukan bilangan: tulis seperti 12.5" : "C3: 'many' is no number: write it as 12.5");
    }

    [SkippableTheory]
    [InlineData("12,5", "lowest 12.5", null)]
    [InlineData("12.5", "lowest 12.5", null)]
    [InlineData("0,120", "lowest 0.12", null)]
    [InlineData("1.000", null, "'1.000' may be 1000 or 1.0000: write it so")]
    [InlineData("-2,500", null, "'-2,500' may be -2500 or -2.5000: write it so")]
    [InlineData("2.500.000", null, "'2.500.000' is no number: write it as 12.5")]
    [InlineData("1,234.5", null, "'1,234.5' is no number: write it as 12.5")]
    public async Task A_number_that_is_typed_as_text_is_never_another_one(string typed, string? summary, string? wrong)
    {
        using var run = new SomeRun(Place);

        var refused = await run.Submit("business", Sent(Sheet(Header, $"v1|2026-03|{typed}|Board")), "2", "2.1.1");

        if (wrong is null) Text(run.Drafts.Should().ContainSingle().Subject, "summary").Should().Contain(summary);
        else refused!.Value.Words.Should().Contain(wrong); // it was
    }

    [SkippableFact]
    public async Task A_wrong_cell_costs_its_row_alone_and_is_told_by_its_name()
    {
        using var run = new SomeRun(Place);
        await run.Submit("public", Sent(Sheet(
            "sumber|nilai|catatan|periode|desa", "s|1||2026-03|v1", "s|many||2026-03|v2", "s|1||March|v3", "|1||2026-03|v4", "s|=SUM(A1)||2026-03|v5", "s|2||2026-03|v1", "s|3|no matter|2026-03|v6", "s|1||9999-12|v7", "s|1||2026-03|{v8}")), "2", null);
        run.Lines.Should().Equal(
            "B3: 'many' is no number: write it as 12.5",
            "D4: 'March' is no month: write it as 2026-03",
            "A5: 'source' is empty",
            "B6: a formula: paste its value instead",
            "E7: v1 stands twice in 2026-03: keep one row",
            "D9: '9999-12' is no month: write it as 2026-03",
            "E10: '{v8}' is neither a village's name nor its code");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        (draft.GetProperty("data").GetProperty("covered").GetInt32(), draft.GetProperty("data").GetProperty("refused").GetInt32()).Should().Be((2, 7));
    }

    [SkippableFact]
    public async Task A_value_that_is_larger_than_any_costs_its_row_alone()
    {
        const string most = "79228162514264337593543950335";
        using var run = new SomeRun(Place);

        (await run.Submit("public", Sent(Sheet(Header, $"v1|2026-03|{most}|s", $"v2|2026-03|-{most}|s", "v3|2026-03|#1E+300|s", "v4|2026-03|999999999999999|s", "v5|2026-03|999999999999999|s")), "2", null)).Should().BeNull();

        run.Lines.Should().Equal(
            $"C2: '{most}' is larger than any value is: write how much it is",
            $"C3: '-{most}' is larger than any value is: write how much it is",
            "C4: '1E+300' is larger than any value is: write how much it is");
        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("median").GetDecimal().Should().Be(999_999_999_999_999m);
    }

    [SkippableTheory]
    [InlineData("en", "In 2026-03 the workbook has 3 villages: there cannot be fewer.")]
    [InlineData("id", "Pada 2026-03 buku kerja ini berisi 3 desa: jumlah seluruhnya tidak bisa kurang dari itu.")]
    public async Task More_villages_than_there_are_said_to_be_are_refused_at_that_field_and_none_of_them_is_sent(string language, string words)
    {
        using var run = new SomeRun(Place);
        var sent = Sent(Sheet(Header, "v1|2026-02|1|s", "v1|2026-03|1|s", "v2|2026-03|1|s", "v3|2026-03|1|s"));
        sent["villages"] = 2;

        (await run.Submit("public", sent, "2", null, language)).Should().Be(("villages", words));

        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Whoever_sends_it_is_told_in_their_own_language()
    {
        using var run = new SomeRun(Place);
        var wrong = await run.Submit("public", Sent(Sheet(Header, "v1|2026-03|many|s", "v2|March||s")), "2", null, "id");
        wrong.Should().Be(("workbook", "Tidak ada baris yang bisa dibaca. C2: 'many' bukan bilangan: tulis seperti 12.5; B3: 'March' bukan bulan: tulis seperti 2026-03; C3: 'nilai' kosong."));
        (await run.Submit("public", Sent(Sheet("a|b|c|d")), "2", null, "id"))!.Value.Words.Should().StartWith("Berkas ini tidak diterima: baris 1 tidak memiliki kolom 'desa'"); // it is refused
    }

    [SkippableFact]
    public async Task Somebodys_number_or_address_is_refused_by_its_cell_and_costs_its_row_alone()
    {
        using var run = new SomeRun(Place);
        (await run.Submit("public", Sent(Sheet(Header, "v1|2026-03|1|s", "08123456789 Budi|2026-03|2|s", "budi@example.org|2026-03|3|s", "3522014501900001|2026-03|3|s", "#3.522014501900001E+15|2026-03|3|s", "35.22.01.2001|2026-03|4|08123456789")), "2", null)).Should().BeNull();
        run.Lines.Should().Equal(
            "A3: a telephone number: what is sent stays public for ever, take it out",
            "A4: an e-mail address: what is sent stays public for ever, take it out",
            "A5: a personal number (NIK): what is sent stays public for ever, take it out",
            "A6: a personal number (NIK): what is sent stays public for ever, take it out");
        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("covered").GetInt32().Should().Be(2);
        (await run.Submit("public", Sent(Sheet(Header, "08123456789 Budi|2026-03|2|s")), "2", null, "id"))
            .Should().Be(("workbook", "Tidak ada baris yang bisa dibaca. A2: ada nomor telepon: yang dikirim terbuka selamanya, hapuslah."));
    }

    [SkippableTheory]
    [InlineData("data", "workbook", "One of the cells A3, A2: This is too long.")]
    [InlineData("title", "indicator", "This is too long.")]
    [InlineData("key", "indicator", "This is too long.")] // what is counted is part of it
    [InlineData("on", "workbook", "2026-03: This is too long.")]
    public async Task What_the_host_refuses_is_told_at_the_field_and_the_cells_that_it_came_from(string member, string field, string words)
    {
        using var run = new SomeRun(Place) { Refuses = new(PluginSdk.Outcome.Refused, "text-too-long", "This is too long.", member) };
        (await run.Submit("public", Sent(Sheet(Header, "v2|2026-03|1|s", "v1|2026-03|2|s")), "2", null)).Should().Be((field, words));
    }

    [SkippableFact]
    public async Task The_template_itself_can_be_read_and_holds_no_row_yet()
    {
        using var run = new SomeRun(Place);
        var wrong = await run.Submit("government", Sent(File.ReadAllBytes(Required.File($"src/Plugins/{Place}/template.xlsx", "the template is part of the repository"))), "2", "2.1.1");
        run.Drafts.Should().BeEmpty();
        wrong.Should().Be(("workbook", "There is no row beneath the first one."));
    }

    [SkippableFact]
    public async Task Ten_thousand_rows_are_read_and_the_draft_stays_small()
    {
        using var run = new SomeRun(Place);
        var sent = Sent(Sheet([Header, .. Enumerable.Range(1, 10_000).Select(i => $"v{i}|2026-03|{i}|s")]));
        sent["villages"] = 10_000;
        (await run.Submit("academia", sent, "2", "2.1.1")).Should().BeNull();
        Text(run.Drafts.Should().ContainSingle().Subject, "shows").Should().Be("Complete");
        run.Drafts.Single().GetProperty("data").GetRawText().Length.Should().BeLessThan(16 * 1024);
    }

    [SkippableFact]
    public async Task Other_columns_and_other_sheets_are_not_published()
    {
        using var run = new SomeRun(Place);
        var book = Sheet("name|" + Header + "|remark", "SECRET-NAME|v1|2026-03|1|s|SECRET-REMARK", "SECRET-NAME|v2|2026-03|many|s|SECRET-REMARK", "SECRET-ALONE");
        await run.Submit("business", Sent(WithSheet(book, "Staff", "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>SECRET-SHEET</t></is></c></row>")), "2", "2.1.1");

        var draft = run.Drafts.Should().ContainSingle().Subject;
        draft.GetProperty("data").GetProperty("village v1").GetDecimal().Should().Be(1);
        draft.GetRawText().Should().NotContain("SECRET").And.NotContain("Staff").And.NotContain("remark");
        string.Concat(run.Lines).Should().NotContain("SECRET");
    }

    [SkippableTheory]
    [InlineData("nothing", "no XLSX workbook")]
    [InlineData("no zip", "no XLSX workbook")]
    [InlineData("another zip", "no workbook in it")]
    [InlineData("no columns", "no column 'village'")]
    [InlineData("empty", "first sheet is empty")]
    [InlineData("bomb", "no XLSX workbook")]
    [InlineData("entities", "no XLSX workbook")]
    [InlineData("cut", "no XLSX workbook")]
    public async Task What_is_no_workbook_is_refused_in_words(string what, string words)
    {
        using var run = new SomeRun(Place);
        byte[] bytes = what switch
        {
            "nothing" => [],
            "no zip" => "village,period\n"u8.ToArray(),
            "another zip" => Zip(("a.txt", "x")),
            "no columns" => Sheet("a|b|c|d"),
            "empty" => Sheet(),
            "bomb" => Book("<row>" + new string(' ', 30_000_000) + "</row>"),
            "entities" => Book("<row>&a;</row>", "<!DOCTYPE worksheet [<!ENTITY a \"aaaa\">]>"),
            _ => Sheet(Header, "v1|2026-03|1|s")[..400],
        };
        var (field, said) = (await run.Submit("public", Sent(bytes), "2", "2.1.1"))!.Value; // it is refused
        field.Should().Be("workbook");
        said.Should().Contain(words);
        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task A_workbook_without_a_row_that_can_be_read_is_refused_at_its_field_and_every_cell_is_named()
    {
        using var run = new SomeRun(Place);
        var wrong = await run.Submit("public", Sent(Sheet([Header, .. Enumerable.Range(1, 12).Select(i => $"v{i}|2026-03|many|s")])), "2", "2.1.1");
        wrong!.Value.Field.Should().Be("workbook"); // it is refused
        wrong.Value.Words.Should().StartWith("No row could be read. C2: 'many' is no number: write it as 12.5; C3: ").And.EndWith("; and 2 more.");
        run.Drafts.Should().BeEmpty();
    }

    private static JsonObject Sent(byte[] workbook) => new() { ["indicator"] = "Boards seen", ["villages"] = 430, ["workbook"] = Convert.ToBase64String(workbook) };

    /// <summary>A workbook of one sheet; cells are parted by bars, <c>#</c> begins a number, <c>=</c> a formula.</summary>
    private static byte[] Sheet(params string[] rows)
    {
        var text = new StringBuilder();
        foreach (var (row, cells) in rows.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            foreach (var (column, cell) in cells.Split('|').Index())
            {
                var at = $"{(char)('A' + column)}{row + 1}";
                text.Append(cell switch
                {
                    "" => "",
                    ['#', .. var number] => $"<c r=\"{at}\"><v>{number}</v></c>",
                    ['=', .. var formula] => $"<c r=\"{at}\"><f>{formula}</f><v>1</v></c>",
                    _ => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>",
                });
            }

            text.Append("</row>");
        }

        return Book(text.ToString());
    }

    private static byte[] Book(string rows, string before = "") => Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/sheet.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"sheet.xml\"/></Relationships>"),
        ("xl/sheet.xml", $"{before}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"));

    /// <summary>The workbook with one more sheet behind its first.</summary>
    private static byte[] WithSheet(byte[] book, string name, string rows)
    {
        using var zip = new ZipArchive(new MemoryStream(book), ZipArchiveMode.Read);
        return Zip(
        [
            .. zip.Entries.Select(entry => (entry.FullName, Read(entry)
                .Replace("</sheets>", $"<sheet name=\"{name}\" sheetId=\"2\" r:id=\"r2\"/></sheets>", StringComparison.Ordinal)
                .Replace("Target=\"sheet.xml\"/>", "Target=\"sheet.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"sheet2.xml\"/>", StringComparison.Ordinal)
                .Replace("<Override PartName=\"/xl/sheet.xml\"", "<Override PartName=\"/xl/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/sheet.xml\"", StringComparison.Ordinal))),
            ("xl/sheet2.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"),
        ]);

        static string Read(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!;
}
