using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Commitments;

/// <summary>Reads commitments. Nothing here waits: views are local.</summary>
public sealed class CommitmentViews
{
    /// <summary>A part of the list; <paramref name="today"/> is <c>PlanClock.Today</c>.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<CommitmentRow> List(CommitmentFilter filter, string? cursor, int limit, Func<PlanId, DateOnly> today) => new([], null);

    /// <summary>How many the filter leaves.</summary>
    public int Count(CommitmentFilter filter, Func<PlanId, DateOnly> today) => 0;

    /// <summary>A commitment's page; null when there is none.</summary>
    public CommitmentView? Commitment(CommitmentId commitment, DateOnly today) => null;

    /// <summary>What an organisation leads and what waits for it.</summary>
    public MyCommitments Mine(OrganisationId organisation, Func<PlanId, DateOnly> today) =>
        new(new(organisation, Words.None, null), [], [], [], [], [], []);
}
