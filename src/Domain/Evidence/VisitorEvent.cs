using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>A reviewer let the world read what a visitor sent. The ledger serves the texts of the target from then on.</summary>
/// <param name="Target">Index in this log of the entry whose texts were held.</param>
public sealed record TextReleased(long Target) : EvidenceEvent;

/// <summary>A reviewer kept what a visitor sent from the world, for good: it counts for nothing, and that it was there stays visible.</summary>
/// <param name="Target">Index in this log of the entry whose texts are held.</param>
/// <param name="Ground">Under which rule.</param>
/// <param name="Reason">Why.</param>
public sealed record TextRefused(long Target, Ground Ground, PublicText Reason) : EvidenceEvent;
