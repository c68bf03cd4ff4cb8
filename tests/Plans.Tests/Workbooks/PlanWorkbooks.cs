using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FluentAssertions;
using Tracker.Plans.Workbooks;
using Xunit;

namespace Tracker.Plans.Tests.Workbooks;

/// <summary>A plan in a workbook: real workbooks, made cell by cell.</summary>
public sealed class PlanWorkbooks
{
    [Fact]
    public void A_workbook_becomes_canonical_plan_files()
    {
        var reading = PlanWorkbook.Read(SomeWorkbook.Workbook(SomeWorkbook.Sound()));
        reading.Findings.Should().BeEmpty();
        reading.Files.Keys.Should().Equal("01-anggaran-terbuka.md", "02-kabar-tetap.md", "plan.md");
        var plan = reading.Plan!; // nothing was found
        plan.Id.Value.Should().Be("sample");
        var first = plan.Commitments[0].Content;
        first.End.Should().Be(new DateOnly(2027, 12, 31), "a number in a column of days is a day");
        first.Problem!["id"].Value.Should().Be("Masalah.\n\nDua alinea.");
        first.Milestones.Keys.Should().Equal("1.1", "1.1.1", "1.1.2", "1.2");
        first.Milestones["1.1.1"].Weight.Should().Be(2.3m, "2.2999999999999998 is what a spreadsheet makes of it");
        first.Milestones["1.2"].DueWords!["id"].Value.Should().Be("akhir 2026");
        plan.Commitments[1].Content.Milestones["2.1"].Recurs.Should().NotBeNull();
        PlanWriter.Write(plan).Should().Equal(reading.Files);
    }

    [Theory]
    [InlineData("Commitments", 1, "lead", "dians", "Commitments!D2", "not among the plan's organisations")]
    [InlineData("Commitments", 1, "end", "2031-01-01", "Commitments!C2", "outside the plan")]
    [InlineData("Milestones", 1, "Due", "31-02-2026", "Milestones!D2", "there is no day")]
    [InlineData("Milestones", 2, "commitment", "9", "Milestones!A3", "there is no commitment `9`")]
    [InlineData("Indicators", 1, "milestone", "7.7", "Indicators!A2", "there is no milestone `7.7`")]
    [InlineData("Indicators", 1, "Weight", "much", "Indicators!E2", "not a number above 0")]
    [InlineData("Milestones", 1, "Deliverable", "call +62 812 3456 7890", "Milestones!C2", "telephone")]
    [InlineData("Plan", 3, "B", "2024-13-01", "Plan!B4", "there is no day")]
    [InlineData("Plan", 3, "B", null, "Plan!B4", "is empty")]
    [InlineData("Milestones", 1, "Deliverable", null, "Milestones!C2", "is empty")]
    [InlineData("Organisations", 1, "partner", "friends", "Organisations!B2", "one of the four partners")]
    public void A_wrong_cell_is_named_with_what_to_do(string sheet, int row, string column, object? value, string cell, string message)
    {
        var sheets = SomeWorkbook.Sound();
        var rows = sheets.Single(one => one.Name == sheet).Rows;
        rows[row][sheet == "Plan" ? 1 : Array.IndexOf(rows[0], column)] = value;
        var reading = PlanWorkbook.Read(SomeWorkbook.Workbook(sheets));
        reading.Plan.Should().BeNull();
        reading.Files.Should().BeEmpty();
        reading.Findings.Should().Contain(finding => finding.Cell == cell && finding.Severity == Severity.Error && finding.Message.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_formula_a_hidden_sheet_and_an_unknown_column_are_refused_in_one_go()
    {
        var sheets = SomeWorkbook.Sound();
        sheets.Single(one => one.Name == "Milestones").Rows[1][2] = new CellFormula("1+1");
        sheets.Single(one => one.Name == "Commitments").Rows[0][0] = "nomer urut";
        sheets[sheets.FindIndex(one => one.Name == "Indicators")] = sheets.Single(one => one.Name == "Indicators") with { Hidden = true };
        PlanWorkbook.Read(SomeWorkbook.Workbook(sheets)).Findings.Select(finding => finding.Cell).Should().Contain(["Milestones!C2", "Commitments!A1", "Indicators"]);
    }

    [Theory]
    [InlineData("id", "Rencana")]
    [InlineData("en", "Plan")]
    public void The_template_is_read_and_asks_for_everything(string language, string plan)
    {
        var reading = PlanWorkbook.Read(PlanWorkbook.Template(language));
        reading.Findings.Should().NotBeEmpty().And.NotContain(finding => finding.Message.ToString().Contains("not a column", StringComparison.Ordinal) || finding.Message.ToString().Contains("not a key", StringComparison.Ordinal));
        reading.Findings.Where(finding => finding.Cell.StartsWith($"{plan}!B", StringComparison.Ordinal)).Should().NotBeEmpty("what is empty is named by its cell")
            .And.OnlyContain(finding => finding.Message.ToString().EndsWith("is empty", StringComparison.Ordinal));
        reading.Findings.Where(finding => !finding.Cell.StartsWith($"{plan}!B", StringComparison.Ordinal)).Select(finding => finding.Cell[finding.Cell.IndexOf('!', StringComparison.Ordinal)..])
            .Should().Equal(["!A2", "!A2"], "it has no organisation and no commitment");
        using var document = SpreadsheetDocument.Open(new MemoryStream(PlanWorkbook.Template(language)), false);
        document.WorkbookPart!.Workbook!.Descendants<Sheet>().First().Name!.Value.Should().Be(plan); // the template has them
    }

    [Fact]
    public void What_is_no_workbook_is_refused_in_words()
    {
        foreach (var bytes in new[] { [], "PK\u0003\u0004not a zip"u8.ToArray(), new byte[PlanWorkbook.MostBytes + 1] })
            FluentActions.Invoking(() => PlanWorkbook.Read(bytes)).Should().Throw<NoWorkbook>();
    }
}
