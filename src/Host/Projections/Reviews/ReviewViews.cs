using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Reviews;

/// <summary>What reviews to list; null members narrow nothing.</summary>
/// <param name="Plan">Of this plan, its commitments included.</param>
/// <param name="Commitment">Of this commitment; with the number of the whole plan: of the plan itself.</param>
/// <param name="Leaf">Of this leaf.</param>
/// <param name="By">By this organisation.</param>
/// <param name="State">In this state.</param>
/// <param name="Differing">Whether another independent finding contradicts it.</param>
public sealed record ReviewFilter(
    PlanId? Plan = null, CommitmentId? Commitment = null, MilestoneNumber? Leaf = null, OrganisationId? By = null, EvidenceStage? State = null, bool? Differing = null);

/// <summary>Reads reviews. A review is kept as evidence is; nothing here waits: views are local.</summary>
public sealed class ReviewViews(ViewReader views, EvidenceViews evidence)
{
    internal const string All = """
        SELECT body FROM evidence e WHERE review = 1 AND ($1 IS NULL OR plan = $1) AND ($2 IS NULL OR commitment = $2) AND ($3 IS NULL OR leaf = $3)
            AND ($4 IS NULL OR org = $4) AND ($5 IS NULL OR status = $5)
            AND ($6 IS NULL OR $6 = EXISTS (SELECT 1 FROM differing d WHERE d.id = e.id)) AND (plan, first, id) > ($7, $8, $9)
        ORDER BY plan, first, id LIMIT $10
        """;

    internal const string ToDecide = """
        SELECT DISTINCT e.body FROM differing d JOIN evidence e ON e.id = d.id WHERE d.plan = $1 AND e.review = 1 AND e.status = 1 AND e.org IS NOT $2 LIMIT 200
        """;

    /// <summary>A review, whole, with what it is about; null where there is none.</summary>
    public EvidenceView? Review(EvidenceId id, DateOnly today) => evidence.Evidence(id, today) is { Row.Review: true } view ? view : null;

    /// <summary>Reviews by plan, the oldest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<EvidenceItem> List(ReviewFilter filter, string? cursor, int limit)
    {
        var (plan, first, id) = Cursor.Read("reviews", cursor, 3) is [var of, var index, var after] ? (of, Cursor.Number(index), after) : ("", -1L, "");
        using var read = views.Read();
        var bodies = read.Query(
            All, Body, filter.Plan?.Value, filter.Commitment?.Value, filter.Leaf?.Value, filter.By?.Value, filter.State, filter.Differing is { } differing ? differing ? 1L : 0L : null,
            plan, first, id, (long)limit + 1);
        var last = bodies.Count > limit ? bodies[limit - 1] : null;
        return new(
            evidence.Items(bodies.Take(limit)),
            last is null ? null : Cursor.Write("reviews", last.Id.Commitment.Plan.Value, last.Contents[0].Index, last.Id.Value));
    }

    /// <summary>Findings that contradict each other in these plans, for a reviewer whose organisation stands behind neither.</summary>
    public ImmutableArray<EvidenceItem> Undecided(OrganisationId reviewer, IEnumerable<PlanId> plans)
    {
        using var read = views.Read();
        var open = read;
        return evidence.Items(plans.Distinct().SelectMany(plan => open.Query(ToDecide, Body, plan.Value, reviewer.Value)));
    }

    private static EvidenceBody Body(SqliteDataReader row) => ViewJson.Read<EvidenceBody>(row.GetString(0));
}
