using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>Whether there is anybody to ask if the source of a piece still says so.</summary>
public sealed class SourceQuestions(EvidenceViews evidence, PluginViews plugins, PluginStore store, IOptions<TrackerOptions> options)
{
    /// <summary>Why there is not; null: its plugin can be asked.</summary>
    public async Task<Refused?> Bar(EvidenceRow piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (piece is not { Plugin: { } plugin, By.Id: var organisation }) return DoorRules.NoPluginToAsk.Refuse();
        // What was sent to this site is read nowhere again.
        if (evidence.Said(piece.Id) is not var (_, said) || said.Sources.All(source => PluginHooks.IsOne(options.Value, source.Address))) return DoorRules.NoPluginToAsk.Refuse();
        if (plugins.Plugin(plugin)?.Speaking.FirstOrDefault(approval => approval.Organisation.Id == organisation && approval.QuarantinedAt is null) is not { } speaks)
            return Rules.PluginNotApproved.Refuse();
        return await store.LooksAgain(speaks.Digest) ? null : DoorRules.PluginLooksNot.Refuse();
    }
}
