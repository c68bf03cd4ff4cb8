using System.Collections.Immutable;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Plans;

/// <summary>Reads plans. Nothing here waits: views are local.</summary>
public sealed class PlanViews
{
    /// <summary>Every plan, each with its own figures; current ones first.</summary>
    public ImmutableArray<PlanRow> All(Func<PlanId, DateOnly> today) => [];

    /// <summary>What every page shows of a plan; null when there is none.</summary>
    public PlanHead? Head(PlanId plan, DateOnly today) => null;

    /// <summary>The front page of a plan.</summary>
    public HomeView? Home(PlanId plan, DateOnly today) => null;

    /// <summary>A plan, whole.</summary>
    public PlanView? Plan(PlanId plan, DateOnly today) => null;
}
