using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>A reviewer confirms what a run contributed, each piece at the level it is said to show.</summary>
public sealed class ConfirmRunPage(IMediator mediator, PluginViews plugins, PluginStore store, EvidenceViews evidence, Reader reader)
    : RunForm<AcceptEvidence>(mediator, plugins, store, evidence, reader)
{
    public override string Form => "confirm-run";

    protected override AcceptEvidence Judge(EvidenceRow row, string reason) => new(row.Shows!.Value, reason); // only those that say it are there

    /// <summary>What the rule has nothing to say about; the rest a person looks at first.</summary>
    protected override bool Chosen(BatchSort sort) => sort == BatchSort.Routine;
}
