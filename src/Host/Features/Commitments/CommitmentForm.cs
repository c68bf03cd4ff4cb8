using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>What forms about a commitment share: what is there, and the version seen.</summary>
public abstract class CommitmentForm<TCommand>(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : FormPage<TCommand>(mediator)
    where TCommand : class
{
    public CommitmentView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected Reader Reading => reader;

    protected override Target Target => View.Id;

    protected override long? Version => View.Version;

    protected override bool Find()
    {
        if (!CommitmentId.TryParse($"{RouteData.Values["plan"]}/{RouteData.Values["number"]}", out var id)
            || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view) return false;
        View = view;
        return true;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Commitment(View.Id), done);
}

/// <summary>What forms about one of its milestones share.</summary>
public abstract class MilestoneForm<TCommand>(IMediator mediator, CommitmentViews commitments, PlanClock clock, Reader reader)
    : CommitmentForm<TCommand>(mediator, commitments, clock, reader)
    where TCommand : class
{
    public MilestoneView Milestone { get; private set; } = null!; // the page is shown only after Find has found it

    /// <summary>The milestone that the form is about; null: there is none such.</summary>
    protected virtual MilestoneView? FindMilestone(CommitmentView view) => view.Milestones.FirstOrDefault(milestone =>
        milestone.Standing.Number.Value == RouteData.Values["leaf"] as string);

    protected override bool Find()
    {
        if (!base.Find() || FindMilestone(View) is not { } milestone) return false;
        Milestone = milestone;
        return true;
    }
}
