using System.Collections.Immutable;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Host.Drafting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>Keep a report that is not finished, for the office's eyes.</summary>
/// <param name="Leaf">The leaf it will be about.</param>
/// <param name="Fields">The form as it was typed.</param>
/// <param name="Draft">The version of the draft that was seen; 0: there was none.</param>
public sealed record SaveDraft(MilestoneNumber Leaf, ImmutableSortedDictionary<string, ImmutableArray<string>> Fields, long Draft);

/// <summary>Make an address at which somebody without an account, such as a superior, sees the draft for a week.</summary>
/// <param name="Leaf">The leaf it will be about.</param>
public sealed record ShareDraft(MilestoneNumber Leaf);

/// <summary>Forget a draft.</summary>
/// <param name="Leaf">The leaf it was about.</param>
public sealed record DiscardDraft(MilestoneNumber Leaf);

/// <summary>What the three share: a draft is the office's that leads the leaf.</summary>
public abstract class DraftHandler<TCommand>(CommitmentViews commitments, PlanClock clock) : IRequestHandler<Write<TCommand>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<TCommand> request, CancellationToken cancellationToken)
    {
        var (id, leaf) = (((Target.OfCommitment)request.Target).Id, Leaf(request.Command));
        if (commitments.Commitment(id, clock.Today(id.Plan))?.Milestones.FirstOrDefault(one => one.Standing.Leaf && one.Standing.Number == leaf) is not { } milestone)
            return new WriteOutcome.Declined(Rules.LeafUnknown.Refuse("leaf", ("leaf", leaf.Value ?? "")));
        if (request.Actor.Organisation is not { } office || milestone.Lead?.Id != office) return new WriteOutcome.Declined(Rules.NotLead.Refuse());
        return await Do(request, office, id) ? new WriteOutcome.Noted(leaf.Value ?? "") : new WriteOutcome.Declined(DoorRules.DraftChanged.Refuse());
    }

    protected abstract MilestoneNumber Leaf(TCommand command);

    /// <returns>False: it is not as it was seen.</returns>
    protected abstract Task<bool> Do(Write<TCommand> write, OrganisationId office, CommitmentId commitment);
}

public sealed class SaveDraftHandler(ReportDrafts drafts, CommitmentViews commitments, PlanClock clock) : DraftHandler<SaveDraft>(commitments, clock)
{
    protected override MilestoneNumber Leaf(SaveDraft command) => command.Leaf;

    protected override Task<bool> Do(Write<SaveDraft> write, OrganisationId office, CommitmentId commitment) =>
        drafts.Save(office, commitment, write.Command.Leaf, write.Command.Fields, write.Command.Draft, write.Key);
}

public sealed class ShareDraftHandler(ReportDrafts drafts, CommitmentViews commitments, PlanClock clock) : DraftHandler<ShareDraft>(commitments, clock)
{
    protected override MilestoneNumber Leaf(ShareDraft command) => command.Leaf;

    protected override Task<bool> Do(Write<ShareDraft> write, OrganisationId office, CommitmentId commitment) => drafts.Share(office, commitment, write.Command.Leaf);
}

public sealed class DiscardDraftHandler(ReportDrafts drafts, CommitmentViews commitments, PlanClock clock) : DraftHandler<DiscardDraft>(commitments, clock)
{
    protected override MilestoneNumber Leaf(DiscardDraft command) => command.Leaf;

    protected override Task<bool> Do(Write<DiscardDraft> write, OrganisationId office, CommitmentId commitment) => drafts.Discard(office, commitment, write.Command.Leaf);
}
