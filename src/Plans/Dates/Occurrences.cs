using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Commitments;
using Tracker.Plans.Words;

namespace Tracker.Plans.Dates;

/// <summary>A plan's own reporting days: days of every year, or single dates.</summary>
internal sealed record Checkpoints(ImmutableArray<(int Month, int Day)> EveryYear, ImmutableArray<DateOnly> Dates)
{
    public static Checkpoints None { get; } = new([], []);

    public bool Any => EveryYear.Length + Dates.Length > 0;

    /// <summary>As they are written: <c>B06</c>, <c>06-15</c>, <c>2026-06-30</c>.</summary>
    public ImmutableArray<string> Words =>
    [
        .. EveryYear.Distinct().Order().Select(day => day.Day == DateTime.DaysInMonth(2028, day.Month)
            ? day.Month.ToString("'B'00", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{day.Month:00}-{day.Day:00}")),
        .. Dates.Distinct().Order().Select(DateReader.Iso),
    ];
}

/// <summary>When a recurring leaf is due: the plan's checkpoints where it is ongoing or biannual, else counted back from its end.</summary>
internal static class Occurrences
{
    /// <param name="rhythm">How often.</param>
    /// <param name="after">The day it begins: every occurrence is later. Null: unknown, and the plan's first dated checkpoint is the earliest.</param>
    /// <param name="end">The last day of it.</param>
    /// <param name="checkpoints">The plan's.</param>
    /// <returns>In order; null where nothing says how early they begin.</returns>
    public static ImmutableArray<DateOnly>? Of(Rhythm rhythm, DateOnly? after, DateOnly end, Checkpoints checkpoints)
    {
        var earliest = after?.AddDays(1) ?? (checkpoints.Dates.Length > 0 ? checkpoints.Dates.Min() : null);
        if (earliest is not { } first) return null;
        var dates = rhythm.Recurs == Recurrence.Biannual && checkpoints.Any
            ? checkpoints.Dates.Concat(EveryYear(checkpoints, first, end))
            : CountedBack(rhythm.Recurs, first, end);
        return [.. dates.Where(date => date >= first && date <= end).Distinct().Order()];
    }

    private static IEnumerable<DateOnly> EveryYear(Checkpoints checkpoints, DateOnly first, DateOnly end) =>
        from year in Enumerable.Range(first.Year, Math.Max(0, end.Year - first.Year + 1))
        from day in checkpoints.EveryYear
        select InYear(year, day);

    /// <summary>The day in that year; 29 February is the last of the month in a common year.</summary>
    public static DateOnly InYear(int year, (int Month, int Day) day) =>
        new(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));

    private static IEnumerable<DateOnly> CountedBack(Recurrence recurs, DateOnly first, DateOnly end)
    {
        var months = recurs switch { Recurrence.Quarterly => 3, Recurrence.Biannual => 6, _ => 12 };
        var lastOfMonth = end.AddDays(1).Day == 1; // then every one is the last of its month
        for (var back = 0; ; back += months)
        {
            var date = end.AddMonths(-back);
            if (lastOfMonth) date = new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));
            if (date < first) yield break;
            yield return date;
        }
    }
}
