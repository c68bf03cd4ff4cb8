using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>How plugins stand: what the ledger says, beside what running them showed.</summary>
public sealed class PluginStandings(PluginViews views, PluginStore store, IPluginRuns runs, PluginFiles files, PluginSettings settings)
{
    /// <summary>Every plugin, by id.</summary>
    public async Task<ImmutableArray<PluginStanding>> All()
    {
        var (last, health) = (await store.Last(), await store.Health());
        var all = ImmutableArray.CreateBuilder<PluginStanding>();
        foreach (var view in views.All()) all.Add(await Of(view, last, health));
        return all.ToImmutable();
    }

    /// <summary>One plugin; null when it was never listed.</summary>
    public async Task<PluginStanding?> Plugin(PluginId plugin) => views.Plugin(plugin) is { } view
        ? await Of(view, await store.Last(), await store.Health())
        : null;

    private async Task<PluginStanding> Of(PluginView view, IEnumerable<RunRow> last, IEnumerable<(PluginId Plugin, OrganisationId Organisation, PluginHealth Health)> health)
    {
        var standing = PluginStanding.Of(view, last, health, runs.Obstacle, files.Foreign);
        var speaking = ImmutableArray.CreateBuilder<SpeakingPlugin>();
        foreach (var one in standing.Speaking)
        {
            speaking.Add(one.Approval.RevokedAt is null && files.Find(one.Approval.Digest) is { } known
                ? one with { Addresses = await settings.Addresses(known, one.Approval.Organisation.Id) }
                : one);
        }

        return standing with { Speaking = speaking.ToImmutable() };
    }
}
