using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Evidence;

/// <summary>Send a piece of evidence for a leaf, or for the whole commitment. Parameters as in <see cref="EvidenceSubmitted"/>.</summary>
/// <remarks><c>Contribution</c>: what only a plugin's evidence says; null for everybody else's.</remarks>
public sealed record SubmitEvidence(
    MilestoneNumber? Leaf,
    string Title,
    string Summary,
    string Source,
    DateOnly On,
    Stance Stance,
    Completion Shows,
    DateOnly? Period = null,
    string? SettledBy = null,
    Contribution? Contribution = null);

/// <summary>Enter evidence from before the plan's first publication here: submitted, never accepted.</summary>
public sealed record ImportEvidence(
    MilestoneNumber? Leaf,
    string Title,
    string Summary,
    string Source,
    DateOnly On,
    Stance Stance,
    Completion? Shows,
    DateOnly? Period,
    string? About,
    OrganisationId EnteredBy,
    string? SettledBy,
    DateOnly Published);

/// <summary>State the level that a piece of evidence shows.</summary>
public sealed record AcceptEvidence(Completion Level, string Reason);

/// <summary>State the level that accepted evidence shows of a deliverable that was amended since.</summary>
public sealed record ConfirmEvidence(Completion Level, string Reason);

/// <summary>Send a piece of evidence back to be repaired.</summary>
public sealed record ReturnEvidence(string Reason);

/// <summary>Change evidence that waits or was returned. Its leaf and stance stay.</summary>
/// <remarks><c>Contribution</c>: as in <see cref="SubmitEvidence"/>.</remarks>
public sealed record ReviseEvidence(
    string Title,
    string Summary,
    string Source,
    DateOnly On,
    Completion Shows,
    DateOnly? Period = null,
    string? SettledBy = null,
    Contribution? Contribution = null);

/// <summary>Take one's own evidence back.</summary>
public sealed record WithdrawEvidence(string Reason);
