using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form for taking one's own evidence back.</summary>
public sealed class WithdrawEvidencePage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "withdraw-evidence";

    protected override IEnumerable<Type> Commands => [typeof(WithdrawEvidence)];

    protected override Task<WriteOutcome?> Send() =>
        Send(Typed.Prose("reason", required: true) is { } reason ? new WithdrawEvidence(reason) : null);
}
