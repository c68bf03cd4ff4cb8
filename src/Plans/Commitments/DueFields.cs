using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Plans.Dates;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;
using Tracker.Plans.Workbooks;

namespace Tracker.Plans.Commitments;

/// <summary>Until when a leaf was promised.</summary>
internal sealed record DueResult(
    DateOnly? Due, bool Unknown = false, Recurrence? Recurs = null, ImmutableArray<DateOnly>? Occurrences = null, string? Words = null)
{
    public static DueResult None { get; } = new(null, false);
}

/// <summary>Reads a leaf's <c>Due</c>, <c>Due text</c> and <c>Recurs</c> together.</summary>
internal sealed class DueFields(SourceFile source, PlanFacts plan, DateOnly commitmentEnd)
{
    private static readonly ByLanguage s_unknown = new("unknown", "tidak diketahui");

    /// <param name="row">The leaf.</param>
    /// <param name="start">Its first day; null: unknown.</param>
    public DueResult Read(MilestoneRow row, DateOnly? start)
    {
        var (due, text, recurs) = (row["Due"], row["Due text"], row["Recurs"]);
        if (due is not null && ValueWords.IsUnknown(due.Text))
        {
            if (row["Unknown because"] is null) source.NeedsReason(due, "Unknown because");
            return new(null, Unknown: true, Words: text?.Text);
        }

        if ((due ?? text ?? recurs) is not { } first)
        {
            source.Error(row.Number.Place, "due-missing", $"{row.Number.Text} has no due date", source.Cells is null
                ? Remark.Of($"add `Due` (a date, words such as `Fall 2027`, or `unknown`)")
                : Remark.Of($"write a date into this cell, words such as `{new ByLanguage("Fall 2027", "akhir 2027")}`, or `{s_unknown}`"));
            return DueResult.None;
        }

        var inWords = due is not null && !DateReader.LooksLikeDate(due.Text);
        var exact = due is null || inWords ? null : DateReader.Read(source, due);
        var words = text ?? (inWords ? due : null);
        var reading = words is null ? null : DueWords.Read(words.Text, new(plan.End, commitmentEnd));
        if (inWords && text is null && reading is null && recurs is null)
            source.Error(due!.Place, "due-words", $"`{Fields.Cut(due.Text)}` cannot be read as a day", source.Cells is { } called // inWords says it is there
                ? Remark.Of($"write the last day it allows into this cell, and these words into the column `{called("Due text")}`")
                : Remark.Of($"write the last day it allows as `Due` and these words as `Due text`"));
        else if (text is not null && reading is null && exact is null && recurs is null)
            source.Warn(text.Place, "due-undated", $"`{Fields.Cut(text.Text)}` names no day: it will count as \"no deadline\"", source.Cells is { } names
                ? Remark.Of($"write the last day the words allow into the column `{names("Due")}`")
                : Remark.Of($"add `Due` with the last day the words allow"));
        if (exact is { } said && reading is { Last: { } read, Rhythm: null } && recurs is null && read != said && read != PlanFacts.NoEnd) // what recurs may end before its words do
            source.Warn(words!.Place, "due-differs", $"these words read as {DateReader.Iso(read)}, but `{source.Cells?.Invoke("Due") ?? ByLanguage.Same("Due")}` says {DateReader.Iso(said)}", $"see that the date is the one meant"); // read from them
        if (words is not null) source.Checked(words);

        var rhythm = Rhythm(recurs) ?? reading?.Rhythm;
        var last = exact ?? reading?.Last ?? LastOfPlan(reading);
        if (rhythm is { } often) return Recurring(often, first, start, last, words?.Text);
        InsidePlan(first, start, last);
        return new(last, Words: words?.Text);
    }

    private DueResult Recurring(Rhythm rhythm, Piece stated, DateOnly? start, DateOnly? last, string? words)
    {
        InsidePlan(stated, start, last);
        var occurrences = Occurrences.Of(rhythm, start, last ?? plan.End, plan.Checkpoints);
        if (occurrences is null)
            source.Error(stated.Place, "recurs-without-start", $"nothing says when it begins to recur", source.Cells is { } called
                ? Remark.Of($"write the first day into the column `{called("Start")}`, or into the row `{called("start")}` of the sheet `{called(WorkbookKeys.Plan)}`")
                : Remark.Of($"add `Start` here, or to the plan a start or dated `checkpoints`"));
        else if (occurrences.Value.Length == 0)
            source.Error(stated.Place, "recurs-never", $"it recurs on no day between its start and its end", $"correct the start, the due date or the plan's checkpoints");
        return new(occurrences is { Length: > 0 } days ? days[^1] : last, false, rhythm.Recurs, occurrences, words);
    }

    private Rhythm? Rhythm(Piece? recurs)
    {
        if (recurs is null) return null;
        return source.Word(recurs, ValueWords.Rhythm, $"a rhythm", out var rhythm) ? rhythm : null;
    }

    private DateOnly? LastOfPlan(DueReading? reading)
    {
        if (reading?.EveryYearOn is not { } day) return null;
        var inLastYear = Occurrences.InYear(plan.End.Year, day);
        return inLastYear <= plan.End ? inLastYear : Occurrences.InYear(plan.End.Year - 1, day);
    }

    private void InsidePlan(Piece stated, DateOnly? start, DateOnly? last)
    {
        if (last is not { } due) return;
        if (due > plan.End)
            source.Error(stated.Place, "due-outside-plan", $"it is due {DateReader.Iso(due)}, after the plan's end {DateReader.Iso(plan.End)}", $"correct the date, or the plan's end");
        else if (plan.Start is { } planStart && due < planStart)
            source.Error(stated.Place, "due-outside-plan", $"it is due {DateReader.Iso(due)}, before the plan's start {DateReader.Iso(planStart)}", $"correct the date, or the plan's start");
        else if (start is { } first && due < first)
            source.Error(stated.Place, "due-before-start", $"it is due {DateReader.Iso(due)}, before its start {DateReader.Iso(first)}", $"correct one of the two");
    }
}
