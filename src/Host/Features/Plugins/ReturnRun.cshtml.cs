using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>A reviewer marks what a run contributed as not good enough: each piece goes back with the reason, and each can be appealed.</summary>
public sealed class ReturnRunPage(IMediator mediator, PluginViews plugins, PluginStore store, EvidenceViews evidence, Reader reader)
    : RunForm<ReturnEvidence>(mediator, plugins, store, evidence, reader)
{
    public override string Form => "return-run";

    protected override ReturnEvidence Judge(EvidenceRow row, string reason) => new(reason);

    /// <summary>Nothing: what goes back is chosen by hand.</summary>
    protected override bool Chosen(BatchSort sort) => false;
}
