using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;

namespace Tracker.Domain.Standing;

/// <summary>
/// "Of <see cref="Due"/> due so far, government says complete <see cref="Reported"/>. Of those, evidence shows …": parts that
/// always add up. Counts leaves of one plan; never summed across jurisdictions.
/// </summary>
/// <param name="Due">Leaves due before today; a recurring one once, by its last due occurrence.</param>
/// <param name="Reported">Of those: reported Complete.</param>
/// <param name="Complete">Of the reported: evidence shows Complete.</param>
/// <param name="Lower">Of the reported: evidence shows less.</param>
/// <param name="Disputed">Of the reported: disputed.</param>
/// <param name="NotYetChecked">Of the reported: evidence waits.</param>
/// <param name="NoEvidence">Of the reported: no evidence.</param>
/// <param name="AheadOfReport">Of the due: evidence shows more than was reported.</param>
/// <param name="Late">Of the due: late, those done late included.</param>
/// <param name="DoneLate">Of the late: done since.</param>
/// <param name="Undated">Leaves without a deadline.</param>
/// <param name="Unknown">Leaves whose due date the source does not state.</param>
/// <param name="Leaves">All leaves.</param>
/// <param name="Withdrawn">Of the leaves: withdrawn. They stay in <paramref name="Due"/> from their date on, like every other.</param>
/// <param name="WithdrawnLate">Of the late: withdrawn while late.</param>
/// <param name="Rescheduled">Of the late: still open, with a new date.</param>
public sealed record Headline(
    int Due,
    int Reported,
    int Complete,
    int Lower,
    int Disputed,
    int NotYetChecked,
    int NoEvidence,
    int AheadOfReport,
    int Late,
    int DoneLate,
    int Undated,
    int Unknown,
    int Leaves,
    int Withdrawn = 0,
    int WithdrawnLate = 0,
    int Rescheduled = 0)
{
    /// <summary>Late, neither done since nor withdrawn.</summary>
    [JsonIgnore] // computed from what is there
    public int StillLate => Late - DoneLate - WithdrawnLate;

    /// <summary>Counts the leaves among the milestones given.</summary>
    public static Headline Of(IEnumerable<MilestoneStanding> milestones, DateOnly today)
    {
        int due = 0, reported = 0, complete = 0, lower = 0, disputed = 0, waiting = 0, none = 0;
        int ahead = 0, late = 0, doneLate = 0, undated = 0, unknown = 0, leaves = 0, withdrawn = 0, withdrawnLate = 0, rescheduled = 0;
        foreach (var leaf in milestones)
        {
            if (!leaf.Leaf) continue;
            leaves++;
            if (leaf.Withdrawn is not null) withdrawn++;
            if (leaf.Lateness == Lateness.Undated) undated++;
            if (leaf.Lateness == Lateness.Unknown) unknown++;
            if (leaf.Lateness is Lateness.Undated or Lateness.Unknown || !(leaf.JudgedDue < today)) continue;
            due++;
            if (leaf.IsAheadOfReport) ahead++;
            if (leaf.Lateness.IsLate()) late++;
            if (leaf.Lateness == Lateness.DoneLate) doneLate++;
            if (leaf.Lateness == Lateness.WithdrawnLate) withdrawnLate++;
            if (leaf is { Lateness: Lateness.Late, MissedDue: not null }) rescheduled++;
            if (leaf.Reported != Completion.Complete) continue;
            reported++;
            if (leaf.Proof.State == ProofState.Disputed) disputed++;
            else if (leaf.Proof.State == ProofState.NotYetChecked) waiting++;
            else if (leaf.Proof.State == ProofState.NoEvidenceAvailable) none++;
            else if (leaf.Proof.Level == Completion.Complete) complete++;
            else lower++;
        }

        return new(
            due, reported, complete, lower, disputed, waiting, none, ahead, late, doneLate, undated, unknown, leaves, withdrawn, withdrawnLate, rescheduled);
    }
}
