using System.Text;
using FluentAssertions;
using Tracker.Plans.Ogp;
using Xunit;
using static Tracker.Plans.Tests.Ogp.SomeOgpFile;

namespace Tracker.Plans.Tests.Ogp;

/// <summary>Every row of the data set says anew of what plan it is: what they do not say alike is never passed over.</summary>
public sealed class RowsOfOnePlan
{
    [Theory]
    [InlineData("Country/Locality", "Exemplia", "row 2 of the same plan says `Examplia`, and the first holds")]
    [InlineData("Action Plan Number", "4", "row 2 of the same plan says `3`, and the first holds")]
    [InlineData("Action Plan Number", "three", "no number from 1 to 99")]
    [InlineData("Code", "YYY", "row 2 of the same plan says `XXX`, and the first holds")]
    [InlineData("Region", "Asia", "row 2 of the same plan says `0`, and the first holds")]
    [InlineData("National Or Local", "Local", "row 2 of the same plan says `0`, and the first holds")]
    [InlineData("Year Of Submission", "2019", "row 2 of the same plan says `2020`, and the first holds")]
    [InlineData("Action Plan End Year", "2021", "row 2 of the same plan says `2022`, and the latest holds")]
    [InlineData("Action Plan End Year", "next year", "no number from 2001 to 2099")]
    [InlineData("Action Plan Duration (Years)", "4", "row 2 of the same plan says `0`, and the first holds")]
    public void What_a_later_row_says_otherwise_or_nobody_can_read_is_listed_by_row_and_column(string column, string cell, string what)
    {
        var later = Row("2");
        later[Column(column)] = cell;
        var reading = OgpImport.Read(File(Row(), later));
        var note = reading.Notes.Should().ContainSingle(one => !one.Read).Subject;
        note.ToString().Should().StartWith($"row 3, column {Column(column) + 1} ({column}) `{cell}`: not read: {what}");
        note.In("id").Should().NotBe(note.In("en"));
        Plan(reading).Plan.Content.End.Should().Be(new DateOnly(2022, 12, 31));
    }

    [Fact]
    public void The_year_it_holds_until_is_the_latest_whichever_row_names_it()
    {
        var later = Row("2");
        later[Column("Action Plan End Year")] = "2023";
        var reading = OgpImport.Read(File(Row(), later));
        var content = Plan(reading).Plan.Content;
        (content.End, content.EndWords!.Value.Value).Should().Be((new DateOnly(2023, 12, 31), "2023"));
        reading.Notes.Should().ContainSingle(one => !one.Read).Which.ToString().Should().StartWith("row 2, column 10 (Action Plan End Year) `2022`: not read: row 3");
    }

    [Fact]
    public void What_the_first_row_leaves_out_or_nobody_can_read_in_it_another_row_says()
    {
        var (first, later) = (Row(), Row("2"));
        first[Column("Country/Locality")] = "";
        first[Column("Action Plan Number")] = "III";
        first[Column("Year Of Submission")] = "ND";
        var reading = OgpImport.Read(File(first, later));
        var content = Plan(reading).Plan.Content;
        (content.JurisdictionName["en"].Value, content.Number).Should().Be(("Examplia", 3));
        content.StartUnknownBecause!["en"].Value.Should().Contain("2020");
        reading.Notes.Should().ContainSingle(one => !one.Read).Which.ToString().Should().StartWith("row 2, column 3 (Action Plan Number) `III`: not read: no number from 1 to 99");
    }

    [Fact]
    public void Rows_of_one_number_are_of_one_plan_also_where_a_spreadsheet_ruined_it()
    {
        var (first, later) = (Row(), Row("2"));
        foreach (var row in new[] { first, later }) row[Column("Action Plan ID")] = "ND";
        later[Column("Action Plan Number")] = "3.0";
        Plan(OgpImport.Read(File(first, later))).Commitments.Should().HaveCount(2);
    }

    [Fact]
    public void One_row_is_said_as_one()
    {
        Plan(OgpImport.Read(File(Row()))).Plan.Content.About!["en"].Value.Should().StartWith("Made of 1 row of");
        Plan(OgpImport.Read(File(Row(), Row("2")))).Plan.Content.About!["en"].Value.Should().StartWith("Made of 2 rows of");
    }

    [Fact]
    public void The_same_number_after_a_spreadsheet_is_the_same()
    {
        var later = Row("2");
        (later[Column("Action Plan Number")], later[Column("Action Plan End Year")]) = ("3.0", "2022.0");
        OgpImport.Read(File(Row(), later)).Notes.Should().NotContain(note => !note.Read);
    }

    [Theory]
    [InlineData(170, "row 3: not read: the row has 170 cells, the heading 171: what is missing is taken for empty")]
    [InlineData(173, "row 3, column 172 `x171`: not read: the row has 173 cells, the heading 171: this one stands beneath no heading", "row 3, column 173 `x172`: not read: the row has 173 cells")]
    public void A_row_of_another_length_than_the_heading_is_told_what_became_of_it(int cells, params string[] said)
    {
        var row = Row("2");
        var notes = OgpImport.Read(File(Row(), [.. row.Take(cells), .. Enumerable.Range(row.Length, Math.Max(0, cells - row.Length)).Select(at => $"x{at}")])).Notes.Where(note => !note.Read).ToList();
        notes.Should().HaveCount(said.Length);
        foreach (var (note, words) in notes.Zip(said)) note.ToString().Should().StartWith(words);
    }

    [Fact]
    public void Rows_are_numbered_as_a_spreadsheet_does_that_counts_empty_ones()
    {
        var wrong = Row("2");
        wrong[Column("URL")] = "see website";
        var lines = Encoding.UTF8.GetString(File(Row(), wrong)).Split('\n');
        var csv = Encoding.UTF8.GetBytes(string.Join('\n', [lines[0], "", lines[1], "", .. lines[2..]]));
        OgpImport.Read(csv).Notes.Should().ContainSingle(note => !note.Read).Which.ToString().Should().StartWith("row 5, column 167 (URL)");
    }
}
