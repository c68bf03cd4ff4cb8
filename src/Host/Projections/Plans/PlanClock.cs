using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Plans;

/// <summary>What day it is in a plan's time zone: a plan's dates are dates there.</summary>
public sealed class PlanClock(TimeProvider clock)
{
    /// <summary>Today in the plan's zone; in UTC for a plan that is not known.</summary>
    public DateOnly Today(PlanId plan) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
