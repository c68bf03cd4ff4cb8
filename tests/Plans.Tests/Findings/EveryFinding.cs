using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Support;
using Xunit;

namespace Tracker.Plans.Tests.Findings;

/// <summary>Every kind of finding, provoked once, with the exact place where it is shown. ¦ marks the place in the changed text.</summary>
public sealed class EveryFinding
{
    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        { "plan-folder", "plan.md", "plan: sample", "plan: ¦other" },
        { "key-unknown", "plan.md", "time-zone:", "¦timezones:" },
        { "key-twice", "plan.md", "end: 2028-12-31", "end: 2028-12-31\n¦akhir: 2028-12-31" },
        { "field-missing", "plan.md", "---\nplan: sample\n", "---\n¦" },
        { "value-shape", "plan.md", "time-zone: Asia/Jakarta", "time-zone: ¦[Asia/Jakarta]" },
        { "name-wrong", "plan.md", "jurisdiction: sample", "jurisdiction: ¦Sample Regency" },
        { "date-wrong", "plan.md", "end: 2028-12-31", "end: ¦akhir 2028" },
        { "date-impossible", "plan.md", "end: 2028-12-31", "end: ¦2028-02-30" },
        { "date-ambiguous", "plan.md", "end: 2028-12-31", "end: ¦03-04-2028" },
        { "date-form", "plan.md", "end: 2028-12-31", "end: ¦31-12-2028" },
        { "end-before-start", "plan.md", "end: 2028-12-31", "end: ¦2024-12-31" },
        { "time-zone-wrong", "plan.md", "Asia/Jakarta", "¦WIB" },
        { "language-wrong", "plan.md", "[id, en]", "[id, en, ¦English]" },
        { "language-unknown", "plan.md", "{id: Dinas, en: Office}", "{id: Dinas, ¦fr: Bureau}" },
        { "language-missing", "plan.md", "name: {id: Dinas, en: Office}", "name: ¦{en: Office}" },
        { "word-unknown", "plan.md", "partner: academia", "partner: ¦acadamia" },
        { "reviewer-government", "plan.md", "reviewers: [warga]", "reviewers: [¦dinas]" },
        { "organisation-unknown", "plan.md", "reviewers: [warga]", "reviewers: [¦wraga]" },
        { "currency-wrong", "plan.md", "reviewers: [warga]", "reviewers: [warga]\ncurrency: ¦rupiah" },
        { "number-wrong", "plan.md", "reviewers: [warga]", "reviewers: [warga]\nnumber: ¦two" },
        { "policy-weaker", "plan.md", "reviewers: [warga]", "reviewers: [warga]\npolicy:\n  ¦partners-for-complete: 1" },
        { "source-wrong", "plan.md", "reviewers: [warga]", "reviewers: [warga]\nsource: ¦kantor kami" },
        { "unknown-without-reason", "plan.md", "start: 2025-01-01", "start: ¦unknown" },
        { "reason-without-unknown", "plan.md", "reviewers: [warga]", "reviewers: [warga]\nunknown-because:\n  ¦start: tidak disebut" },
        { "yaml", "plan.md", "reviewers: [warga]", "reviewers: ¦&a [warga]" },
        { "facts-missing", "plan.md", "---\nplan: sample", "¦plan: sample" },
        { "title-missing", "plan.md", "# Rencana", "¦Rencana" },
        { "hidden-direction", "plan.md", "Tentang rencana", "Tentang ¦\u202Erencana" },
        { "control-character", "plan.md", "Tentang rencana", "Tentang ¦\u0000rencana" },
        { "text-bidi-characters", "plan.md", "name: Kampus", "name: ¦\"Kampus \\u202E\"" },
        { "text-email", "plan.md", "name: Kampus", "name: ¦kampus@contoh.example" },
        { "text-telephone", "plan.md", "name: Kampus", "name: ¦Kampus +62 353 881 454" },
        { "title-twice", "01-first.md", "## Problem definition", "# ¦Problem definition" },
        { "heading-unknown", "01-first.md", "## Problem definition", "## ¦Problm definishon" },
        { "heading-twice", "01-first.md", "## Milestones", "## ¦Masalah\n\n## Milestones" },
        { "start-outside-plan", "01-first.md", "start: 2025-01-01", "start: ¦2024-01-01" },
        { "end-outside-plan", "01-first.md", "end: 2028-12-31", "end: ¦2029-12-31" },
        { "field-unknown", "01-first.md", "field: kesehatan", "field: ¦kesehtan" },
        { "milestones-missing", "01-first.md", "## Milestones\n", "## ¦Milestones\n\n## Analysis\n" },
        { "milestone-number", "01-first.md", "### 1.3 Tiga", "### ¦Tiga" },
        { "milestone-title", "01-first.md", "| 1.1 | Satu |", "| 1.1 | ¦ |" },
        { "number-twice", "01-first.md", "| 1.2 | Dua |", "| ¦1.1 | Dua |" },
        { "number-dangling", "01-first.md", "| 1.2 | Dua |", "| ¦2.2 | Dua |" },
        { "due-missing", "01-first.md", "| 1.1 | Satu | | 2026-12-31 |", "| ¦1.1 | Satu | | |" },
        { "due-words", "01-first.md", "2026-12-31 |", "¦someday soon |" },
        { "due-outside-plan", "01-first.md", "2026-12-31 |", "¦2029-01-01 |" },
        { "due-before-start", "01-first.md", "Satu | | 2026-12-31", "Satu | 2027-01-01 | ¦2026-12-31" },
        { "due-on-parent", "01-first.md", "### 1.3 Tiga\n", "### 1.3 Tiga\n\n- Due: ¦2027-01-01\n" },
        { "due-undated", "01-first.md", "- Due: 2027-06-30", "- Due text: ¦once it rains" },
        { "due-differs", "01-first.md", "- Due: 2027-06-30", "- Due: 2027-06-30\n- Due text: ¦May 2027" },
        { "recurs-never", "01-first.md", "- Due: 2027-06-30", "- Start: 2027-06-30\n- Due: 2027-06-30\n- Recurs: annual¦" },
        { "item-form", "01-first.md", "- Due: 2027-06-30", "- Due: 2027-06-30\n- ¦sometime" },
        { "list-without-milestone", "01-first.md", "## Milestones\n", "## Milestones\n\n¦- Due: 2027-06-30\n" },
        { "text-without-milestone", "01-first.md", "## Milestones\n", "## Milestones\n\n¦Some words.\n" },
        { "table-header", "01-first.md", "| # | Deliverable | Start", "¦| Start | Deliverable | Start" },
        { "table-cell", "01-first.md", "| 1.1 | Satu | | 2026-12-31 | | |", "| 1.1 | Satu | | 2026-12-31 | | | ¦seven |" },
        { "translation-dangling", "01-first.en.md", "| 1.2 | Two |", "| 1.2 | Two |\n| ¦1.9 | Nine |" },
        { "translation-differs", "01-first.en.md", "| # | Deliverable |\n|---|---|\n| 1.1 | One |", "| # | Deliverable | Due |\n|---|---|---|\n| 1.1 | One | ¦March 2026 |" },
        { "translation-fact", "01-first.en.md", "# First", "---\n¦lead: dinas\n---\n# First" },
        { "translation-missing", "01-first.en.md", "## Milestones\n\n| # | Deliverable |\n|---|---|\n| 1.1 | One |\n", "## ¦Milestones\n\n| # | Deliverable |\n|---|---|\n" },
        { "codings-missing", "history/reviews.csv", "1,1.1,Tinjauan,Ringkasan,https://contoh.example/3,2025-01-01,2025-06-30,,Limited,Yes,Did Not Change", "¦1,1.1,Tinjauan,Ringkasan,https://contoh.example/3,2025-01-01,2025-06-30,,,," },
        { "word-unknown", "history/reviews.csv", "Limited,Yes", "¦Limitid,Yes" },
        { "dates-order", "history/reviews.csv", "1,1.1,Tinjauan,Ringkasan,https://contoh.example/3,2025-01-01", "1,1.1,Tinjauan,Ringkasan,https://contoh.example/3,¦2025-07-01" },
        { "review-of-government", "history/reviews.csv", "Did Not Change,kampus", "Did Not Change,¦dinas" },
        { "leaf-unknown", "history/reviews.csv", "-,-,Tinjauan rencana", "-,¦1.1,Tinjauan rencana" },
        { "column-refused", "history/reviews.csv", "verifiable,did", "¦proven,did" },
        { "column-refused", "history/evidence.csv", "settledBy,org,", "settledBy,¦accepted_by,org," },
        { "commitment-unknown", "history/evidence.csv", "1,-,Survei", "¦9,-,Survei" },
        { "leaf-unknown", "history/evidence.csv", "1,-,Survei", "1,¦1.9,Survei" },
        { "leaf-is-parent", "history/evidence.csv", "1,-,Survei", "1,¦1.3,Survei" },
        { "period-missing", "history/evidence.csv", "1,-,Survei,Ringkasan,https://contoh.example/2,2025-06-25,,2025,", "¦1,-,Survei,Ringkasan,https://contoh.example/2,2025-06-25,,," },
        { "period-wrong", "history/evidence.csv", "2025-06-25,,2025", "2025-06-25,¦2025-06-30,2025" },
        { "settled-by-missing", "history/evidence.csv", "1,-,Survei,Ringkasan,https://contoh.example/2,2025-06-25,,2025,supports", "¦1,-,Survei,Ringkasan,https://contoh.example/2,2025-06-25,,2025,disputes" },
        { "settled-by-unneeded", "history/evidence.csv", "not stated,,", "not stated,¦Apa pun," },
        { "source-missing", "history/evidence.csv", "https://contoh.example/2", "¦" },
        { "csv-cells", "history/evidence.csv", "1,-,Survei,Ringkasan", "¦1,-,Survei,Ring,kasan" },
        { "csv-quote", "history/evidence.csv", "1,-,Survei", "¦1,-,\"Survei\"x" },
        { "csv-delimiter", "history/evidence.csv", "commitment,leaf,title,summary,source,on,period,about,stance,shows,settledBy,org,enteredBy", "¦commitment;leaf" },
        { "percent-wrong", "history/reports.csv", ",40,", ",¦140," },
        { "report-not-government", "history/reports.csv", ",dinas,", ",¦kampus," },
        { "row-twice", "history/reports.csv", "1,1.1,Limited,40,2025-03-31,,2025,dinas,warga,Dikatakan,https://contoh.example/1\n", "1,1.1,Limited,40,2025-03-31,,2025,dinas,warga,Dikatakan,https://contoh.example/1\n¦1,1.1,Limited,40,2025-03-31,,2025,dinas,warga,Dikatakan,https://contoh.example/1\n" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_shown_at_its_line_and_column_with_what_to_do(string code, string file, string from, string to)
    {
        using var folder = new SomePlanFolder();
        folder.Change(file, from, to);
        var (line, column) = code == "recurs-never" ? Before(folder, file) : folder.TakeMark(file);

        var findings = folder.Read().Findings;

        var found = findings.Where(finding => finding.Code == code).ToList();
        found.Should().Contain(
            finding => finding.Line == line && finding.Column == column && finding.File == folder.FileAt(file),
            "it stands at {0}:{1}:{2}, and these were found: {3}", file, line, column, string.Join('\n', findings));
        found.Should().OnlyContain(finding => finding.Message.In("id") != finding.Message.In("en") && finding.WhatToDo.In("id") != finding.WhatToDo.In("en"));
    }

    [Theory]
    [InlineData("end: 2028-12-31", "end: akhir 2028")]
    [InlineData("plan: sample", "plan: Contoh Kita")]
    [InlineData("jurisdiction: sample", "jurisdiction: Sample Regency")]
    [InlineData("[id, en]", "[]")]
    [InlineData("partner: academia", "partner: acadamia")]
    public void What_is_wrong_in_the_plan_hides_nothing_that_is_wrong_in_its_commitments(string from, string to)
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", from, to);
        folder.Change("01-first.md", "2026-12-31 |", "2026-02-30 |");
        folder.Change("01-first.md", "- Due: 2027-06-30", "- Due: 2027-06-30\n- Due text: akhir rencana aksi");
        var findings = folder.Read().Findings;
        findings.Should().NotContain(finding => finding.Message.ToString().Contains("2999", StringComparison.Ordinal));
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        errors.Should().Contain(finding => finding.File == folder.FileAt("plan.md")).And.Contain(finding => finding.Code == "date-impossible");
        errors.Where(finding => finding.File != folder.FileAt("plan.md")).Should().ContainSingle("nothing else follows from what is wrong in the plan: {0}", string.Join('\n', errors));
    }

    [Fact]
    public void What_a_history_says_to_have_happened_after_today_is_warned_of()
    {
        using var folder = new SomePlanFolder();
        folder.Change("history/reports.csv", "2025-03-31", "¦2025-03-31");
        var (line, column) = folder.TakeMark("history/reports.csv");
        folder.Write();
        PlanFolder.Read(folder.Path, new DateOnly(2025, 3, 31)).Findings.Where(finding => finding.Code == "on-after-today" && finding.File == folder.FileAt("history/reports.csv")).Should().BeEmpty("it is today");
        PlanFolder.Read(folder.Path).Findings.Should().NotContain(finding => finding.Code == "on-after-today", "nobody asked");

        var found = PlanFiles.Lint(folder.Path, new DateOnly(2025, 3, 30)).Findings.Should().ContainSingle(finding => finding.Code == "on-after-today" && finding.File == folder.FileAt("history/reports.csv")).Subject;

        (found.Severity, found.Line, found.Column).Should().Be((Severity.Warning, line, column));
        found.Message.In("id").Should().Be("2025-03-31 sesudah hari ini: belum ada yang terjadi pada hari itu");
    }

    [Fact]
    public void Is_provoked_by_some_test()
    {
        var folder = Required.File("src/Plans", "the sources that are looked at");
        var written = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).SelectMany(Codes).Distinct();
        var tests = string.Concat(Directory.EnumerateFiles(Required.File("tests/Plans.Tests", "the tests that are looked at"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        written.Where(code => !tests.Contains($"\"{code}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> Codes(string file) =>
        Regex.Matches(File.ReadAllText(file), """(?:Error|Warn|Refuse)\(\s*(?:[^;"]*?,\s*)?(?:"[^"]*",\s*)??"([a-z0-9]+(?:-[a-z0-9]+)+)"\s*,""", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups[1].Value);

    /// <summary>What is recurring is shown at its due date, which is the first thing said of it.</summary>
    private static (int Line, int Column) Before(SomePlanFolder folder, string file)
    {
        var (line, _) = folder.TakeMark(file);
        return (line - 1, "- Due: ".Length + 1);
    }
}
