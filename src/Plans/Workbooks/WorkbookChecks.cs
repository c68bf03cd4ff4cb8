using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Text;
using Tracker.Plans.Words;

namespace Tracker.Plans.Workbooks;

/// <summary>
/// What the reader of plan files cannot know, because it sees the files and not the cells: numbers that stand there twice, rows that
/// belong to nothing, and what a file would not keep as it stands in its cell.
/// </summary>
internal static class WorkbookChecks
{
    /// <summary>What can be told before the files are made.</summary>
    public static void Find(FilledWorkbook filled, CellFindings findings)
    {
        Lonely(filled.Milestones, WorkbookKeys.Commitment, filled.Commitments, WorkbookKeys.Number, $"commitment", findings);
        Lonely(filled.Indicators, WorkbookKeys.Parent, [.. filled.Milestones, .. filled.Indicators], WorkbookKeys.Numbered, $"milestone", findings);
        Numbers(filled, findings);
        foreach (var row in filled.Indicators.Where(row => Above(filled, row) is null))
            findings.Error(row.PlaceOf(WorkbookKeys.Parent), $"this row stands beneath itself", $"name the milestone above it");
        Broken(filled.Plan[WorkbookKeys.Title], findings);
        foreach (var row in filled.Commitments)
        {
            Broken(row[WorkbookKeys.Title], findings);
            foreach (var (key, _) in WorkbookKeys.Texts) Dividing(row[key], WritableTexts.DividesCommitment, findings);
        }

        foreach (var row in filled.Milestones.Concat(filled.Indicators))
        {
            Broken(row[WorkbookKeys.Deliverable], findings);
            foreach (var key in (string[])["Output", "Note", "Unknown because"]) Dividing(row[key], WritableTexts.DividesMilestone, findings);
        }

        if (filled.Plan["languages"] is { } languages && languages.Text.Split(',', ';') is { Length: > 1 } several)
            findings.Warn(languages.Address, $"a workbook holds the texts of one language: these are taken for `{several[0].Trim()}`", $"add the translations in the files afterwards");
    }

    /// <summary>What became of the texts, held against the cells: whatever changed is said.</summary>
    public static void Kept(FilledWorkbook filled, PlanInFiles plan, CellFindings findings)
    {
        var own = plan.Plan.Content.Languages[0].Value;
        Same(filled.Plan[WorkbookKeys.Title], plan.Plan.Content.Title);
        Same(filled.Plan[WorkbookKeys.About], plan.Plan.Content.About);
        foreach (var row in filled.Commitments)
        {
            if (plan.Commitments.FirstOrDefault(one => one.Content.Commitment.Number.Value == row.Text(WorkbookKeys.Number))?.Content is not { } commitment) continue;
            foreach (var (key, texts) in new[]
            {
                (WorkbookKeys.Title, commitment.Title), ("brief", commitment.Brief), ("problem", commitment.Problem), ("description", commitment.Description),
                ("analysis", commitment.Analysis), ("short-title", commitment.ShortTitle), ("theme", commitment.Theme), ("budget-source", commitment.BudgetSource), ("links", commitment.Links),
            })
                Same(row[key], texts);
            foreach (var below in filled.Under(row).SelectMany(one => Whole(filled, one, [])))
            {
                if (!commitment.Milestones.TryGetValue(below.Text(WorkbookKeys.Numbered) ?? "", out var milestone)) continue;
                foreach (var (key, texts) in new[] { (WorkbookKeys.Deliverable, milestone.Title), ("Output", milestone.Output), ("Note", milestone.Note), ("Unknown because", milestone.UnknownBecause), ("Due text", milestone.DueWords) })
                    Same(below[key], texts);
            }
        }

        void Same(WorkbookCell? cell, ImmutableSortedDictionary<string, PublicText>? texts)
        {
            if (cell is null || findings.IsNamed(cell.Address)) return;
            var kept = texts is not null && texts.TryGetValue(own, out var text) ? text.Value ?? "" : "";
            if (Lines(kept) != Lines(cell.Text))
                findings.Warn(cell.Address, $"this text is not kept as it stands: it became `{Source.Fields.Cut(kept)}`", $"see that it says the same, or put it otherwise");
        }
    }

    private static IEnumerable<FilledRow> Whole(FilledWorkbook filled, FilledRow row, HashSet<FilledRow> above) =>
        above.Add(row) ? filled.Beneath(row).SelectMany(one => Whole(filled, one, above)).Prepend(row) : [];

    /// <summary>Without the blanks at the ends of lines, which nobody sees.</summary>
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim();

    private static void Numbers(FilledWorkbook filled, CellFindings findings)
    {
        Each(filled.Commitments, WorkbookKeys.Number, _ => "", number => CommitmentNumber.TryParse(number, out _));
        // The same number beneath two commitments is two numbers.
        Each([.. filled.Milestones, .. filled.Indicators], WorkbookKeys.Numbered, row => Above(filled, row) ?? "", number => MilestoneNumber.TryParse(number, out _) && number.Any(char.IsAsciiDigit));
        Each(filled.Organisations, WorkbookKeys.Id, _ => "", _ => true);

        void Each(IEnumerable<FilledRow> rows, string key, Func<FilledRow, string> within, Func<string, bool> can)
        {
            var known = new Dictionary<(string, string), string>();
            foreach (var row in rows)
            {
                if (row[key] is not { } cell || findings.IsWrong(cell.Address)) continue;
                if (!can(cell.Text)) findings.Error(cell.Address, $"`{Source.Fields.Cut(cell.Text)}` cannot be a number", $"write letters, digits, hyphens and points, such as 1.2");
                else if (!known.TryAdd((within(row), cell.Text), cell.Address)) findings.Error(cell.Address, $"`{Source.Fields.Cut(cell.Text)}` stands in {known[(within(row), cell.Text)]} already", $"give each row one of its own");
            }
        }
    }

    /// <summary>The commitment that a row belongs to in the end; empty: none is named. Null: it stands beneath itself.</summary>
    private static string? Above(FilledWorkbook filled, FilledRow row)
    {
        var below = new HashSet<FilledRow>();
        for (var at = row; below.Add(at);)
        {
            if (at.Text(WorkbookKeys.Commitment) is { } commitment) return commitment;
            if (at.Text(WorkbookKeys.Parent) is not { } parent || filled.Numbered(parent) is not { } above) return "";
            at = above;
        }

        return null;
    }

    /// <summary>Rows that belong to nothing. Where a number above is wrong itself, nobody knows whether it is the one that is meant.</summary>
    private static void Lonely(IReadOnlyList<FilledRow> rows, string column, IReadOnlyList<FilledRow> above, string number, Remark what, CellFindings findings)
    {
        var numbers = above.Select(row => row.Text(number)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var sure = above.All(row => row[number] is not null && !findings.IsWrong(row.PlaceOf(number)));
        foreach (var row in rows)
        {
            if (row[column] is not { } cell || findings.IsWrong(cell.Address) || numbers.Contains(cell.Text)) continue; // an empty one is named already
            if (sure) findings.Error(cell.Address, $"there is no {what} `{Source.Fields.Cut(cell.Text)}`", Spelling.Suggest(cell.Text, numbers, numbers.Take(8)));
        }
    }

    private static void Broken(WorkbookCell? cell, CellFindings findings)
    {
        if (cell is not null && cell.Text.Contains('\n', StringComparison.Ordinal))
            findings.Warn(cell.Address, $"a title stands on one line: each line break here became a blank", $"write it on one line, or leave it so");
    }

    private static void Dividing(WorkbookCell? cell, Func<string, bool> divides, CellFindings findings)
    {
        if (cell is not null && divides(cell.Text)) findings.Error(cell.Address, Remark.Of(Domain.Rules.TextDividesFile.Refuse()), $"correct the text");
    }
}
