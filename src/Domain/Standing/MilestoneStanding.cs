using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Standing;

/// <summary>One of the four partners' cells beside a row.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Level">The highest accepted level that it backs, as contributor or acceptor.</param>
/// <param name="Organisations">How many of its organisations back it.</param>
/// <param name="Involved">Whether one of its organisations is named in the plan as supporter.</param>
/// <param name="Waiting">How many of its pieces wait.</param>
/// <param name="Disputing">How many of its disputes are open.</param>
/// <param name="Claim">Whether the lead is of this partner: its own word is the claim, not proof.</param>
public sealed record PartnerCell(
    Partner Partner,
    Completion? Level,
    int Organisations,
    bool Involved,
    int Waiting,
    int Disputing,
    bool Claim);

/// <summary>A milestone or indicator on a day: a leaf's from its own reports and evidence, a parent's from its children.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Parent">The one above it.</param>
/// <param name="Leaf">Whether nothing is beneath it.</param>
/// <param name="Start">First day; null: unknown.</param>
/// <param name="Due">Due date of the occurrence judged; null: undated or unknown.</param>
/// <param name="Reported">The level reported; null: no report.</param>
/// <param name="AtLeast">True while some children have no level yet.</param>
/// <param name="ReportedOn">When it was so, as said.</param>
/// <param name="ReportVersion">Version in the commitment's stream of the current report.</param>
/// <param name="Percent">The source's figure.</param>
/// <param name="Proof">What evidence shows.</param>
/// <param name="Lateness">Against its date.</param>
/// <param name="Partners">The four partners.</param>
public sealed record MilestoneStanding(
    MilestoneNumber Number,
    MilestoneNumber? Parent,
    bool Leaf,
    DateOnly? Start,
    DateOnly? Due,
    Completion? Reported,
    bool AtLeast,
    DateOnly? ReportedOn,
    long? ReportVersion,
    Percent? Percent,
    Proof Proof,
    Lateness Lateness,
    ImmutableArray<PartnerCell> Partners);

/// <summary>A commitment and everything beneath it on a day.</summary>
/// <param name="Today">The day.</param>
/// <param name="Reported">The level reported.</param>
/// <param name="AtLeast">True while some children have no level yet.</param>
/// <param name="Proof">What evidence shows.</param>
/// <param name="Milestones">Every milestone and indicator, in the plan's order.</param>
/// <param name="Partners">The four partners.</param>
public sealed record CommitmentStanding(
    DateOnly Today,
    Completion? Reported,
    bool AtLeast,
    Proof Proof,
    ImmutableArray<MilestoneStanding> Milestones,
    ImmutableArray<PartnerCell> Partners);
