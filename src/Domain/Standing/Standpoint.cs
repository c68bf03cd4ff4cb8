using Tracker.Domain.Commitments;
using Tracker.Domain.Time;

namespace Tracker.Domain.Standing;

/// <summary>What stands to be contradicted: what is reported and what is proven of a leaf, of its occurrence, or of a whole commitment.</summary>
/// <param name="Reported">The level that government reports; null: none.</param>
/// <param name="Proven">The level that evidence shows; null: none.</param>
/// <param name="Disputed">An objection or a difference is open: it hides the proven level, and contradicts something already.</param>
/// <param name="Ahead">The occurrence that is meant, where it is later than the one that the leaf is judged by; null: it is not.</param>
public sealed record Standpoint(Completion? Reported, Completion? Proven, bool Disputed, DateOnly? Ahead = null)
{
    /// <summary>What stands there, as far as a standing tells.</summary>
    /// <param name="standing">How the commitment stands.</param>
    /// <param name="leaf">The leaf; null: the whole commitment.</param>
    /// <param name="period">The occurrence that is meant; null: of a recurring leaf the one that <paramref name="on"/> is in.</param>
    /// <param name="on">When what is said happened.</param>
    /// <param name="occurrences">Of a recurring leaf.</param>
    /// <returns>Null: it does not tell, because an earlier occurrence is meant, or there is no such leaf.</returns>
    public static Standpoint? Of(
        CommitmentStanding standing, MilestoneNumber? leaf, DateOnly? period, DateOnly on, IReadOnlyList<DateOnly>? occurrences)
    {
        if (leaf is not { } number) return new(standing.Reported, standing.Proof.Level, standing.Proof.State == ProofState.Disputed);
        if (standing.Milestones.FirstOrDefault(one => one.Number == number) is not { Leaf: true } milestone) return null;
        if (milestone.Occurrence is { } judged && occurrences is { Count: > 0 })
        {
            var meant = period ?? PlanCalendar.OccurrenceContaining([.. occurrences], on);
            if (meant < judged) return null;
            if (meant > judged)
            {
                return milestone.Running is { } running && running.Due == meant
                    ? new(running.Reported, running.Proof.Level, running.Proof.State == ProofState.Disputed, meant)
                    : new(null, null, false, meant);
            }
        }

        return new(milestone.Reported, milestone.Proof.Level, milestone.Proof.State == ProofState.Disputed);
    }

    /// <summary>Whether showing this level contradicts anything: it is less than what is reported, or less than what is proven.</summary>
    public bool IsContradictedBy(Completion level) => Disputed || level < Reported || level < Proven;
}
