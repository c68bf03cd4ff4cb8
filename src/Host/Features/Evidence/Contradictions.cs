using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// What an objection contradicts, as the views have it now: what is proven follows from many streams, which no grain reads. Where the
/// views cannot tell, nobody is refused.
/// </summary>
public sealed class Contradictions(CommitmentViews commitments, EvidenceViews evidence, PlanClock clock)
{
    /// <summary>What somebody's objection would contradict; null: it is none, or nobody knows.</summary>
    public Standpoint? Of(Write<SubmitEvidence> write) =>
        write is { Command: { Stance: Stance.Disputes } said, Target: Target.OfCommitment { Id: var commitment }, Actor.Role: not Role.Plugin }
            ? Of(commitment, said.Leaf, said.Period, said.On)
            : null;

    /// <summary>The same of somebody without an account.</summary>
    public Standpoint? Of(Write<SendEvidence> write) =>
        write is { Command: { Stance: Stance.Disputes } said, Target: Target.OfCommitment { Id: var commitment } }
            ? Of(commitment, said.Leaf, said.Period, said.On)
            : null;

    /// <summary>What an objection that is to be accepted contradicts.</summary>
    public Standpoint? Of(Write<AcceptEvidence> write) =>
        write.Target is Target.OfEvidence { Id: { IsOfPlan: false } id } && evidence.Evidence(id, clock.Today(id.Commitment.Plan)) is { Row: { Stance: Stance.Disputes } row }
            ? Of(id.Commitment, row.Leaf, row.Period, row.On)
            : null;

    private Standpoint? Of(CommitmentId commitment, MilestoneNumber? leaf, DateOnly? period, DateOnly on) =>
        commitments.Commitment(commitment, clock.Today(commitment.Plan)) is { } view
            ? Standpoint.Of(view.Standing, leaf, period, on, view.Milestones.FirstOrDefault(one => one.Standing.Number == leaf)?.Occurrences)
            : null;
}
