using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Plans.Source;

namespace Tracker.Plans.Dates;

/// <summary>Reads <c>2026-12-31</c>, and what people write for it.</summary>
internal static partial class DateReader
{
    /// <summary>Whether it is written like a date, right or wrong, and not in words.</summary>
    public static bool LooksLikeDate(string text) => Numeric().IsMatch(text);

    /// <summary>Reads a date; what can be understood but should be written better is a warning, anything else an error.</summary>
    /// <param name="source">Where findings go.</param>
    /// <param name="piece">The text.</param>
    /// <returns>Null, with an error, where it is no one date.</returns>
    public static DateOnly? Read(SourceFile source, Piece piece)
    {
        var match = Numeric().Match(piece.Text);
        if (!match.Success)
        {
            source.Error(piece.Place, "date-wrong", $"`{Cut(piece.Text)}` is not a date", $"write year-month-day, such as 2026-12-31");
            return null;
        }

        var (a, b, c) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        return a.Length == 4 ? YearFirst(source, piece, a, b, c) : YearLast(source, piece, a, b, c);
    }

    private static DateOnly? YearFirst(SourceFile source, Piece piece, string year, string month, string day)
    {
        if (Date(year, month, day) is not { } date) return Impossible(source, piece, year, month, day);
        if (Iso(date) != piece.Text) Reform(source, piece, date);
        return date;
    }

    private static DateOnly? YearLast(SourceFile source, Piece piece, string first, string second, string year)
    {
        if (year.Length != 4)
        {
            source.Error(piece.Place, "date-wrong", $"`{piece.Text}` has no year of four digits", $"write year-month-day, such as 2026-12-31");
            return null;
        }

        var dayFirst = Date(year, second, first);
        var monthFirst = Date(year, first, second);
        if (dayFirst is { } one && monthFirst is { } other && one != other)
        {
            source.Error(
                piece.Place,
                "date-ambiguous",
                $"`{piece.Text}` can be read in two ways",
                $"write `{Corrected(source, piece, one)}` or `{Corrected(source, piece, other)}`");
            return null;
        }

        if ((dayFirst ?? monthFirst) is not { } date) return Impossible(source, piece, year, second, first);
        Reform(source, piece, date);
        return date;
    }

    private static DateOnly? Impossible(SourceFile source, Piece piece, string year, string month, string day)
    {
        var lastOfMonth = Date(year, month, "1")?.AddMonths(1).AddDays(-1);
        source.Error(
            piece.Place,
            "date-impossible",
            $"there is no day {piece.Text}",
            lastOfMonth is { } last && int.Parse(day, CultureInfo.InvariantCulture) > last.Day
                ? Remark.Of($"write `{Corrected(source, piece, last)}` if the last day of the month is meant")
                : Remark.Of($"write year-month-day, such as 2026-12-31"));
        return null;
    }

    private static void Reform(SourceFile source, Piece piece, DateOnly date) => source.Warn(
        piece.Place, "date-form", $"`{piece.Text}` was read as {Iso(date)}", $"write `{Corrected(source, piece, date)}`");

    /// <summary>The whole line as it should be; of a cell, what it should say.</summary>
    private static string Corrected(SourceFile source, Piece piece, DateOnly date)
    {
        if (source.Cells is not null) return Iso(date);
        var line = source.Line(piece.Place.Line);
        var at = line.IndexOf(piece.Text, Math.Min(line.Length, piece.Place.Column - 1), StringComparison.Ordinal);
        return Cut((at < 0 ? Iso(date) : line[..at] + Iso(date) + line[(at + piece.Text.Length)..]).Trim());
    }

    private static DateOnly? Date(string year, string month, string day) =>
        DateOnly.TryParseExact(
            $"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";

    [GeneratedRegex(@"^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numeric();
}
