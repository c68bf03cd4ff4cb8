using System.Globalization;

namespace Tracker.Plugins;

/// <summary>
/// Days as sources write them, of years that a plan can be about. What is read from one may be the end of its month or the day before
/// it: a year 9999 in one row must cost that row, and not everything that stands beside it. Compiled into each plugin that needs it.
/// </summary>
internal static class Days
{
    private const int FirstYear = 1990;
    private const int LastYear = 2100;

    /// <summary>A day such as 2026-03-31; null: it is none.</summary>
    public static DateOnly? Of(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsOne(day) ? day : null;

    /// <summary>The day of a moment such as 2026-03-31T08:00:00+07:00, in its own zone; null: it is none.</summary>
    public static DateOnly? OfMoment(string? text) => text is { Length: >= 10 } ? Of(text[..10]) : null;

    /// <summary>The first day of a month such as 2026-03; null: it is none.</summary>
    public static DateOnly? OfMonth(string? text) => text is null ? null : Of(text + "-01");

    /// <summary>Whether it is a day of those years.</summary>
    public static bool IsOne(DateOnly day) => day.Year is >= FirstYear and <= LastYear;
}
