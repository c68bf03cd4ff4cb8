using DocumentFormat.OpenXml.Spreadsheet;
using FluentAssertions;
using Tracker.Plans.Workbooks;
using Xunit;

namespace Tracker.Plans.Tests.Workbooks;

/// <summary>What is wrong in a workbook: all of it at once, each at its own cell, and nothing changed silently.</summary>
public sealed class WorkbookMistakes
{
    /// <summary>Every kind of mistake that a cell can hold, each in a cell of its own, in one workbook.</summary>
    [Fact]
    public void Everything_wrong_in_every_sheet_is_named_at_once_by_cell()
    {
        var sheets = SomeWorkbook.Sound();
        void Set(string sheet, int row, int column, object? value) => sheets.Single(one => one.Name == sheet).Rows[row][column] = value;
        void Add(string sheet, params object?[] row) => sheets[sheets.FindIndex(one => one.Name == sheet)] = sheets.Single(one => one.Name == sheet) with { Rows = [.. sheets.Single(one => one.Name == sheet).Rows, row] };
        Set("Plan", 0, 1, "Bad Id");
        Set("Plan", 1, 1, null);
        Set("Plan", 4, 1, "2028-02-30");
        Set("Plan", 5, 1, "WIB");
        Set("Plan", 7, 1, "Judul \u202Eterbalik");
        Set("Organisations", 1, 1, "friends");
        Add("Organisations", "warga", "public", "Warga lagi");
        Set("Commitments", 1, 3, "dians");
        Set("Commitments", 1, 6, "Masalah.\n\n## Analysis\n\nLain.");
        Set("Commitments", 2, 2, "31-02-2027");
        Set("Commitments", 2, 4, null);
        Add("Commitments", "2", "Nomor dua kali", "2028-12-31", "dinas", "2025-01-01", null, null, null);
        Set("Milestones", 1, 3, "suatu saat");
        Set("Milestones", 2, 1, "1.2");
        Set("Milestones", 2, 2, new CellFormula("1+1"));
        Set("Milestones", 3, 4, "kadang");
        Add("Milestones", "9", "9.1", "Milik siapa", "31-02-2026", null);
        Add("Milestones", "1", "1.3", "Tanpa batas waktu", null, null);
        Set("Indicators", 1, 4, "banyak");
        Set("Indicators", 2, 3, "2031-01-01");
        Add("Indicators", "7.7", "7.7.1", "Lepas", "31-02-2026", null);

        var reading = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets));

        reading.Plan.Should().BeNull();
        reading.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Cell).Should().Equal(
            [
                "Plan!B1", "Plan!B2", "Plan!B5", "Plan!B6", "Plan!B8", "Organisations!B2", "Organisations!A4",
                "Commitments!D2", "Commitments!G2", "Commitments!C3", "Commitments!E3", "Commitments!A4",
                "Milestones!D2", "Milestones!B3", "Milestones!C3", "Milestones!E4", "Milestones!A5", "Milestones!D5", "Milestones!D6",
                "Indicators!A2", "Indicators!E2", "Indicators!A3", "Indicators!A4", "Indicators!D4",
            ],
            "of a plan whose end cannot be read nobody knows whether 2031 is after it: {0}", string.Join('\n', reading.Findings));
        foreach (var finding in reading.Findings) finding.ToString().Should().NotContain(".md").And.NotContain("line ");
    }

    [Theory]
    [InlineData("Milestones", 1, 2, "Dua\nbaris", "Milestones!C2", "a title stands on one line")]
    [InlineData("Commitments", 1, 1, "Anggaran\nterbuka", "Commitments!B2", "a title stands on one line")]
    [InlineData("Plan", 7, 1, "Rencana\ncontoh", "Plan!B8", "a title stands on one line")]
    [InlineData("Plan", 6, 1, "id, en", "Plan!B7", "a workbook holds the texts of one language")]
    public void What_does_not_stay_as_it_stands_is_named_by_its_cell(string sheet, int row, int column, string text, string cell, string message)
    {
        var sheets = SomeWorkbook.Sound();
        sheets.Single(one => one.Name == sheet).Rows[row][column] = text;
        var reading = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets));
        reading.Plan.Should().NotBeNull();
        var found = reading.Findings.Should().ContainSingle().Subject;
        (found.Cell, found.Severity).Should().Be((cell, Severity.Warning));
        found.Message.ToString().Should().StartWith(message);
    }

    [Theory]
    [InlineData("Satu.\nDua.\n\nTiga.")]
    [InlineData("- satu\n- dua")]
    [InlineData("1. satu\n2. dua\n\nSelesai.")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |")]
    [InlineData("Kunci: nilai")]
    [InlineData("#tagar dan C#")]
    [InlineData("> kutipan\n> dua baris")]
    [InlineData("```\nkode\n```")]
    [InlineData("### Kepala\n\nteks")]
    [InlineData("Dua  spasi,\ttab")]
    [InlineData("---\nsetelah garis")]
    public void A_text_is_kept_with_its_lines_or_its_cell_is_named(string text)
    {
        var sheets = SomeWorkbook.Sound();
        sheets[2] = new("Commitments", [[.. sheets[2].Rows[0], "brief", "short-title"], [.. sheets[2].Rows[1], text, text], sheets[2].Rows[2]]);
        sheets[3] = new("Milestones", [[.. sheets[3].Rows[0], "Output", "Note"], [.. sheets[3].Rows[1], text, text], sheets[3].Rows[2], sheets[3].Rows[3]]);
        var reading = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets));
        var named = reading.Findings.Select(finding => finding.Cell).ToHashSet();
        if (reading.Plan is not { } plan)
        {
            named.Should().NotBeEmpty();
            return;
        }

        var first = plan.Commitments[0].Content;
        foreach (var (cell, kept) in new[]
        {
            ("Commitments!I2", first.Brief), ("Commitments!J2", first.ShortTitle), ("Milestones!F2", first.Milestones["1.2"].Output), ("Milestones!G2", first.Milestones["1.2"].Note),
        })
        {
            if (!named.Contains(cell)) kept!["id"].Value.Should().Be(text, cell);
        }

        // And what is written is what was read: the files are not otherwise than the preview.
        var files = reading.Files.ToDictionary(file => file.Key, file => System.Text.Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal);
        PlanWriter.Write(PlanFolder.Read("sample", files).Plan!).Should().Equal(reading.Files); // it was sound
    }

    [Theory]
    [InlineData("Commitments", 1, 6, "Masalah.\n\n# Judul lain", "Commitments!G2")]
    [InlineData("Commitments", 1, 6, "Masalah.\n\n```\ntidak ditutup", "Commitments!G2")]
    [InlineData("Commitments", 1, 6, "Masalah\n---", "Commitments!G2")]
    [InlineData("Indicators", 1, 0, "1.1.1", "Indicators!A2")]
    [InlineData("Indicators", 1, 4, 2000000, "Indicators!E2")]
    [InlineData("Milestones", 1, 1, "abc", "Milestones!B2")]
    [InlineData("Milestones", 1, 1, "3.1", "Milestones!B2")]
    [InlineData("Milestones", 1, 3, null, "Milestones!D2")]
    [InlineData("Milestones", 1, 0, null, "Milestones!A2")]
    [InlineData("Organisations", 1, 2, "surel@contoh.example", "Organisations!C2")]
    public void A_single_mistake_is_said_once_and_at_its_own_cell(string sheet, int row, int column, object? value, string cell)
    {
        var sheets = SomeWorkbook.Sound();
        sheets.Single(one => one.Name == sheet).Rows[row][column] = value;
        var reading = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets));
        reading.Plan.Should().BeNull();
        reading.Findings.Should().ContainSingle("{0}", string.Join('\n', reading.Findings)).Which.Cell.Should().Be(cell);
    }

    [Fact]
    public void Every_cell_of_a_row_that_belongs_elsewhere_is_named_and_the_key_in_the_words_of_its_sheet()
    {
        var sheets = SomeWorkbook.Sound();
        (sheets[3].Rows[2][3], sheets[3].Rows[2][4], sheets[4].Rows[1][4], sheets[3].Rows[0][2], sheets[3].Rows[3][2]) = ("2026-12-31", "tahunan", "0", "Hasil", null);
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Select(finding => (finding.Cell, finding.ToString().Contains("such as `0`", StringComparison.Ordinal))).Should().Equal(
            ("Milestones!D3", false), ("Milestones!E3", false), ("Milestones!C4", false), ("Indicators!E2", false));
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Single(finding => finding.Cell == "Milestones!C4").Message.ToString().Should().Be("`Hasil` is empty");
    }

    [Fact]
    public void A_cell_that_nobody_reads_and_a_value_without_a_key_are_named()
    {
        var sheets = SomeWorkbook.Sound();
        sheets[0] = new("Plan", [.. sheets[0].Rows, [null, "tanpa kunci"], ["number", "1", "catatan"]]);
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Select(finding => (finding.Cell, finding.Severity)).Should().Equal(("Plan!B10", Severity.Error), ("Plan!C11", Severity.Warning));
    }

    [Fact]
    public void A_column_or_row_that_is_missing_is_named_where_it_could_stand()
    {
        var sheets = SomeWorkbook.Sound();
        sheets[0] = new("Plan", [.. sheets[0].Rows.Where(row => (string?)row[0] != "end")]);
        sheets[2] = new("Commitments", [.. sheets[2].Rows.Select(row => row[..^1].Where((_, at) => at != 2).ToArray())]);
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Select(finding => finding.Cell).Should().Equal("Plan!A9", "Commitments!G1");
    }
}
