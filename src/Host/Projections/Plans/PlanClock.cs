using Microsoft.Extensions.Options;
using Tracker.Domain.Plans;
using Tracker.Host.Hosting;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Plans;

/// <summary>What day it is in a plan's time zone: a plan's dates are dates there.</summary>
public sealed class PlanClock(TimeProvider clock, LedgerFollower follower, ViewReader views, IOptions<TrackerOptions> options)
{
    /// <summary>Today in the plan's zone, or the day of the past that is read; in UTC for a plan that is not known.</summary>
    public DateOnly Today(PlanId plan) => views.Stood is { } stood && stood.Plan == plan ? stood.Day : PlanZone.DayOf(clock.GetUtcNow(), follower.Register.Plan(plan));

    /// <summary>Now; where a day of the past is read, when that day was over in the plan's zone.</summary>
    public DateTimeOffset Now(PlanId plan)
    {
        var now = clock.GetUtcNow();
        if (views.Stood is not { } stood || stood.Plan != plan) return now;
        var over = PlanZone.EndOf(stood.Day, follower.Register.Plan(plan));
        return over < now ? over : now;
    }

    /// <summary>A moment as the clocks in the plan's zone show it; in UTC where no plan is known.</summary>
    public DateTimeOffset There(DateTimeOffset moment, PlanId? plan) =>
        PlanZone.There(moment, plan is { } known ? follower.Register.Plan(known) : null);

    /// <summary>
    /// A moment of the site's own (a sign-in, an invitation, a run) as its people's clocks show it: in the zone that is set, else in
    /// the one that all its plans are in, else in UTC.
    /// </summary>
    public DateTimeOffset Here(DateTimeOffset moment)
    {
        if (options.Value.TimeZone is { } set) return PlanZone.There(moment, set);
        var zones = follower.Register.Plans.Values.Select(plan => plan.TimeZone).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return zones is [var shared] ? PlanZone.There(moment, shared) : moment.ToUniversalTime();
    }

    /// <summary>What a plan is called; null where it is not known.</summary>
    public Words? TitleOf(PlanId plan) => follower.Register.Plan(plan)?.Title;

    /// <summary>Changes exactly when a day begins in the zone of any plan.</summary>
    internal int Days()
    {
        var now = clock.GetUtcNow();
        var days = new HashCode();
        days.Add(PlanZone.DayOf(now, null));
        foreach (var plan in follower.Register.Plans.Values) days.Add(PlanZone.DayOf(now, plan));
        return days.ToHashCode();
    }
}
