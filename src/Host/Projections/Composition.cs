using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Past;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Projections.Reviews;
using Tracker.Host.Projections.Search;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections;

/// <summary>Registers the views.</summary>
public static class Composition
{
    /// <summary>The views, and what keeps them: <c>views.db</c> in the data folder, which may be deleted at any time.</summary>
    /// <param name="services">The host's services; they need a <c>LedgerFolder</c>, a <c>LogReader</c> and a <c>TimeProvider</c>.</param>
    /// <param name="data">The data folder.</param>
    public static void AddViews(this IServiceCollection services, string data)
    {
        services.AddSingleton(_ => new ViewDatabase(data));
        services.AddSingleton<LedgerFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerFollower>());
        services.AddSingleton<ViewReader>();
        services.AddSingleton(provider => new PastViews(
            provider.GetRequiredService<ViewDatabase>(), provider.GetRequiredService<LedgerFollower>(), provider.GetRequiredService<TimeProvider>(),
            Path.Combine(data, "past")));
        services.AddSingleton<PlanClock>();
        services.AddSingleton<PlanViews>();
        services.AddSingleton<PromisedPlans>();
        services.AddSingleton<CommitmentViews>();
        services.AddSingleton<EvidenceViews>();
        services.AddSingleton<ReviewViews>();
        services.AddSingleton<HidingViews>();
        services.AddSingleton<WaitingViews>();
        services.AddSingleton<OrganisationViews>();
        services.AddSingleton<PluginViews>();
        services.AddSingleton<HistoryViews>();
        services.AddSingleton<SearchViews>();
        services.AddSingleton<PageCache>();
        services.AddHealthChecks().AddCheck<ViewsAreCurrent>("views", tags: [Health.Ready]);
    }

    /// <summary>Not ready before every log has been read to its end once.</summary>
    private sealed class ViewsAreCurrent(LedgerFollower follower) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(follower.CaughtUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The views are being built."));
    }
}
