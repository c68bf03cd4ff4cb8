using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Evidence;

/// <summary>Reads what waits, and for how long. Nothing here waits itself: views are local.</summary>
public sealed class WaitingViews(ViewReader views)
{
    internal const string Checks =
        "SELECT count(*), min(waiting_since), sum(waiting_since < $2) FROM evidence WHERE plan = $1 AND status = 0";

    // Where the plan names no lead nobody can answer: then the decision is what is waited for.
    internal const string Needs = """
        SELECT CASE WHEN e.need = 0 AND NOT EXISTS (SELECT 1 FROM milestone m WHERE m.commitment = e.commitment AND m.leaf = 1
                AND m.lead IS NOT NULL AND (e.leaf IS NULL OR m.number = e.leaf)) THEN 1 ELSE e.need END AS kind,
            count(*), min(e.need_since), sum(e.need_since < CASE WHEN e.need = 2 THEN $2 ELSE $3 END)
        FROM evidence e WHERE e.plan = $1 AND e.need IS NOT NULL GROUP BY kind
        """;

    internal const string Hidings = """
        SELECT need, count(*), min(need_since), sum(need = 1 AND need_since < $2)
        FROM hiding WHERE plan = $1 AND need IS NOT NULL AND (need = 1 OR lapses > $3) GROUP BY need
        """;

    internal const string Leaves = """
        SELECT e.commitment, e.leaf, c.title, m.title, count(*), min(e.waiting_since) AS oldest, sum(e.waiting_since < $2)
        FROM evidence e JOIN commitment c ON c.id = e.commitment
            LEFT JOIN milestone m ON m.commitment = e.commitment AND m.number = e.leaf
        WHERE e.plan = $1 AND e.status = 0 GROUP BY e.commitment, e.leaf ORDER BY oldest, e.commitment, e.leaf LIMIT 200
        """;

    /// <summary>What waits in a plan; null when there is no such plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="today">The day there.</param>
    /// <param name="now">What was hidden and has ended by itself by then waits no longer.</param>
    public PlanWaiting? Of(PlanId plan, DateOnly today, DateTimeOffset now)
    {
        if (views.Register.Plan(plan) is not { } body) return null;
        var head = body.Head(today);
        using var read = views.Read();
        var (check, decision) = (TooLongBefore(today, EvidenceRules.DaysToCheck, body), TooLongBefore(today, DisputeRules.DaysToDecide, body));
        var needs = read.Query(Needs, row => (Need: (EvidenceNeed)row.GetInt32(0), Count: Count(row, 1, head)), plan.Value, check, decision)
            .ToDictionary(one => one.Need, one => one.Count);
        var answers = needs.GetValueOrDefault(EvidenceNeed.Answer, WaitingCount.None) with { TooLong = 0 };
        var hidings = read.Query(Hidings, row => (Need: (HidingNeed)row.GetInt32(0), Count: Count(row, 1, head)), plan.Value, check, now)
            .ToDictionary(one => one.Need, one => one.Count);
        var closed = head.Closed;
        return new(
            plan, today,
            read.First(Checks, row => Count(row, 0, head), plan.Value, check) ?? WaitingCount.None,
            closed ? WaitingCount.None : answers,
            needs.GetValueOrDefault(EvidenceNeed.Decision, WaitingCount.None), needs.GetValueOrDefault(EvidenceNeed.Appeal, WaitingCount.None),
            hidings.GetValueOrDefault(HidingNeed.Confirmation, WaitingCount.None), hidings.GetValueOrDefault(HidingNeed.Appeal, WaitingCount.None),
            closed ? answers.Count : 0,
            [
                .. read.Query(
                    Leaves,
                    row => new WaitingLeaf(
                        CommitmentId.Parse(row.GetString(0)), ViewJson.Read<Words>(row.GetString(2)),
                        row.Text(1) is { } leaf ? MilestoneNumber.Parse(leaf) : null,
                        row.Text(3) is { } title ? ViewJson.Read<Words>(title) : null, Count(row, 4, head)),
                    plan.Value, check),
            ]);
    }

    /// <summary>The first moment that is not too long ago, as the rules count: by the plan's days since it was recorded.</summary>
    internal static DateTimeOffset TooLongBefore(DateOnly today, int days, PlanBody? plan) => PlanZone.EndOf(today.AddDays(-days - 1), plan);

    private static WaitingCount Count(SqliteDataReader row, int first, PlanHead plan)
    {
        var oldest = row.Time(first + 1);
        return new(row.GetInt32(first), oldest, oldest is { } since ? plan.DaysSince(since) : 0, row.IsDBNull(first + 2) ? 0 : row.GetInt32(first + 2));
    }
}
