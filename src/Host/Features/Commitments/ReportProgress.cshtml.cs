using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which an office says how far a leaf is.</summary>
public sealed class ReportProgressPage(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : ProgressForm<ReportProgress>(mediator, commitments, clock, reader)
{
    public override string Form => "report-progress";

    protected override MilestoneView? FindMilestone(CommitmentView view) => base.FindMilestone(view) is { Standing.Leaf: true } leaf ? leaf : null;

    protected override void Prefill() => Typed["on"] = Date(View.Standing.Today);

    protected override ReportProgress? Read()
    {
        var completion = Typed.Choice<Completion>("completion", required: true);
        var narrative = Typed.Prose("narrative", required: true);
        var command = new ReportProgress(
            Milestone.Standing.Number, completion ?? default, narrative ?? "", Typed.Date("on"), Typed.Date("period"), ReadPercent(),
            ReadChallenges(), Typed.Text("challengesOther"), Typed.Prose("nextStep"), Typed.Date("nextDate"));
        return completion is null || narrative is null ? null : command;
    }
}
