using System.Globalization;
using FluentAssertions;
using Xunit;

namespace Tracker.Plans.Tests.Dates;

/// <summary>Due dates in words, read as the last day they allow.</summary>
public sealed class DueDates
{
    [Theory]
    [InlineData("2026-12-31", "2026-12-31")]
    [InlineData("31-12-2026", "2026-12-31")]
    [InlineData("31/12/2026", "2026-12-31")]
    [InlineData("Fall 2027", "2027-12-20")]
    [InlineData("By winter 2025", "2026-03-19")]
    [InlineData("by summer 2025", "2025-09-22")]
    [InlineData("Spring 2026", "2026-06-20")]
    [InlineData("By end of 2028", "2028-12-31")]
    [InlineData("akhir 2028", "2028-12-31")]
    [InlineData("Akhir tahun 2027", "2027-12-31")]
    [InlineData("2026-27", "2027-03-31")]
    [InlineData("FY2026-27", "2027-03-31")]
    [InlineData("By March 2026", "2026-03-31")]
    [InlineData("paling lambat Maret 2026", "2026-03-31")]
    [InlineData("before March 2026", "2026-02-28")]
    [InlineData("sebelum 1 Maret 2028", "2028-02-29")]
    [InlineData("early 2026", "2026-03-31")]
    [InlineData("awal 2026", "2026-03-31")]
    [InlineData("2025 to 2028", "2028-12-31")]
    [InlineData("2025–2028", "2028-12-31")]
    [InlineData("2025 sampai 2027", "2027-12-31")]
    [InlineData("Q3 2027", "2027-09-30")]
    [InlineData("Triwulan III 2027", "2027-09-30")]
    [InlineData("semester I 2027", "2027-06-30")]
    [InlineData("first half of 2027", "2027-06-30")]
    [InlineData("B06 2027", "2027-06-30")]
    [InlineData("2027-02", "2027-02-28")]
    [InlineData("17 Agustus 2027", "2027-08-17")]
    [InlineData("August 17, 2027", "2027-08-17")]
    [InlineData("by 2026", "2026-12-31")]
    [InlineData("the end of the plan", "2028-12-31")]
    [InlineData("akhir rencana", "2028-12-31")]
    public void Are_read_as_the_last_day_they_allow(string words, string day)
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "2026-12-31 |", words + " |");

        var leaf = folder.Plan().Commitments[0].Content.Milestones["1.1"];

        leaf.Due.Should().Be(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        leaf.Recurs.Should().BeNull();
        (leaf.DueWords?["id"].Value).Should().Be(char.IsAsciiDigit(words[0]) && words.Length == 10 ? null : words, "words are kept, and only words");
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("biennially")]
    [InlineData("mid 2027 or later")]
    [InlineData("32 March 2027")]
    [InlineData("2028 to 2025")]
    [InlineData("Q5 2027")]
    public void Are_not_guessed_where_they_are_not_understood(string words)
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "2026-12-31 |", words + " |").Errors().Should().Contain(finding => finding.Code == "due-words");
    }

    [Theory]
    [InlineData("quarterly", 16, "2025-03-31", "2028-12-31")]
    [InlineData("setiap triwulan", 16, "2025-03-31", "2028-12-31")]
    [InlineData("Ongoing", 8, "2025-06-30", "2028-12-31")]
    [InlineData("berkelanjutan", 8, "2025-06-30", "2028-12-31")]
    [InlineData("Biannually until 2027", 6, "2025-06-30", "2027-12-31")]
    [InlineData("Ongoing, annually", 4, "2025-12-31", "2028-12-31")]
    [InlineData("Yearly, by March 31", 4, "2025-03-31", "2028-03-31")]
    [InlineData("setiap tahun, paling lambat 31 Maret", 4, "2025-03-31", "2028-03-31")]
    [InlineData("twice a year until August 2027", 6, "2025-02-28", "2027-08-31")]
    public void Recur_counted_back_from_their_end(string words, int count, string first, string last)
    {
        using var folder = new SomePlanFolder();
        var leaf = folder.Change("01-first.md", "2026-12-31 |", words + " |").Plan().Commitments[0].Content.Milestones["1.1"];

        leaf.Occurrences!.Value.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Should().HaveCount(count).And.StartWith(first).And.EndWith(last);
        leaf.Due.Should().Be(leaf.Occurrences.Value[^1]);
    }

    [Fact]
    public void Recur_at_the_plans_checkpoints_where_it_names_them()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "reviewers: [warga]", "reviewers: [warga]\ncheckpoints: [B03, 06-15, 2026-10-01]");
        folder.Change("01-first.md", "2026-12-31 |", "ongoing until 2026 |");
        folder.Plan().Commitments[0].Content.Milestones["1.1"].Occurrences!.Value.Should().Equal(
            new DateOnly(2025, 3, 31), new DateOnly(2025, 6, 15), new DateOnly(2026, 3, 31), new DateOnly(2026, 6, 15), new DateOnly(2026, 10, 1));
        folder.Plan().Commitments[0].Content.Milestones["1.2"].Occurrences!.Value.Should().HaveCount(16, "quarterly has a rhythm of its own");
    }

    [Fact]
    public void Ambiguous_ones_are_errors_with_both_corrected_lines()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "end: 2028-12-31", "end: 03-04-2028").Errors()
            .Should().ContainSingle(finding => finding.Code == "date-ambiguous")
            .Which.WhatToDo.ToString().Should().Be("write `end: 2028-04-03` or `end: 2028-03-04`");
    }

    [Fact]
    public void Understood_ones_are_answered_with_the_corrected_line()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "end: 2028-12-31", "end: 31-12-2028").Read().Findings
            .Should().ContainSingle(finding => finding.Code == "date-form")
            .Which.WhatToDo.ToString().Should().Be("write `end: 2028-12-31`");
    }

    [Fact]
    public void Unknown_ones_are_unknown_and_never_a_day()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "- Due: 2027-06-30", "- Due: tidak diketahui\n- Unknown because: tidak disebut");
        var leaf = folder.Plan().Commitments[0].Content.Milestones["1.3.1"];
        leaf.Unknown.Should().BeTrue();
        leaf.Due.Should().BeNull();
        leaf.UnknownBecause!["id"].Value.Should().Be("tidak disebut");
    }

    [Fact]
    public void An_undated_one_keeps_its_words()
    {
        using var folder = new SomePlanFolder();
        var leaf = folder.Change("01-first.md", "- Due: 2027-06-30", "- Due text: once it rains").Plan().Commitments[0].Content.Milestones["1.3.1"];
        (leaf.Due, leaf.Unknown, leaf.DueWords!["id"].Value).Should().Be(((DateOnly?)null, (bool?)null, "once it rains"));
    }
}
