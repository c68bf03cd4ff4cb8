using Tracker.Domain.Organisations;

namespace Tracker.Domain.Record;

/// <summary>Where, when and by whom an event was recorded; given by the ledger, never by whoever wrote.</summary>
/// <param name="Log">The log: a jurisdiction, or <c>site</c>.</param>
/// <param name="Index">Leaf index in the log, from 0.</param>
/// <param name="Stream">The stream, <c>bojonegoro-2016/1</c>.</param>
/// <param name="Version">Version in the stream, from 1.</param>
/// <param name="At">When it was recorded, UTC; decides <em>may I</em> and the order.</param>
/// <param name="Actor">Who, in what role, for which organisation.</param>
public sealed record Header(string Log, long Index, string Stream, long Version, DateTimeOffset At, Actor Actor);

/// <summary>An event as it stands on the ledger.</summary>
public sealed record Recorded<TEvent>(TEvent Event, Header Header)
    where TEvent : TrackerEvent;
