using System.IO.Compression;
using System.Text;
using Tracker.Ledger.Reading;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Serving;

/// <summary>
/// A whole log as a zip of the served paths, written as it is read. Disclosures go first: a text erased meanwhile must
/// find its redaction under the checkpoint, which therefore goes last and covers every erasure seen.
/// </summary>
internal sealed class LogZip(ReaderThreads readers, string log)
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public async Task WriteTo(Stream to, CancellationToken ct)
    {
        var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await using (zip)
        {
            long written = 0;
            RecordedCheckpoint covered;
            do
            {
                covered = await Covering(ct);
                await WriteAll(zip, 0, covered.Size, written, TilePath.Disclosures, ct);
                written = covered.Size;
            }
            while (await readers.Read(v => v.LastErasure(log), ct) >= covered.Size);

            await WriteAll(zip, 0, covered.Size, 0, TilePath.Entries, ct);
            for (var level = 0; TilePath.CountAt(level, covered.Size) > 0; level++)
            {
                var at = level;
                await WriteAll(zip, level, covered.Size, 0, (number, width) => TilePath.Hashes(at, number, width), ct);
            }

            var key = await readers.Read(v => LogFiles.KeyOf(v, log), ct);
            await Write(zip, "key", Encoding.UTF8.GetBytes(key + "\n"), ct);
            await Write(zip, "checkpoint", Encoding.UTF8.GetBytes(covered.Note ?? ""), ct);
        }
    }

    /// <summary>The newest checkpoint, once it covers every erasure.</summary>
    private async Task<RecordedCheckpoint> Covering(CancellationToken ct)
    {
        while (true)
        {
            var (covered, erasure) = await readers.Read(v => (v.LatestCheckpoint(log, published: true), v.LastErasure(log)), ct);
            if (covered is not null && erasure < covered.Size)
            {
                return covered;
            }

            await Task.Delay(Patience, ct);
        }
    }

    private async Task WriteAll(ZipArchive zip, int level, long size, long written, Func<long, int, TilePath> path, CancellationToken ct)
    {
        var count = TilePath.CountAt(level, size);
        for (var number = written / TilePath.FullWidth; number * TilePath.FullWidth < count && (written == 0 || written < count); number++)
        {
            var width = (int)Math.Min(TilePath.FullWidth, count - (number * TilePath.FullWidth));
            var tile = path(number, width);
            var bytes = await readers.Read(v => LogFiles.Read(v, log, tile, size), ct);
            await Write(zip, tile.ToString(), bytes ?? throw new InvalidDataException($"{tile} is missing."), ct);
        }
    }

    private static async Task Write(ZipArchive zip, string name, byte[] bytes, CancellationToken ct)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        var content = await entry.OpenAsync(ct);
        await using (content)
        {
            await content.WriteAsync(bytes, ct);
        }
    }
}
