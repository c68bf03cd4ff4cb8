using System.Collections.Immutable;
using System.Globalization;

namespace Tracker.Domain.Time;

/// <summary>What dates mean here. Dates are dates in the plan's time zone; nothing in the domain sees an instant or a clock.</summary>
public static class PlanCalendar
{
    /// <summary>A plan is assessed four months after its end (OGP), and closed when that day is over.</summary>
    public static DateOnly AssessedOn(DateOnly planEnd) =>
        planEnd > DateOnly.MaxValue.AddMonths(-4) ? DateOnly.MaxValue : planEnd.AddMonths(4);

    /// <summary>Whether reports are no longer taken.</summary>
    public static bool IsClosed(DateOnly planEnd, DateOnly today) => today > AssessedOn(planEnd);

    /// <summary>The day after; the last day there is has none and answers itself.</summary>
    public static DateOnly DayAfter(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);

    /// <summary>The occurrence that a date belongs to: the first not before it, else the last.</summary>
    public static DateOnly OccurrenceContaining(ImmutableArray<DateOnly> occurrences, DateOnly on)
    {
        foreach (var occurrence in occurrences)
        {
            if (on <= occurrence) return occurrence;
        }

        return occurrences[^1];
    }

    /// <summary>The occurrence judged today: the last one due, or the first while none is.</summary>
    public static DateOnly OccurrenceJudged(ImmutableArray<DateOnly> occurrences, DateOnly today)
    {
        var judged = occurrences[0];
        foreach (var occurrence in occurrences)
        {
            if (occurrence >= today) break;
            judged = occurrence;
        }

        return judged;
    }

    /// <summary>The first day of an occurrence: the day after the one before, or the milestone's own start.</summary>
    public static DateOnly? OccurrenceStart(ImmutableArray<DateOnly> occurrences, DateOnly occurrence, DateOnly? start)
    {
        var before = occurrences.IndexOf(occurrence) - 1;
        return before >= 0 ? DayAfter(occurrences[before]) : start;
    }

    /// <summary>Whether what happened on a day is older than what it is about, and so is background that never counts.</summary>
    /// <param name="start">When the milestone began; null: unknown, and nothing is too old.</param>
    /// <param name="occurrences">Of a recurring one its due dates; null or empty: it does not recur.</param>
    /// <param name="period">Which occurrence; null: the one that contains <paramref name="on"/>.</param>
    /// <param name="on">The day.</param>
    public static bool IsBackground(DateOnly? start, ImmutableArray<DateOnly>? occurrences, DateOnly? period, DateOnly on) =>
        on < (occurrences is { IsDefaultOrEmpty: false } dates ? OccurrenceStart(dates, period ?? OccurrenceContaining(dates, on), start) : start);

    /// <summary>The occurrences that something can be said of: those that are over, and the one that runs.</summary>
    public static ImmutableArray<DateOnly> Begun(ImmutableArray<DateOnly> occurrences, DateOnly today) =>
        occurrences.IsDefaultOrEmpty ? [] : [.. occurrences.Where(one => one <= OccurrenceContaining(occurrences, today))];

    /// <summary>Settles the period of a report or of evidence: the one named, or the one containing the date.</summary>
    /// <returns>A refusal when the named one does not exist or has not begun.</returns>
    public static Refused? Period(ImmutableArray<DateOnly>? occurrences, DateOnly? named, DateOnly on, DateOnly today, out DateOnly? period)
    {
        period = named;
        if (occurrences is not { IsDefaultOrEmpty: false } dates)
            return named is null ? null : Rules.PeriodNotRecurring.Refuse("period");
        period = named ?? OccurrenceContaining(dates, on);
        if (!dates.Contains(period.Value))
            return Rules.PeriodUnknown.Refuse("period", ("period", Iso(period.Value)), ("occurrences", string.Join(", ", dates.Select(Iso))));
        return OccurrenceContaining(dates, today) is var running && named > running
            ? Rules.PeriodAhead.Refuse("period", ("period", Iso(period.Value)), ("running", Iso(running)))
            : null;
    }

    /// <summary>Only what has happened can be recorded.</summary>
    public static Refused? Happened(DateOnly on, DateOnly today, string field = "on") =>
        on > today ? Rules.OnAfterToday.Refuse(field, ("on", Iso(on)), ("today", Iso(today))) : null;

    /// <summary>A report speaks of a leaf that had begun; an unknown start sets no lower bound.</summary>
    public static Refused? Begun(DateOnly on, DateOnly? start) =>
        on < start ? Rules.OnBeforeStart.Refuse("on", ("on", Iso(on)), ("start", Iso(start.Value))) : null;

    /// <summary>What happened after a promise was withdrawn is no evidence of it.</summary>
    public static Refused? BeforeWithdrawal(DateOnly on, DateOnly? withdrawn) =>
        on > withdrawn ? Rules.OnAfterWithdrawal.Refuse("on", ("on", Iso(on)), ("withdrawn", Iso(withdrawn.Value))) : null;

    /// <summary>Only what is older than the plan's publication here is history.</summary>
    public static Refused? BeforePublication(DateOnly on, DateOnly published) =>
        on >= published ? Rules.OnNotBeforePublication.Refuse("on", ("on", Iso(on)), ("published", Iso(published))) : null;

    /// <summary>A date as it is written everywhere.</summary>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
