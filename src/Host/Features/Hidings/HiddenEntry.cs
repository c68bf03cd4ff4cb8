using Tracker.Domain;
using Tracker.Domain.Hidings;
using Tracker.Host.Http;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>From an entry's place to the stream in which hiding its words is decided.</summary>
internal static class HiddenEntry
{
    /// <exception cref="RejectedException">There is no such entry.</exception>
    public static HidingId Of(HistoryViews history, string log, long index) =>
        history.Entry(log, index) is { } entry ? Of(entry) : throw new RejectedException(Rules.EntryUnknown.Refuse());

    public static HidingId Of(HistoryEntry entry) => new(entry.Stream, entry.Version);
}
