using CsCheck;
using FluentAssertions;
using Tracker.Support;
using Xunit;

namespace Tracker.Plans.Tests.Findings;

/// <summary>What a whole folder lacks, and files that nobody wrote in good faith.</summary>
public sealed class FoldersAndHostileFiles
{
    [Fact]
    public void A_sound_folder_has_no_findings()
    {
        using var folder = new SomePlanFolder();
        var reading = folder.Read();
        reading.Findings.Should().BeEmpty();
        reading.Plan.Should().NotBeNull();
    }

    [Fact]
    public void A_folder_without_plan_md_says_so()
    {
        using var folder = new SomePlanFolder();
        folder.Without("plan.md").Errors().Should().ContainSingle(finding => finding.Code == "plan-missing" && finding.File == folder.FileAt("plan.md"));
    }

    [Fact]
    public void A_folder_without_commitments_says_so()
    {
        using var folder = new SomePlanFolder();
        folder.Without("01-first.md").Without("01-first.en.md").Without("history/reports.csv").Without("history/evidence.csv")
            .Errors().Should().ContainSingle(finding => finding.Code == "commitments-missing");
    }

    [Fact]
    public void A_translation_needs_the_file_it_translates()
    {
        using var folder = new SomePlanFolder();
        folder.With("07-lost.en.md", "# Lost\n").Errors().Should().Contain(finding => finding.Code == "translation-alone" && finding.File == folder.FileAt("07-lost.en.md"));
    }

    [Fact]
    public void A_translation_is_in_a_language_of_the_plan_other_than_its_own()
    {
        using var folder = new SomePlanFolder();
        folder.With("01-first.fr.md", "# Premier\n").With("01-first.id.md", "# Pertama\n");
        var errors = folder.Errors();
        errors.Should().Contain(finding => finding.Code == "translation-language" && finding.File == folder.FileAt("01-first.fr.md"));
        errors.Should().Contain(finding => finding.Code == "translation-own-language" && finding.File == folder.FileAt("01-first.id.md"));
    }

    [Fact]
    public void A_folder_with_more_files_than_a_plan_can_have_is_refused()
    {
        using var folder = new SomePlanFolder();
        for (var n = 0; n < 6001; n++) folder.With($"10-c{n}.md", [(byte)'x']);
        folder.Errors().Should().ContainSingle(finding => finding.Code == "files-many");
    }

    [Fact]
    public void Two_commitments_never_share_a_number()
    {
        using var folder = new SomePlanFolder();
        folder.With("02-second.md", folder["01-first.md"]).Errors().Should().Contain(finding => finding.Code == "number-twice" && finding.File == folder.FileAt("02-second.md"));
    }

    [Fact]
    public void A_file_that_is_not_read_is_named()
    {
        using var folder = new SomePlanFolder();
        folder.With("notes.txt", "x").Read().Findings.Should().ContainSingle(finding => finding.Code == "file-unexpected");
    }

    [Fact]
    public void Broken_utf_8_is_shown_where_it_breaks()
    {
        using var folder = new SomePlanFolder();
        folder.With("02-second.md", [.. "---\nnumber: "u8, 0xC3, 0x28]);
        folder.Errors().Should().ContainSingle(finding => finding.Code == "not-utf-8").Which.Should().BeEquivalentTo(new { Line = 2, Column = 9 });
    }

    [Fact]
    public void A_recurring_milestone_needs_to_know_when_it_begins()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "start: 2025-01-01", "start: unknown\nunknown-because: tidak disebut");
        folder.Errors().Should().ContainSingle(finding => finding.Code == "recurs-without-start");
    }

    [Fact]
    public void Too_many_milestones_are_refused()
    {
        using var folder = new SomePlanFolder();
        var rows = string.Concat(Enumerable.Range(10, 201).Select(n => $"| 1.{n} | T | | 2026-12-31 | | |\n"));
        folder.Change("01-first.md", "| 1.1 | Satu |", rows + "| 1.1 | Satu |").Errors().Should().Contain(finding => finding.Code == "milestones-many");
    }

    [Fact]
    public void Long_texts_are_warned_about_and_too_long_ones_refused()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "Masalah.", string.Concat(Enumerable.Repeat("kata kata kata\n", 700)));
        folder.Read().Findings.Should().Contain(finding => finding.Code == "text-long" && finding.Severity == Severity.Warning);
        folder.Change("01-first.md", "Uraian.", string.Concat(Enumerable.Repeat("kata kata kata\n", 1400)));
        folder.Errors().Should().Contain(finding => finding.Code == "text-too-long");
    }

    [Theory]
    [InlineData("yaml-bomb", "a: &a [x, x]\nb: *a", "yaml")]
    [InlineData("yaml-deep", "a: [[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]", "yaml")]
    [InlineData("yaml-tag", "a: !!binary abcd", "yaml")]
    [InlineData("yaml-open", "a: [x", "yaml")]
    public void Yaml_that_expands_or_chooses_types_is_refused(string name, string yaml, string code)
    {
        using var folder = new SomePlanFolder();
        folder.With($"02-{name}.md", $"---\n{yaml}\n---\n# T\n").Errors().Should().Contain(finding => finding.Code == code && finding.File.Contains(name));
    }

    [Fact]
    public void Deep_nesting_and_huge_files_are_answered()
    {
        using var folder = new SomePlanFolder();
        folder.With("02-deep.md", "---\nnumber: 2\n---\n# T\n\n" + new string('>', 5000) + " x\n");
        folder.With("03-huge.md", new string('x', 600 * 1024));
        folder.With("04-paragraph.md", "---\nnumber: 4\n---\n# T\n\n" + new string('|', 200 * 1024));
        var errors = folder.Errors();
        errors.Should().Contain(finding => finding.Code == "nested-too-deep");
        errors.Should().Contain(finding => finding.Code == "file-too-large" && finding.File == folder.FileAt("03-huge.md"));
        errors.Should().Contain(finding => finding.Code == "text-too-long" && finding.File == folder.FileAt("04-paragraph.md"));
    }

    [Theory]
    [InlineData("[a](b")]
    [InlineData("| a ")]
    [InlineData("`*_")]
    [InlineData("- ")]
    [InlineData("\\")]
    [InlineData("| a | b |\n")]
    [InlineData("### 1.1 T\n\n- Due: 2026-12-31\n\n")]
    public void What_makes_markdown_slow_is_answered_at_once(string piece)
    {
        using var folder = new SomePlanFolder();
        var start = "---\nnumber: 2\nstart: 2025-01-01\nend: 2028-12-31\nlead: dinas\n---\n# T\n\n## Milestones\n\n";
        folder.With("02-slow.md", start + string.Concat(Enumerable.Repeat(piece, 90_000 / piece.Length))).Write();
        Processor.Least(() => PlanFolder.Read(folder.Path)).Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Ten_thousand_lines_are_read_whole()
    {
        using var folder = new SomePlanFolder();
        folder.Change("01-first.md", "## Milestones", "## Milestones" + new string('\n', 10_000));
        folder.Change("01-first.md", "2026-12-31 |", $"{SomePlanFolder.Here}2026-12-32 |");
        var (line, column) = folder.TakeMark("01-first.md");
        folder.Errors().Should().ContainSingle(finding => finding.Code == "date-impossible").Which.Should().BeEquivalentTo(new { Line = line, Column = column });
        line.Should().BeGreaterThan(10_000);
    }

    [Fact]
    public void Ten_thousand_wrong_rows_are_answered_in_one_run()
    {
        using var folder = new SomePlanFolder();
        folder.With("history/evidence.csv", folder["history/evidence.csv"] + string.Concat(Enumerable.Repeat("1,1.1,x\n", 10_000)));
        folder.Errors().Count(finding => finding.Code == "csv-cells").Should().Be(10_000);
    }

    [Fact]
    public void More_rows_than_people_can_check_are_refused()
    {
        using var folder = new SomePlanFolder();
        var row = folder["history/evidence.csv"].Split('\n')[1];
        folder.With("history/evidence.csv", folder["history/evidence.csv"] + string.Concat(Enumerable.Range(0, 5001).Select(n => row.Replace("Survei", $"S{n}") + "\n")));
        folder.Errors().Should().Contain(finding => finding.Code == "rows-many");
    }

    [Fact]
    public void An_empty_history_file_says_what_it_begins_with()
    {
        using var folder = new SomePlanFolder();
        folder.With("history/evidence.csv", "").Errors().Should().ContainSingle(finding => finding.Code == "csv-empty").Which.WhatToDo.ToString().Should().Contain("commitment,leaf,title");
    }

    [Fact]
    public void Whatever_bytes_a_file_has_nothing_is_thrown()
    {
        var names = OneOf("plan.md", "plan.en.md", "01-first.md", "01-first.en.md", "history/reports.csv", "history/evidence.csv");
        Gen.Select(names, Gen.Byte.Array[0, 300]).Sample(
            (name, content) => { using var one = new SomePlanFolder(); one.With(name, content).Read().Digest.Should().NotBeNull(); }, iter: 80, threads: 1);
    }

    [Fact]
    public void Whatever_is_cut_out_of_or_put_into_a_sound_file_nothing_is_thrown()
    {
        var names = OneOf("plan.md", "plan.en.md", "01-first.md", "01-first.en.md", "history/reports.csv", "history/evidence.csv");
        var pieces = OneOf("", "|", "- ", "\n", "---", "# ", "\"", "{", "]", ":", "\t", "&a ", "*a", "unknown", "31-12-2026", ",", "```\n", "\u202E", "\r\n", "| # | Deliverable |\n|---|---|\n");
        Gen.Select(names, Gen.Int[0, 900], Gen.Int[0, 40], pieces).Sample(
            (name, at, length, piece) =>
            {
                using var folder = new SomePlanFolder();
                var text = folder[name];
                var from = Math.Min(at, text.Length);
                var to = Math.Min(text.Length, from + length);
                folder.With(name, text[..from] + piece + text[to..]);
                var reading = folder.Read();
                (reading.Plan is null).Should().Be(reading.Findings.Any(finding => finding.Severity == Severity.Error));
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void The_digest_changes_with_any_byte_of_any_file_and_only_then()
    {
        using var folder = new SomePlanFolder();
        var before = folder.Read().Digest;
        folder.Read().Digest.Should().Be(before);
        folder.With("notes.txt", "x").Read().Digest.Should().Be(before, "a file that is not read is no part of the plan");
        folder.Change("history/evidence.csv", "Survei", "Survey").Read().Digest.Should().NotBe(before);
    }

    [Fact]
    public void Every_error_is_shown_in_one_run()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "Asia/Jakarta", "WIB").Change("01-first.md", "lead: dinas", "lead: dians").Change("history/reports.csv", ",40,", ",x,");
        folder.Errors().Select(finding => finding.Code).Should().BeEquivalentTo("time-zone-wrong", "organisation-unknown", "percent-wrong");
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);
}
