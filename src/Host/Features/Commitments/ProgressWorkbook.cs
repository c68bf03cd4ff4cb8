using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Sheets;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Commitments;

/// <summary>
/// What an office leads, as a workbook out and back in. The first row names the columns, in either language; a row in which level or
/// words are filled in is a report. A wrong cell costs its row alone, and every wrong cell is named.
/// </summary>
public sealed class ProgressWorkbook(CommitmentViews commitments, PlanViews plans, PlanClock clock)
{
    private static readonly string[] s_columns =
        ["plan", "commitment", "leaf", "title", "due", "reported", "completion", "narrative", "on", "period", "percent", "challenges", "challengesOther", "nextStep", "nextDate", "seen"];

    /// <summary>The names of the columns; those that hold a report's fields are called as these are.</summary>
    public static IReadOnlyList<string> Columns => s_columns;

    private static readonly double[] s_widths = [18, 12, 10, 40, 12, 16, 18, 50, 12, 12, 9, 30, 30, 40, 12, 8];

    /// <summary>Every leaf that the office leads and may report on: not withdrawn, in plans that are not closed.</summary>
    public byte[] Write(OrganisationId office, Speech speech)
    {
        var mine = commitments.Mine(office, clock.Today);
        var views = new Dictionary<CommitmentId, CommitmentView?>();
        var rows = mine.Late.Concat(mine.Due).Concat(mine.Other).Concat(mine.Disputed)
            .Where(leaf => leaf is { PlanClosed: false, Withdrawn: null }).DistinctBy(leaf => (leaf.Commitment, leaf.Leaf))
            .OrderBy(leaf => leaf.Commitment.Value, StringComparer.Ordinal).ThenBy(leaf => leaf.Leaf.Value, StringComparer.Ordinal)
            .Select(leaf =>
            {
                if (!views.TryGetValue(leaf.Commitment, out var view)) views.Add(leaf.Commitment, view = commitments.Commitment(leaf.Commitment, clock.Today(leaf.Commitment.Plan)));
                return ImmutableArray.Create(
                    leaf.Commitment.Plan.Value, leaf.Commitment.Number.Value, leaf.Leaf.Value, leaf.LeafTitle.Text(speech.Language), leaf.Due is { } due ? Iso(due) : "",
                    leaf.Reported is { } level ? speech.Of(level) : "", "", "", "", "", "", "", "", "", "", (view?.Version ?? 0).ToString(CultureInfo.InvariantCulture));
            });
        return SheetWriter.Write(
            speech["workbook.sheet"],
            [.. s_columns.Select((column, index) => new SheetColumn(
                NameOf(speech, column), s_widths[index], column == "completion" ? [.. Enum.GetValues<Completion>().Select(level => speech.Of(level))] : []))],
            rows);
    }

    /// <summary>Reads it back; what only the rules can tell of a row, <see cref="WorkbookTrial"/> asks them.</summary>
    /// <param name="bytes">The workbook.</param>
    /// <param name="office">Whose leaves may be reported on.</param>
    /// <param name="speech">What columns are called where the workbook does not tell.</param>
    public WorkbookReading Read(byte[] bytes, OrganisationId office, Speech speech)
    {
        Sheet sheet;
        try
        {
            sheet = SheetReader.Read(bytes);
        }
        catch (NoSheet)
        {
            return WorkbookReading.Not(new("", DoorRules.SheetUnreadable.Refuse("file")));
        }

        if (sheet.Rows.Length == 0) return WorkbookReading.Not(new("", DoorRules.SheetUnreadable.Refuse("file")));
        var columns = ColumnsOf(sheet.Rows[0]);
        var missing = s_columns.Where(column => !columns.ContainsKey(column) && column is not ("title" or "due" or "reported")).Select(NameIn(sheet.Rows[0], speech)).ToList();
        if (missing.Count > 0) return WorkbookReading.Not(new($"A{sheet.Rows[0].Number}", DoorRules.SheetColumnMissing.Refuse("file", ("column", string.Join(", ", missing)))));

        var rows = ImmutableArray.CreateBuilder<WorkbookRow>();
        var wrong = ImmutableArray.CreateBuilder<WrongCell>();
        var seen = new HashSet<(CommitmentId, MilestoneNumber, DateOnly?)>();
        foreach (var row in sheet.Rows.Skip(1))
        {
            var reading = new WorkbookRowReading(sheet, row, columns, wrong);
            if (!reading.IsFilled || Row(reading, office) is not { } report) continue;
            if (!seen.Add((report.Commitment, report.Command.Leaf, report.Command.Period))) reading.Refuse("leaf", DoorRules.SheetRowTwice.Refuse());
            rows.Add(report with { Wrong = reading.WrongColumns });
        }

        return new(rows.ToImmutable(), wrong.ToImmutable(), columns.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The letters of each column that the first row names, in either language or as a report's field is called.</summary>
    private static Dictionary<string, string> ColumnsOf(SheetRow header)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in s_columns)
        {
            var names = Speech.Languages.Select(language => NameOf(Speech.In(language), column)).Append(column);
            if (header.Cells.FirstOrDefault(cell => names.Contains(cell.Value.Text, StringComparer.OrdinalIgnoreCase)) is { Value: not null } found) columns[column] = found.Key;
        }

        return columns;
    }

    /// <summary>What a column is called in the language of the others; where no other tells, in the reader's.</summary>
    private static Func<string, string> NameIn(SheetRow header, Speech reader)
    {
        var texts = header.Cells.Values.Select(cell => cell.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var speech = Speech.Languages.Select(Speech.In).OrderBy(one => one == reader ? 0 : 1).MaxBy(one => s_columns.Count(column => texts.Contains(NameOf(one, column))))!; // there are some
        return column => NameOf(speech, column);
    }

    private static string NameOf(Speech speech, string column) => speech["workbook.column-" + column];

    /// <returns>Null: it names nothing that could be reported on, or its level is none.</returns>
    private WorkbookRow? Row(WorkbookRowReading row, OrganisationId office)
    {
        var named = Named(row);
        if (named is var (_, milestone) && milestone.Lead?.Id != office) row.Refuse("leaf", Rules.NotLead.Refuse());
        var completion = row.Level();
        var narrative = row.Prose("narrative", required: true);
        var version = long.TryParse(row.Text("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known > 0 ? known : 0;
        if (version == 0) row.Refuse("seen", DoorRules.SheetVersionMissing.Refuse());
        var (on, period, percent, challenges, other) = (row.Day("on"), row.Day("period"), row.Percent(), row.Delays(), row.Prose("challengesOther"));
        var (nextStep, nextDate) = (row.Prose("nextStep"), row.Day("nextDate"));
        // Whether a reason or a date is missing hangs on these.
        if (named is not var (view, leaf) || completion is not { } level || row.IsWrong("on") || row.IsWrong("period")) return null;
        return new(
            row.Number, view.Id,
            new(leaf.Standing.Number, level, narrative ?? "", on, period, percent, challenges, row.IsWrong("challenges") ? null : other, nextStep, nextDate), version);
    }

    /// <summary>What a row is about: the first of plan, commitment and milestone that is not there is named at its own cell.</summary>
    private (CommitmentView View, MilestoneView Milestone)? Named(WorkbookRowReading row)
    {
        var (plan, number, leaf) = (row.Text("plan"), row.Text("commitment"), row.Text("leaf"));
        if (row.IsWrong("plan") || row.IsWrong("commitment") || row.IsWrong("leaf")) return null;
        if (!PlanId.TryParse(plan, out var id) || plans.Head(id, clock.Today(id)) is null) row.Refuse("plan", Rules.PlanUnknown.Refuse("plan"));
        else if (!CommitmentNumber.TryParse(number, out var of) || commitments.Commitment(new(id, of), clock.Today(id)) is null) row.Refuse("commitment", Rules.CommitmentUnknown.Refuse("commitment"));
        else if (DraftedReport.Leaf(commitments, clock, new(id, of), leaf) is not { } found) row.Refuse("leaf", Rules.LeafUnknown.Refuse("leaf", ("leaf", leaf)));
        else return found;
        return null;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
