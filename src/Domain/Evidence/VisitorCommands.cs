using Tracker.Domain.Commitments;

namespace Tracker.Domain.Evidence;

/// <summary>Somebody without an account sends evidence for a leaf, or for the whole commitment. Parameters as in <see cref="EvidenceSubmitted"/>.</summary>
/// <remarks>Of what an organisation sends it lacks nothing but the duty to name a source: a person may have seen it with their own eyes.</remarks>
public sealed record SendEvidence(
    MilestoneNumber? Leaf,
    string Title,
    string Summary,
    DateOnly On,
    Stance Stance,
    Completion Shows,
    string? Source = null,
    string? Place = null,
    DateOnly? Period = null,
    string? SettledBy = null);

/// <summary>Let the world read what a visitor sent, without stating yet what it shows.</summary>
public sealed record ReleaseEvidence;

/// <summary>Keep what a visitor sent from the world, for good.</summary>
/// <param name="Ground">Under which rule.</param>
/// <param name="Reason">Why, in words that give nothing of it away; public, required.</param>
/// <param name="File">Only this file of it; null: the piece with its files, or all of its files where its words are public.</param>
public sealed record RefuseEvidence(Ground Ground, string Reason, FileId? File = null);
