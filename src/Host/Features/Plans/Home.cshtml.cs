using System.Collections.Immutable;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>One jurisdiction's current plan. Of several jurisdictions a choice, never a sum.</summary>
public sealed class HomePage(PlanViews plans, PlanClock clock) : PublicPage
{
    public HomeView? Home { get; private set; }

    /// <summary>Each jurisdiction's current plan.</summary>
    public ImmutableArray<PlanRow> Jurisdictions { get; private set; } = [];

    public void OnGet()
    {
        Jurisdictions = [.. plans.All(clock.Today).GroupBy(row => row.Plan.Jurisdiction).Select(rows => rows.First())];
        if (Jurisdictions is [var only]) Home = plans.Home(only.Plan.Id, only.Plan.Today);
    }
}
