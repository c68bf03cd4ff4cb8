using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Projections;

/// <summary>Registers the views.</summary>
public static class Composition
{
    /// <summary>The views, and what keeps them. Needs a <c>LogReader</c> and a <c>TimeProvider</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="dataFolder">The data folder: the views are its <c>views.db</c>, which may be deleted at any time.</param>
    public static IServiceCollection AddViews(this IServiceCollection services, string dataFolder) => services
        .AddSingleton<LedgerFollower>()
        .AddSingleton<PlanClock>()
        .AddSingleton<PlanViews>()
        .AddSingleton<CommitmentViews>()
        .AddSingleton<EvidenceViews>()
        .AddSingleton<OrganisationViews>()
        .AddSingleton<HistoryViews>();
}
