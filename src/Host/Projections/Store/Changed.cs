using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Projections.Store;

/// <summary>What an entry lets be shown otherwise: one commitment; a plan itself, and so each of its commitments; or, of no plan, the site.</summary>
internal readonly record struct Changed(PlanId? Plan, CommitmentId? Commitment)
{
    /// <summary>Reports and evidence concern their own commitment; whatever else happens in a plan may concern all of it.</summary>
    public static Changed By(ReadEntry entry, About about) => entry.Event switch
    {
        ProgressReported or ProgressCorrected or ProgressImported or EvidenceEvent => new(about.Plan, about.Commitment),
        _ => new(about.Plan, null),
    };
}
