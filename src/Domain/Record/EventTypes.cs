using System.Collections.Frozen;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Domain.Reviews;

namespace Tracker.Domain.Record;

/// <summary>The one table from an entry's <c>t</c> to the event it says. Append only.</summary>
public static class EventTypes
{
    /// <summary>Type on the ledger to event.</summary>
    public static FrozenDictionary<string, Type> ByName { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["organisation.registered"] = typeof(OrganisationRegistered),
        ["independence.declared"] = typeof(IndependenceDeclared),
        ["role.granted"] = typeof(RoleGranted),
        ["role.ended"] = typeof(RoleEnded),
        ["plan.published"] = typeof(PlanPublished),
        ["plan.amended"] = typeof(PlanAmended),
        ["reviewer.appointed"] = typeof(ReviewerAppointed),
        ["commitment.published"] = typeof(CommitmentPublished),
        ["progress.reported"] = typeof(ProgressReported),
        ["progress.corrected"] = typeof(ProgressCorrected),
        ["progress.imported"] = typeof(ProgressImported),
        ["milestone.rescheduled"] = typeof(MilestoneRescheduled),
        ["milestone.withdrawn"] = typeof(MilestoneWithdrawn),
        ["commitment.amended"] = typeof(CommitmentAmended),
        ["commitment.withdrawn"] = typeof(CommitmentWithdrawn),
        ["evidence.submitted"] = typeof(EvidenceSubmitted),
        ["evidence.imported"] = typeof(EvidenceImported),
        ["evidence.accepted"] = typeof(EvidenceAccepted),
        ["evidence.returned"] = typeof(EvidenceReturned),
        ["evidence.revised"] = typeof(EvidenceRevised),
        ["evidence.withdrawn"] = typeof(EvidenceWithdrawn),
        ["dispute.answered"] = typeof(DisputeAnswered),
        ["dispute.decided"] = typeof(DisputeDecided),
        ["return.appealed"] = typeof(ReturnAppealed),
        ["appeal.decided"] = typeof(AppealDecided),
        ["evidence.discounted"] = typeof(EvidenceDiscounted),
        ["independence.challenged"] = typeof(IndependenceChallenged),
        ["challenge.decided"] = typeof(ChallengeDecided),
        ["evidence.confirmed"] = typeof(EvidenceConfirmed),
        ["text.released"] = typeof(TextReleased),
        ["text.refused"] = typeof(TextRefused),
        ["file.attached"] = typeof(FileAttached),
        ["plan.changed"] = typeof(PlanChanged),
        ["policy.tightened"] = typeof(PolicyTightened),
        ["commitment.tightened"] = typeof(CommitmentTightened),
        ["review.published"] = typeof(ReviewPublished),
        ["review.imported"] = typeof(ReviewImported),
        ["review.answered"] = typeof(ReviewAnswered),
        ["review.withdrawn"] = typeof(ReviewWithdrawn),
        ["difference.decided"] = typeof(DifferenceDecided),
        ["text.hidden"] = typeof(TextHidden),
        ["text.withheld"] = typeof(TextWithheld),
        ["text.shown"] = typeof(TextShown),
        ["hiding.appealed"] = typeof(HidingAppealed),
        ["plugin.listed"] = typeof(PluginListed),
        ["plugin.approved"] = typeof(PluginApproved),
        ["plugin.refused"] = typeof(PluginRefused),
        ["plugin.revoked"] = typeof(PluginRevoked),
        ["plugin.quarantined"] = typeof(PluginQuarantined),
        ["plugin.reinstated"] = typeof(PluginReinstated),
    }.ToFrozenDictionary();

    /// <summary>Event to its type on the ledger.</summary>
    public static FrozenDictionary<Type, string> NameOf { get; } =
        ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
}
