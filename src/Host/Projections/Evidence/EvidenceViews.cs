using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Evidence;

/// <summary>Reads evidence. Nothing here waits: views are local.</summary>
public sealed class EvidenceViews
{
    /// <summary>A piece of evidence, whole; null when there is none.</summary>
    public EvidenceView? Evidence(EvidenceId evidence, DateOnly today) => null;

    /// <summary>A commitment's evidence, the newest first; of one leaf where it is named.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<EvidenceRow> Of(CommitmentId commitment, MilestoneNumber? leaf, string? cursor, int limit) => new([], null);

    /// <summary>
    /// What waits for a reviewer of these plans, the oldest first; what their own organisation sent or typed is not in it.
    /// <paramref name="today"/> is <c>PlanClock.Today</c>.
    /// </summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public ReviewQueue Queue(
        OrganisationId reviewer, ImmutableArray<PlanId> plans, string? cursor, int limit, Func<PlanId, DateOnly> today) => new([], null, 0);
}
