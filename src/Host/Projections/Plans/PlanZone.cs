using System.Collections.Concurrent;
using Tracker.Domain.Record;
using Tracker.Domain.Time;

namespace Tracker.Host.Projections.Plans;

/// <summary>A plan's time zone: the day at a moment, there.</summary>
internal static class PlanZone
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> s_zones = new(StringComparer.Ordinal);

    /// <summary>UTC where the plan is not known, or names a zone that this machine does not know.</summary>
    public static DateOnly DayOf(DateTimeOffset moment, PlanBody? plan) => DateOnly.FromDateTime(There(moment, plan).DateTime);

    /// <summary>The day of a moment in a zone.</summary>
    /// <param name="moment">Whenever.</param>
    /// <param name="zone">IANA name.</param>
    public static DateOnly DayIn(DateTimeOffset moment, string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone(zone)).DateTime);

    /// <summary>What was recorded, at the moment as clocks there show it.</summary>
    public static Header There(Header header, PlanBody? plan) => header with { At = There(header.At, plan) };

    /// <summary>The moment as clocks there show it.</summary>
    public static DateTimeOffset There(DateTimeOffset moment, PlanBody? plan) => There(moment, plan?.TimeZone);

    /// <summary>The same by the zone's name; null: UTC.</summary>
    public static DateTimeOffset There(DateTimeOffset moment, string? zone) => TimeZoneInfo.ConvertTime(moment, zone is null ? TimeZoneInfo.Utc : Zone(zone));

    /// <summary>The moment from which a day is over there: the first of the next one.</summary>
    public static DateTimeOffset EndOf(DateOnly day, PlanBody? plan)
    {
        var zone = plan is null ? TimeZoneInfo.Utc : Zone(plan.TimeZone);
        var midnight = PlanCalendar.DayAfter(day).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15); // where clocks are put forward at midnight
        return new(midnight, zone.GetUtcOffset(midnight));
    }

    private static TimeZoneInfo Zone(string name) => s_zones.GetOrAdd(
        name, static name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc);
}
