namespace Tracker.Domain.Record;

/// <summary>
/// Something that happened, in facts and texts. The closed family of everything the ledger can say: a type and its meaning
/// never change, additions are optional facts, anything else is a new type.
/// </summary>
/// <remarks>Who (<c>role</c>, <c>by</c>, <c>org</c>, <c>partner</c>) stands in the entry's header, from the actor; an event
/// has only what that cannot say. A property named <c>On</c> is the date it happened, as said.</remarks>
public abstract record TrackerEvent;
