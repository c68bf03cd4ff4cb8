using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which a coordinator takes a whole commitment out of the plan.</summary>
public sealed class WithdrawCommitmentPage(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : CommitmentForm<WithdrawCommitment>(mediator, commitments, clock, reader)
{
    public override string Form => "withdraw-commitment";

    protected override Task<Domain.Refused?> Bars() => Asked(new WithdrawCommitment("-"));

    protected override WithdrawCommitment? Read() => Typed.Prose("reason", required: true) is { } reason ? new(reason) : null;
}
