using Tracker.Domain.Evidence;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Hidings;

/// <summary>What is decided about showing the words of one entry. The ledger itself acts on all of these but the appeal.</summary>
public abstract record HidingEvent : TrackerEvent;

/// <summary>A coordinator hid the personal texts of an entry: for seven days, unless a reviewer confirms it.</summary>
/// <param name="Target">Index in this log of the entry.</param>
/// <param name="Ground">Under which rule.</param>
/// <param name="Reason">Why.</param>
public sealed record TextHidden(long Target, Ground Ground, PublicText Reason) : HidingEvent;

/// <summary>A reviewer of another organisation decided that they stay hidden.</summary>
/// <param name="Target">Index in this log of the entry.</param>
/// <param name="Reason">Why.</param>
public sealed record TextWithheld(long Target, PublicText Reason) : HidingEvent;

/// <summary>A reviewer of another organisation decided that they are shown again.</summary>
/// <param name="Target">Index in this log of the entry.</param>
/// <param name="Reason">Why.</param>
public sealed record TextShown(long Target, PublicText Reason) : HidingEvent;

/// <summary>Whose words were hidden appealed.</summary>
/// <param name="Reason">Why they may be read, in the contributor's words; null: erased, or a visitor appealed.</param>
public sealed record HidingAppealed(PersonalText? Reason) : HidingEvent;
