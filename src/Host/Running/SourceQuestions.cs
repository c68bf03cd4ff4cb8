using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>Whether there is anybody to ask if the source of a piece still says so.</summary>
public sealed class SourceQuestions(EvidenceViews evidence, PluginViews plugins, PluginStore store, IPluginRuns runs, IOptions<TrackerOptions> options)
{
    /// <summary>Why there is not; null: its plugin can be asked.</summary>
    public async Task<Refused?> Bar(EvidenceRow piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (piece is not { Plugin: { } plugin, By.Id: var organisation }) return DoorRules.NoPluginToAsk.Refuse();
        if (evidence.Said(piece.Id) is not var (stage, said) || SaidOnce.Of("", stage, said, plugin, options.Value) is null) return DoorRules.NoPluginToAsk.Refuse();
        if (plugins.Plugin(plugin)?.Speaking.FirstOrDefault(approval => approval.Organisation.Id == organisation) is not { } speaks) return Rules.PluginNotApproved.Refuse();
        if (speaks.QuarantinedAt is not null) return Rules.PluginQuarantinedAlready.Refuse();
        if (runs.Obstacle(plugin, speaks.Digest) is { } obstacle) return obstacle;
        return await store.LooksAgain(speaks.Digest) ? null : DoorRules.PluginLooksNot.Refuse();
    }
}
