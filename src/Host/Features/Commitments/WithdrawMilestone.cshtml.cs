using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which a coordinator takes a milestone out of the plan.</summary>
public sealed class WithdrawMilestonePage(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : MilestoneForm<WithdrawMilestone>(mediator, commitments, clock, reader)
{
    public override string Form => "withdraw-milestone";

    protected override Task<Domain.Refused?> Bars() => Asked(new WithdrawMilestone(Milestone.Standing.Number, "-"));

    protected override WithdrawMilestone? Read() =>
        Typed.Prose("reason", required: true) is { } reason ? new(Milestone.Standing.Number, reason) : null;
}
