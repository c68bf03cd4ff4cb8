using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which a third organisation settles or upholds a dispute.</summary>
public sealed class DecideDisputePage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "decide-dispute";

    protected override IEnumerable<Type> Commands => [typeof(DecideDispute)];

    public IEnumerable<Fields.Option> Outcomes(Speech T) =>
    [
        new("settled", T["decide-dispute.settled"], T["decide-dispute.settled-what"]),
        new("upheld", T["decide-dispute.upheld"], T["decide-dispute.upheld-what"]),
    ];

    protected override Task<Domain.Refused?> Bars() => Asked(new DecideDispute(DisputeOutcome.Settled, "-"));

    protected override Task<WriteOutcome?> Send()
    {
        var outcome = Typed.Choice<DisputeOutcome>("outcome", required: true);
        var reason = Typed.Prose("reason", required: true);
        return Send(outcome is null || reason is null ? null : new DecideDispute(outcome.Value, reason));
    }
}
