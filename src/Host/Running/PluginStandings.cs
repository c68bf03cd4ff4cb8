using System.Collections.Immutable;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>How plugins stand: what the ledger says, beside what running them showed.</summary>
public sealed class PluginStandings(PluginViews views, PluginStore store, IPluginRuns runs, PluginFiles files)
{
    /// <summary>Every plugin, by id.</summary>
    public async Task<ImmutableArray<PluginStanding>> All()
    {
        var (last, health) = (await store.Last(), await store.Health());
        return [.. views.All().Select(view => PluginStanding.Of(view, last, health, runs.Obstacle, files.Foreign))];
    }

    /// <summary>One plugin; null when it was never listed.</summary>
    public async Task<PluginStanding?> Plugin(PluginId plugin) => views.Plugin(plugin) is { } view
        ? PluginStanding.Of(view, await store.Last(), await store.Health(), runs.Obstacle, files.Foreign)
        : null;
}
