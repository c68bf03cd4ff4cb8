using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;

namespace Tracker.Support.Domain;

/// <summary>Gives events the place and time that the ledger would: one log, one index, a version for each stream.</summary>
public sealed class SomeRecord
{
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private long _index;

    /// <summary>The time the next event is recorded at; never goes back by itself.</summary>
    public DateTimeOffset Now { get; set; } = At("2026-05-01");

    public static DateTimeOffset At(string date) =>
        DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public Recorded<TEvent> Next<TEvent>(string stream, TEvent happened, Actor actor)
        where TEvent : TrackerEvent
    {
        var version = _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
        return new(happened, new("contoh", _index++, stream, version, Now, actor));
    }
}
