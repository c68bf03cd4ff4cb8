using Tracker.Domain.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Hidings;

/// <summary>Writes and reads back what is kept of a hiding.</summary>
internal static class HidingRows
{
    private const string OfEntry = "SELECT body FROM hiding WHERE log = $1 AND idx = $2";

    public static void Evolve(ViewConnection views, ReadEntry entry)
    {
        if (!HidingId.TryFromStream(entry.Header.Stream, out var id)) return;
        var before = views.First("SELECT body FROM hiding WHERE stream = $1", row => ViewJson.Read<HidingBody>(row.GetString(0)), id.Stream);
        if (HidingBody.Evolve(before, id, entry) is { } body) Put(views, body);
    }

    /// <summary>Folds it anew from its stored entries: words of an appeal were erased.</summary>
    public static void Again(ViewConnection views, HidingId id)
    {
        HidingBody? body = null;
        foreach (var entry in views.Query($"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 ORDER BY version", HistoryRows.Read, id.Stream))
            body = HidingBody.Evolve(body, id, entry);
        if (body is not null) Put(views, body);
    }

    /// <summary>Where a hiding has ended by itself.</summary>
    public static List<(string Log, long Index)> Lapsed(ViewConnection views, DateTimeOffset now) =>
        views.Query("SELECT log, idx FROM hiding WHERE lapses <= $1", row => (row.GetString(0), row.GetInt64(1)), now);

    /// <summary>Its words were read again.</summary>
    public static void Lapse(ViewConnection views, string log, long index)
    {
        if (Of(views, log, index) is { } body) Put(views, body with { Lapsed = true });
    }

    public static HidingBody? Of(ViewConnection views, string log, long index) =>
        views.First(OfEntry, row => ViewJson.Read<HidingBody>(row.GetString(0)), log, index);

    private static void Put(ViewConnection views, HidingBody body) => views.Run(
        "INSERT OR REPLACE INTO hiding VALUES($1, $2, $3, $4, $5, $6, $7, $8)", body.Log, body.Target, body.Id.Stream, body.Until, body.Id.Plan?.Value,
        body.Need?.Need, body.Need?.Since, ViewJson.Write(body));
}
