using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which an office moves the due date of a leaf.</summary>
public sealed class RescheduleMilestonePage(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : MilestoneForm<RescheduleMilestone>(mediator, commitments, clock, reader)
{
    public override string Form => "reschedule-milestone";

    protected override MilestoneView? FindMilestone(CommitmentView view) => base.FindMilestone(view) is { Standing.Leaf: true } leaf ? leaf : null;

    protected override RescheduleMilestone? Read()
    {
        var due = Typed.Date("due", required: true);
        var reason = Typed.Prose("reason", required: true);
        return new(Milestone.Standing.Number, due ?? View.Standing.Today, reason ?? "");
    }
}
