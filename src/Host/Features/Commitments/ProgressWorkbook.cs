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
using Tracker.Host.Text;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Commitments;

/// <summary>A report that a row of the workbook asks for.</summary>
/// <param name="Row">The row's number, from 1.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="Command">The report.</param>
/// <param name="Seen">The version that stood there when the workbook was made.</param>
public sealed record WorkbookRow(int Row, CommitmentId Commitment, ReportProgress Command, long Seen);

/// <summary>A cell that was not taken.</summary>
/// <param name="Cell">Where it is, such as <c>G14</c>.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record WrongCell(string Cell, Refused Why);

/// <summary>
/// What an office leads, as a workbook out and back in. The first row names the columns, in either language; a row in which level or
/// words are filled in is a report. A wrong cell costs its row alone, and every wrong cell is named.
/// </summary>
public sealed class ProgressWorkbook(CommitmentViews commitments, PlanClock clock)
{
    private static readonly string[] s_columns =
        ["plan", "commitment", "leaf", "title", "due", "reported", "completion", "narrative", "on", "period", "percent", "challenges", "challengesOther", "nextStep", "nextDate", "seen"];

    private static readonly double[] s_widths = [18, 12, 10, 40, 12, 16, 18, 50, 12, 12, 9, 30, 30, 40, 12, 8];

    /// <summary>Every leaf that the office leads in plans that are not closed.</summary>
    public byte[] Write(OrganisationId office, Speech speech)
    {
        var mine = commitments.Mine(office, clock.Today);
        var views = new Dictionary<CommitmentId, CommitmentView?>();
        var rows = mine.Late.Concat(mine.Due).Concat(mine.Other).Concat(mine.Disputed)
            .Where(leaf => !leaf.PlanClosed).DistinctBy(leaf => (leaf.Commitment, leaf.Leaf))
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
                speech["workbook.column-" + column], s_widths[index], column == "completion" ? [.. Enum.GetValues<Completion>().Select(level => speech.Of(level))] : []))],
            rows);
    }

    /// <summary>Reads it back.</summary>
    public (ImmutableArray<WorkbookRow> Rows, ImmutableArray<WrongCell> Wrong) Read(byte[] bytes, OrganisationId office)
    {
        Sheet sheet;
        try
        {
            sheet = SheetReader.Read(bytes);
        }
        catch (NoSheet)
        {
            return ([], [new("", DoorRules.SheetUnreadable.Refuse("file"))]);
        }

        if (sheet.Rows.Length == 0) return ([], [new("", DoorRules.SheetUnreadable.Refuse("file"))]);
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in s_columns)
        {
            var names = Speech.Languages.Select(language => Speech.In(language)["workbook.column-" + column]).Append(column).ToList();
            if (sheet.Rows[0].Cells.FirstOrDefault(cell => names.Contains(cell.Value.Text, StringComparer.OrdinalIgnoreCase)) is { Value: not null } found) columns[column] = found.Key;
            else if (column is not ("title" or "due" or "reported")) return ([], [new($"A{sheet.Rows[0].Number}", DoorRules.SheetColumnMissing.Refuse("file", ("column", names[0])))]);
        }

        var rows = ImmutableArray.CreateBuilder<WorkbookRow>();
        var wrong = ImmutableArray.CreateBuilder<WrongCell>();
        var seen = new HashSet<(CommitmentId, MilestoneNumber, DateOnly?)>();
        foreach (var row in sheet.Rows.Skip(1))
        {
            var reading = new RowReading(sheet, row, columns, wrong);
            if (!reading.IsFilled) continue;
            if (Row(reading, office) is not { } report) continue;
            if (seen.Add((report.Commitment, report.Command.Leaf, report.Command.Period))) rows.Add(report);
            else reading.Refuse("leaf", DoorRules.SheetRowTwice.Refuse());
        }

        return (rows.ToImmutable(), wrong.ToImmutable());
    }

    private WorkbookRow? Row(RowReading row, OrganisationId office)
    {
        var before = row.Wrong.Count;
        if (!PlanId.TryParse(row.Text("plan"), out var plan) || !CommitmentNumber.TryParse(row.Text("commitment"), out var number)
            || !MilestoneNumber.TryParse(row.Text("leaf"), out var leaf)
            || DraftedReport.Leaf(commitments, clock, new(plan, number), leaf.Value) is not var (view, milestone))
        {
            row.Refuse("leaf", Rules.LeafUnknown.Refuse("leaf", ("leaf", row.Text("leaf"))));
            return null;
        }

        if (milestone.Lead?.Id != office) row.Refuse("leaf", Rules.NotLead.Refuse());
        var completion = row.Level();
        var narrative = row.Prose("narrative", required: true);
        var version = long.TryParse(row.Text("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known > 0 ? known : 0;
        if (version == 0) row.Refuse("seen", DoorRules.SheetVersionMissing.Refuse());
        var command = new ReportProgress(
            leaf, completion ?? default, narrative ?? "", row.Day("on"), row.Day("period"), row.Percent(), row.Delays(), row.Prose("challengesOther"),
            row.Prose("nextStep"), row.Day("nextDate"));
        return row.Wrong.Count > before ? null : new(row.Number, view.Id, command, version);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One row, and what is wrong in it.</summary>
    private sealed class RowReading(Sheet sheet, SheetRow row, Dictionary<string, string> columns, ImmutableArray<WrongCell>.Builder wrong)
    {
        private static readonly string[] s_input = ["completion", "narrative", "on", "period", "percent", "challenges", "challengesOther", "nextStep", "nextDate"];

        public int Number => row.Number;

        public ImmutableArray<WrongCell>.Builder Wrong => wrong;

        public bool IsFilled => s_input.Any(column => Cell(column) is { } cell && (cell.Text.Length > 0 || cell.Kind == SheetCellKind.Formula));

        public void Refuse(string column, Refused why) => wrong.Add(new($"{columns[column]}{row.Number}", why));

        public string Text(string column)
        {
            if (Cell(column) is not { } cell) return "";
            if (cell.Kind is SheetCellKind.Formula or SheetCellKind.Error)
            {
                Refuse(column, (cell.Kind == SheetCellKind.Formula ? DoorRules.SheetFormula : DoorRules.SheetError).Refuse());
                return "";
            }

            // What a program makes of a number that somebody typed: 1 for 1, and 1.1 for 1.1000000000000001.
            return cell.Kind == SheetCellKind.Number && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15
                ? ((decimal)number).ToString(CultureInfo.InvariantCulture)
                : cell.Text;
        }

        public string? Prose(string column, bool required = false)
        {
            var before = wrong.Count;
            var text = Text(column);
            if (wrong.Count > before) return null;
            if (text.Length == 0)
            {
                if (required) Refuse(column, Rules.TextRequired.Refuse(column));
                return null;
            }

            if (Markdown.Refusal(text, column) is { } why) Refuse(column, why);
            return text;
        }

        public DateOnly? Day(string column)
        {
            if (Cell(column) is not { Text.Length: > 0 } cell) return null;
            var before = wrong.Count;
            var text = Text(column);
            if (wrong.Count > before) return null;
            if (cell.Kind == SheetCellKind.Number && sheet.Day(cell.Text) is { } day) return day;
            if (cell.Kind == SheetCellKind.Words
                && DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd-MM-yyyy", "d-M-yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var written)) return written;
            Refuse(column, DoorRules.NotADate.Refuse());
            return null;
        }

        public Percent? Percent()
        {
            if (Cell("percent") is not { Text.Length: > 0 } cell) return null;
            var before = wrong.Count;
            var text = Text("percent");
            if (wrong.Count > before) return null;
            text = text.TrimEnd('%').Trim().Replace(',', '.');
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                && Domain.Commitments.Percent.TryCreate(decimal.Round(cell.Kind == SheetCellKind.Percentage ? number * 100 : number, 2), out var percent)) return percent;
            Refuse("percent", DoorRules.SheetPercent.Refuse());
            return null;
        }

        public Completion? Level()
        {
            var before = wrong.Count;
            var text = Text("completion");
            if (wrong.Count > before) return null;
            if (Word<Completion>(text) is { } level) return level;
            Refuse("completion", text.Length == 0 ? Rules.TextRequired.Refuse("completion") : Rules.ValueUnknown.Refuse("completion"));
            return null;
        }

        public ImmutableArray<Challenge>? Delays()
        {
            var before = wrong.Count;
            var parts = Text("challenges").Split([';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (wrong.Count > before || parts.Length == 0) return null;
            var read = parts.Select(Word<Challenge>).ToList();
            if (read.All(one => one is not null)) return [.. read.OfType<Challenge>().Distinct()];
            Refuse("challenges", Rules.ValueUnknown.Refuse("challenges"));
            return null;
        }

        /// <summary>A value by its word on the ledger, or by its word on pages in either language.</summary>
        private static T? Word<T>(string text)
            where T : struct, Enum
        {
            foreach (var value in Enum.GetValues<T>())
            {
                if (StrictJson.Words(typeof(T))[Array.IndexOf(Enum.GetValues<T>(), value)].Equals(text, StringComparison.OrdinalIgnoreCase)
                    || Speech.Languages.Any(language => Speech.In(language).Of(value).Equals(text, StringComparison.OrdinalIgnoreCase))) return value;
            }

            return null;
        }

        private SheetCell? Cell(string column) => columns.TryGetValue(column, out var letters) ? row.Cells.GetValueOrDefault(letters) : null;
    }
}
