using System.Collections.Immutable;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Plans;

public sealed class PlansPage(PlanViews views, PlanClock clock) : PublicPage
{
    public ImmutableArray<PlanRow> Plans { get; private set; } = [];

    public void OnGet() => Plans = views.All(clock.Today);
}
