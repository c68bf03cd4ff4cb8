using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Host.Http;
using Tracker.Host.Sheets;
using Tracker.Host.Text;
using Tracker.Host.Texts;
using Tracker.Plans.Words;

namespace Tracker.Host.Features.Commitments;

/// <summary>One row, and what is wrong in it.</summary>
internal sealed class WorkbookRowReading(Sheet sheet, SheetRow row, Dictionary<string, string> columns, ImmutableArray<WrongCell>.Builder wrong)
{
    private static readonly string[] s_input = ["completion", "narrative", "on", "period", "percent", "challenges", "challengesOther", "nextStep", "nextDate"];

    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);

    public int Number => row.Number;

    /// <summary>The columns in which something is wrong.</summary>
    public ImmutableArray<string> WrongColumns => [.. _wrong.Order(StringComparer.Ordinal)];

    public bool IsFilled => s_input.Any(column => Cell(column) is { } cell && (cell.Text.Length > 0 || cell.Kind == SheetCellKind.Formula));

    public bool IsWrong(string column) => _wrong.Contains(column);

    /// <summary>Of two things wrong with one cell, the first is told.</summary>
    public void Refuse(string column, Refused why)
    {
        if (_wrong.Add(column)) wrong.Add(new($"{columns[column]}{row.Number}", why));
    }

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
        var text = Text(column);
        if (IsWrong(column)) return null;
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
        var text = Text(column);
        if (IsWrong(column)) return null;
        if (cell.Kind == SheetCellKind.Number && sheet.Day(cell.Text) is { } day) return day;
        if (cell.Kind == SheetCellKind.Words
            && DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd-MM-yyyy", "d-M-yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var written)) return written;
        Refuse(column, DoorRules.NotADate.Refuse());
        return null;
    }

    public Percent? Percent()
    {
        if (Cell("percent") is not { Text.Length: > 0 } cell) return null;
        var text = Text("percent");
        if (IsWrong("percent")) return null;
        text = text.TrimEnd('%').Trim().Replace(',', '.');
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && Domain.Commitments.Percent.TryCreate(decimal.Round(cell.Kind == SheetCellKind.Percentage ? number * 100 : number, 2), out var percent)) return percent;
        Refuse("percent", DoorRules.SheetPercent.Refuse());
        return null;
    }

    public Completion? Level()
    {
        var text = Text("completion");
        if (IsWrong("completion")) return null;
        if (Word<Completion>(text) is { } level) return level;
        Refuse("completion", text.Length == 0 ? Rules.TextRequired.Refuse("completion") : Unknown<Completion>("completion", text));
        return null;
    }

    public ImmutableArray<Challenge>? Delays()
    {
        var parts = Text("challenges").Split([';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (IsWrong("challenges") || parts.Length == 0) return null;
        var read = parts.Select(Word<Challenge>).ToList();
        if (read.All(one => one is not null)) return [.. read.OfType<Challenge>().Distinct()];
        Refuse("challenges", Unknown<Challenge>("challenges", parts[read.IndexOf(null)]));
        return null;
    }

    /// <summary>A value by its word on the ledger, or by its word on pages in either language.</summary>
    private static T? Word<T>(string text)
        where T : struct, Enum
    {
        foreach (var (value, words) in Words<T>())
        {
            if (words.Contains(text, StringComparer.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>The values of a list, each with its word on the ledger first and then its words on pages.</summary>
    private static IEnumerable<(T Value, ImmutableArray<string> Words)> Words<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Zip(StrictJson.Words(typeof(T)), (value, word) => (value, ImmutableArray.CreateRange(Speech.Languages.Select(language => Speech.In(language).Of(value)).Prepend(word))));

    /// <summary>The words are those on the ledger: pages say them in the reader's language.</summary>
    private static Refused Unknown<T>(string column, string text)
        where T : struct, Enum
    {
        var given = ("given", text.Length <= 60 ? text : text[..59] + "…");
        var values = ("values", string.Join(", ", StrictJson.Words(typeof(T))));
        return Spelling.Nearest(text, Words<T>().SelectMany(one => one.Words)) is { } near
            ? DoorRules.SheetWordNear.Refuse(column, given, values, ("near", Words<T>().First(one => one.Words.Contains(near)).Words[0]))
            : DoorRules.SheetWordUnknown.Refuse(column, given, values);
    }

    private SheetCell? Cell(string column) => columns.TryGetValue(column, out var letters) ? row.Cells.GetValueOrDefault(letters) : null;
}
