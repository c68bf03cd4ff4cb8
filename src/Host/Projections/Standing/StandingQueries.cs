using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Standing;

/// <summary>Reads standings of a day: always the stretch that contains it.</summary>
internal static class StandingQueries
{
    public const string Columns = "number, from_day, to_day, next_due, body";

    public const string OfCommitment = $"""
        SELECT {Columns} FROM standing WHERE commitment = $1 AND from_day <= $2 AND to_day > $2
        """;

    public const string OfRow = $"""
        SELECT {Columns} FROM standing WHERE commitment = $1 AND number = $2 AND from_day <= $3 AND to_day > $3
        """;

    public const string Sum = $"SELECT {Tally.Sums} FROM tally WHERE plan = $1 AND day <= $2";

    public const string SumByField = $"SELECT field, {Tally.Sums} FROM tally WHERE plan = $1 AND day <= $2 GROUP BY field";

    /// <summary>Every row of a commitment; null when there is none.</summary>
    public static (CommitmentDays Whole, Dictionary<string, MilestoneStanding> Rows)? Of(
        in ViewRead read, CommitmentId commitment, DateOnly today)
    {
        CommitmentDays? whole = null;
        var rows = new Dictionary<string, MilestoneStanding>(StringComparer.Ordinal);
        foreach (var row in read.Query(OfCommitment, row => CommitmentRows.Standing(row, 0), commitment.Value, today))
        {
            if (row.Milestone is { } milestone) rows.Add(milestone.Number.Value, milestone);
            else whole = row.Commitment;
        }

        return whole is null ? null : (whole, rows);
    }

    /// <summary>What is reported and proven of a leaf, or of the whole commitment.</summary>
    public static (Completion? Reported, DateOnly? On, Proof Proof, MilestoneStanding? Leaf) Claim(
        in ViewRead read, CommitmentId commitment, MilestoneNumber? leaf, DateOnly today, DateOnly? period = null)
    {
        var row = read.First(
            OfRow, row => CommitmentRows.Standing(row, 0), commitment.Value, leaf?.Value ?? StandingRows.Whole, today);
        return row switch
        {
            { Milestone: { Running: { } running } milestone } when running.Due == period => (running.Reported, running.ReportedOn, running.Proof, milestone),
            { Milestone: { } milestone } => (milestone.Reported, milestone.ReportedOn, milestone.Proof, milestone),
            { Commitment: { } whole } => (whole.Standing.Reported, null, whole.Standing.Proof, null),
            _ => (null, null, Proof.None, null),
        };
    }

    /// <summary>A plan's figures of a day.</summary>
    public static Figures Sums(in ViewRead read, PlanId plan, DateOnly today) =>
        read.First(Sum, row => Figures.Read(row, 0), plan.Value, today);

    /// <summary>A plan's figures of a day, by priority field.</summary>
    public static ImmutableArray<(PriorityField Field, Figures Figures)> SumsByField(in ViewRead read, PlanId plan, DateOnly today) =>
        [.. read.Query(SumByField, row => (PriorityField.Parse(row.GetString(0)), Figures.Read(row, 1)), plan.Value, today)];
}
