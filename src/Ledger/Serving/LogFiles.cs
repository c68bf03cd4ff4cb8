using System.Text;
using Tracker.Ledger.Reading;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Serving;

/// <summary>The files of a log by path (C2SP tlog-tiles), as far as a published checkpoint covers them.</summary>
internal sealed class LogFiles(ReaderThreads readers)
{
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Brief = "public, max-age=5";

    /// <summary>Words may be hidden or erased the next moment: nobody passes on a copy without asking.</summary>
    private const string Asked = "public, no-cache";
    private const string Binary = "application/octet-stream";
    private const string PlainText = "text/plain; charset=utf-8";

    public async Task<ServedFile?> Serve(string log, string path, CancellationToken ct)
    {
        switch (path)
        {
            case "checkpoint":
                var note = await readers.Read(v => v.LatestCheckpoint(log, published: true)?.Note, ct);
                return note is null ? null : File(PlainText, Brief, Encoding.UTF8.GetBytes(note));
            case "key":
                var key = await readers.Read(v => KeyOf(v, log), ct);
                return key is null ? null : File(PlainText, "public, max-age=3600", Encoding.UTF8.GetBytes(key + "\n"));
            case "log.zip":
                var covered = await readers.Read(v => v.LatestCheckpoint(log, published: true), ct);
                return covered is null
                    ? null
                    : new ServedFile("application/zip", "no-store", null, new LogZip(readers, log).WriteTo);
            default:
                return TilePath.Parse(path) is { } tile ? await Tile(log, tile, ct) : null;
        }
    }

    internal static string? KeyOf(ILedgerView view, string log)
    {
        foreach (var (name, key) in view.Logs())
        {
            if (name == log)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Reads a tile, a bundle or disclosures within a tree of the given size; null when that tree has none such.</summary>
    internal static byte[]? Read(ILedgerView view, string log, TilePath tile, long size)
    {
        var held = tile.Kind == TileKind.Hashes ? TilePath.CountAt(tile.Level, size) : size;
        var first = tile.Number * TilePath.FullWidth;
        var rest = held - first;
        if (rest <= 0 || (rest < tile.Width && tile.Kind != TileKind.Disclosures))
        {
            return null;
        }

        var width = (int)Math.Min(tile.Width, rest);
        return tile.Kind switch
        {
            TileKind.Hashes => view.Tile(log, tile.Level, tile.Number)?[..(width * TreeHash.Size)],
            TileKind.Entries => Bundle.Of(view.Entries(log, first, width, withHeld: false)),
            _ => Bundle.DisclosuresOf(view.Entries(log, first, width, withHeld: false)),
        };
    }

    private async Task<ServedFile?> Tile(string log, TilePath tile, CancellationToken ct)
    {
        var bytes = await readers.Read(
            v => v.LatestCheckpoint(log, published: true) is { } covered ? Read(v, log, tile, covered.Size) : null, ct);
        return bytes is null ? null
            : tile.Kind == TileKind.Disclosures ? File("application/jsonl; charset=utf-8", Asked, bytes)
            : File(Binary, Immutable, bytes);
    }

    private static ServedFile File(string type, string cache, byte[] bytes) =>
        new(type, cache, bytes, async (to, ct) => await to.WriteAsync(bytes, ct));
}
