using System.Text;
using CsvHelper;
using FluentAssertions;
using Tracker.Domain.Reviews;
using Tracker.Plans.Ogp;
using Xunit;
using static Tracker.Plans.Tests.Ogp.SomeOgpFile;

namespace Tracker.Plans.Tests.Ogp;

/// <summary>OGP's data set of commitments, with the dirt that real rows have.</summary>
public sealed class OgpImporting
{
    /// <summary>The columns of reviews that become rows.</summary>
    private static readonly string[] s_coded =
    [
        "Completion (Progress Report)", "Specificity", "Verifiable", "Potential Impact", "Potential for Results", "Completion (End Of Term)",
        "Did It Open Government (Overall)", "Early Results",
    ];

    [Theory]
    [InlineData("1/31/2021", "2021-01-31", null)]
    [InlineData("31/1/2021", "2021-01-31", null)]
    [InlineData("1/31/21", "2021-01-31", "read as")]
    [InlineData("January 2021", "2021-01-31", "read as")]
    [InlineData("2021", "2021-12-31", "read as")]
    [InlineData("43525", "2019-03-01", "read as")]
    [InlineData("2021-06-30", "2021-06-30", null)]
    [InlineData("Ongoing", null, "no date")]
    [InlineData("Underway", null, "no date")]
    [InlineData("31/31/2021", null, "no day of any calendar")]
    [InlineData("3/4/2021", null, "two possible days")]
    [InlineData("NA", null, null)]
    [InlineData("", null, null)]
    public void Dates_are_read_as_what_they_can_only_be(string cell, string? day, string? note)
    {
        var reading = OgpImport.Read(File(Row(end: cell)));
        var plan = Plan(reading);
        plan.Commitments[0].Content.End?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).Should().Be(day);
        var said = reading.Notes.Where(one => one.Name == "End Date").ToList();
        if (note is null) said.Should().BeEmpty();
        else said.Should().ContainSingle().Which.ToString().Should().StartWith($"row 2, column 17 (End Date) `{cell}`: ").And.Contain(note);
        if (day is null) plan.Commitments[0].Content.Unknown!["end"]["en"].Value.Should().Contain(cell.Length > 0 ? cell : "nothing");
    }

    [Fact]
    public void The_order_of_day_and_month_is_what_the_plans_other_dates_say()
    {
        Plan(OgpImport.Read(File(Row("1", end: "3/4/2021"), Row("2", end: "25/4/2021")))).Commitments[0].Content.End.Should().Be(new DateOnly(2021, 4, 3));
        Plan(OgpImport.Read(File(Row("1", end: "3/4/2021"), Row("2", end: "4/25/2021")))).Commitments[0].Content.End.Should().Be(new DateOnly(2021, 3, 4));
        Plan(OgpImport.Read(File(Row("1", end: "3/4/2021"), Row("2", end: "4/25/2021"), Row("3", end: "25/4/2021")))).Commitments[0].Content.End.Should().BeNull("they do not agree");
    }

    [Theory]
    [InlineData("2.2999999999999998", "2.3")]
    [InlineData("1.1000000000000001", "1.1")]
    [InlineData("3.0", "3")]
    [InlineData("3.2.5", "3.2.5")]
    [InlineData("SC12", "SC12")]
    public void Numbers_that_a_spreadsheet_ruined_are_repaired_and_named(string cell, string number)
    {
        var reading = OgpImport.Read(File(Row(cell)));
        Plan(reading).Commitments[0].Content.Commitment.Number.Value.Should().Be(number);
        reading.Notes.Where(note => note.Name == "Commitment Number").Should().HaveCount(cell == number ? 0 : 1);
    }

    [Fact]
    public void Two_of_one_number_are_both_kept_and_one_is_numbered_by_its_identifier()
    {
        var reading = OgpImport.Read(File(Row("1"), Row("1")));
        Plan(reading).Commitments.Select(one => one.Content.Commitment.Number.Value).Should().Equal("1", "XX0002");
        reading.Notes.Should().Contain(note => note.Row == 3 && note.Column == 4 && !note.Read);
    }

    [Fact]
    public void Every_row_is_kept_as_it_stood_with_what_was_not_coded()
    {
        var row = Row();
        row[Column("Completion (End Of Term)")] = "NR";
        row[Column("Specificity")] = "ND";
        row[Column("_ChangeCompletion")] = "-1";
        row[Column("Full Text")] = "Two\nlines, \"quoted\"";
        var reading = OgpImport.Read(File(row));
        using var kept = CsvReader.Create(Encoding.UTF8.GetBytes(reading.Plans.Single().Files[OgpImport.Kept]), CsvReaderOptions.Default with { HasHeader = false });
        kept.Read().Should().BeTrue();
        Enumerable.Range(0, kept.FieldCount).Select(kept.GetString).Should().Equal(OgpColumns.Names);
        kept.Read().Should().BeTrue();
        Enumerable.Range(0, kept.FieldCount).Select(kept.GetString).Should().Equal(row);
    }

    [Fact]
    public void A_text_too_long_goes_over_several_and_what_may_not_be_published_is_named()
    {
        var row = Row();
        row[Column("Full Text")] = string.Join("\n\n", Enumerable.Repeat(new string('a', 900) + ".", 31)) + "\n# not a heading\nwrite to someone@example.org";
        var reading = OgpImport.Read(File(row));
        var commitment = Plan(reading).Commitments[0].Content;
        var text = string.Concat(new[] { commitment.Brief, commitment.Problem, commitment.Description, commitment.Analysis }.Select(part => part?["en"].Value));
        text.Count(c => c == 'a').Should().BeGreaterThan(27_800);
        text.Should().Contain("\\# not a heading").And.Contain("write to […]").And.NotContain("someone@");
        reading.Notes.Where(note => note.Name == "Full Text").Select(note => note.What.ToString()).Should().Contain(what => what.Contains("longer than a text may be", StringComparison.Ordinal)).And.Contain(what => what.Contains("e-mail", StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_cannot_read_is_listed_by_row_and_column()
    {
        var (first, second) = (Row("1"), Row("2"));
        first[Column("Open Data")] = "maybe";
        second[Column("URL")] = "see website";
        second[Column("Supporting Institution(s)")] = "A forum; an association";
        var notes = OgpImport.Read(File(first, second)).Notes.Where(note => !note.Read).Select(note => (note.Row, note.Column, note.Name, note.Cell));
        notes.Should().BeEquivalentTo(new[]
        {
            (2, 85, "Open Data", "maybe"), (3, 167, "URL", "see website"), (3, 19, "Supporting Institution(s)", "A forum; an association"),
        });
    }

    [Theory]
    [InlineData("Completion (End Of Term)", "_CompletionEndTerm", "Complete", "3", true)]
    [InlineData("Completion (End Of Term)", "_CompletionEndTerm", "Complete", "5", false)]
    [InlineData("Completion (End Of Term)", "_CompletionEndTerm", "Complete", "5.0", false)]
    [InlineData("Completion (End Of Term)", "_CompletionEndTerm", "Complete", "ND", false)]
    [InlineData("Completion (End Of Term)", "_CompletionEndTerm", "ND", "3", true)]
    [InlineData("Completion (Progress Report)", "_CompletionProgress", "Limited", "4", true)]
    public void A_number_that_contradicts_the_word_beside_it_is_listed_and_the_word_is_read(string column, string beside, string word, string number, bool listed)
    {
        var row = Row();
        (row[Column(column)], row[Column(beside)]) = (word, number);
        var reading = OgpImport.Read(File(row));
        var notes = reading.Notes.Where(note => !note.Read).ToList();
        notes.Select(note => (note.Row, note.Column, note.Name, note.Cell)).Should().Equal(listed ? [(2, Column(beside) + 1, beside, number)] : []);
        if (listed) notes[0].ToString().Should().Contain($"`{word}`");
        reading.Plans.Single().Files["history/reviews.csv"].Should().Contain($",{word},");
    }

    [Fact]
    public void A_review_whose_day_is_still_to_come_is_named()
    {
        var row = Row();
        row[Column("Completion (End Of Term)")] = "Complete";
        var end = Plan(OgpImport.Read(File(row))).Plan.Content.End;
        OgpImport.Read(File(row), end).Notes.Should().NotContain(note => note.What.ToString().Contains("after today", StringComparison.Ordinal));
        var note = OgpImport.Read(File(row), end.AddDays(-1)).Notes.Should().ContainSingle(note => note.What.ToString().Contains("after today", StringComparison.Ordinal)).Subject;
        (note.Row, note.Read).Should().Be((2, true));
    }

    [Fact]
    public void A_plan_becomes_sound_canonical_files_with_its_policy_areas_and_unknown_things()
    {
        var row = Row();
        row[Column("Open Data")] = "1";
        row[Column("Youth")] = "1.0";
        row[Column("Lead Institution")] = "Ministry of Justice";
        var reading = OgpImport.Read(File(row));
        var plan = Plan(reading);
        reading.Plans.Single().Id.Value.Should().Be("ap-xx03");
        plan.Commitments[0].Content.PolicyAreas.Should().Equal("Youth", "Open Data");
        plan.Commitments[0].Content.Lead!.Value.Value.Should().Be("ministry-of-justice");
        plan.Plan.Content.Start.Should().BeNull();
        plan.Plan.Content.End.Should().Be(new DateOnly(2022, 12, 31));
        PlanWriter.Write(plan).Should().Equal(reading.Plans.Single().Files.Remove(OgpImport.Kept));
        var cells = OgpRows.Of(plan).Single();
        cells.Should().HaveCount(171);
        cells[Column("Open Data")].Should().Be("1");
        cells[Column("Energy")].Should().Be("0");
        cells[Column("Lead Institution")].Should().Be("Ministry of Justice");
        cells[Column("Action Plan ID")].Should().Be("AP_XX03");
        cells[Column("National Or Local")].Should().Be("National");
        cells[Column("Completion (End Of Term)")].Should().Be("ND", "what a review codes is not the plan's to say");
    }

    [Fact]
    public void What_reviewers_coded_becomes_rows_that_prove_nothing_and_goes_out_again_as_it_was()
    {
        var row = Row();
        foreach (var (column, value) in new[]
        {
            ("Report Publication Year (Progress Report)", "2021"), ("Specificity", "High"), ("Verifiable", "Yes"), ("Potential Impact", "NR"), ("Completion (Progress Report)", "Limited"),
            ("Completion (End Of Term)", "Substantial"), ("Early Results", "NA"), ("Did It Open Government (Overall)", "Did Not Change"),
        })
            row[Column(column)] = value;
        var uncoded = Row("2");
        foreach (var column in s_coded) uncoded[Column(column)] = "";
        uncoded[Column("Completion (End Of Term)")] = "NR";
        var wrong = Row("3");
        foreach (var column in s_coded) wrong[Column(column)] = "";
        wrong[Column("Verifiable")] = "1";

        var reading = OgpImport.Read(File(row, uncoded, wrong));
        var plan = Plan(reading);

        plan.Reviews.Select(one => (one.Subject.Number.Value, one.On, one.Codings)).Should().BeEquivalentTo(new[]
        {
            ("1", new DateOnly(2021, 12, 31), new Codings(
                CompletionCoding.Limited, Specificity.High, Verifiable.Yes, null, PotentialImpact.NR, PotentialForResults.ND)),
            ("1", new DateOnly(2022, 12, 31), new Codings(
                CompletionCoding.Substantial, DidItOpenGovernment: DidItOpenGovernment.DidNotChange, EarlyResults: EarlyResults.NA)),
            ("2", new DateOnly(2022, 12, 31), new Codings(CompletionCoding.NR)),
        });
        plan.Reviews.Single(one => one.Subject.Number.Value == "2").Summary.Should().Contain("codes nothing");
        plan.Plan.Content.Organisations["ogp-independent-reporting-me"].Should().Be(Domain.Organisations.Partner.Public);
        reading.Notes.Where(note => !note.Read).Should().ContainSingle().Which.ToString().Should().StartWith("row 4, column 111 (Verifiable) `1`");
        var cells = OgpRows.Of(plan).First();
        foreach (var (column, value) in new[]
        {
            ("Specificity", "High"), ("_Specificity", "3"), ("Verifiable", "Yes"), ("Potential Impact", "NR"), ("_Potential Impact", "NR"), ("Completion (Progress Report)", "Limited"),
            ("_CompletionProgress", "3"), ("Completion (End Of Term)", "Substantial"), ("_CompletionEndTerm", "4"), ("Early Results", "NA"), ("_Early Results", "NA"),
            ("Did It Open Government (Overall)", "Did Not Change"), ("_OpenGovernment", "1"),
        })
            cells[Column(column)].Should().Be(value, column);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b,c\n1,2,3\n")]
    public void What_is_no_file_of_the_data_set_is_refused(string text) =>
        FluentActions.Invoking(() => OgpImport.Read(Encoding.UTF8.GetBytes(text))).Should().Throw<NoOgpFile>();

    [Fact]
    public void A_row_that_reviewers_did_not_code_keeps_what_the_data_set_says_instead()
    {
        var row = Row();
        row[Column("Specificity")] = "NA";
        var reading = OgpImport.Read(File(row));
        var plan = Plan(reading);
        plan.Reviews.Select(one => one.Codings).Should().BeEquivalentTo(new[]
        {
            new Codings(CompletionCoding.ND, Specificity.NA, Verifiable.ND, null, PotentialImpact.ND, PotentialForResults.ND),
            new Codings(CompletionCoding.ND, DidItOpenGovernment: DidItOpenGovernment.ND, EarlyResults: EarlyResults.ND),
        });
        reading.Plans.Single().Files["history/reviews.csv"].Should().Contain("ND,NA,ND");
        plan.Plan.Content.Organisations.Values.Should().Contain(Domain.Organisations.Partner.Government, "a plan names at least whose it is");
    }

    [Theory]
    [InlineData("", "Things", "Things", "the short title stands in its place")]
    [InlineData("NA", "", "Commitment 1", "the commitment is called `Commitment 1`")]
    public void A_title_that_is_missing_is_named_by_row_and_column(string title, string shortTitle, string called, string note)
    {
        var row = Row();
        (row[Column("Commitment Title")], row[Column("Short Title")]) = (title, shortTitle);
        var reading = OgpImport.Read(File(row));
        Plan(reading).Commitments[0].Content.Title["en"].Value.Should().Be(called);
        reading.Notes.Should().ContainSingle(one => !one.Read).Which.ToString().Should().StartWith($"row 2, column 13 (Commitment Title) `{title}`: not read: ").And.Contain(note);
    }
}
