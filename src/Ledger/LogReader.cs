using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Tracker.Ledger.Reading;
using Tracker.Ledger.Serving;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Tree;
using Tracker.Ledger.Writing;

namespace Tracker.Ledger;

/// <summary>A checkpoint as it was signed (C2SP tlog-checkpoint).</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Size">The number of entries it covers.</param>
/// <param name="Root">The RFC 6962 root of these, 32 bytes.</param>
/// <param name="Note">The signed note, as served.</param>
public sealed record SignedCheckpoint(string Log, long Size, ReadOnlyMemory<byte> Root, string Note);

/// <summary>A file as the ledger serves it.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="CacheControl">The Cache-Control value.</param>
/// <param name="Bytes">The content; null when it is streamed.</param>
/// <param name="WriteTo">Writes the content, in constant memory.</param>
public sealed record ServedFile(
    string ContentType,
    string CacheControl,
    ReadOnlyMemory<byte>? Bytes,
    Func<Stream, CancellationToken, Task> WriteTo);

/// <summary>
/// Reads every log of a store. Nothing runs on the caller's thread or scheduler: grains may call it.
/// A log that does not exist reads as an empty one.
/// </summary>
public sealed class LogReader : IAsyncDisposable
{
    private const int Page = 256;
    private const int LargestRead = 10_000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly ReaderThreads _readers;
    private readonly LogFiles _files;
    private readonly GrowthSignals _signals;

    internal LogReader(ILedgerStore store, GrowthSignals signals, int threads = 3)
    {
        _readers = new ReaderThreads(store, threads);
        _files = new LogFiles(_readers);
        _signals = signals;
    }

    /// <summary>Reads a stream in order of version.</summary>
    /// <param name="log">The log.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="afterVersion">The last version already known; 0 for all.</param>
    /// <param name="ct">Stops between entries.</param>
    /// <returns>The entries with a greater version, in pages behind the scenes.</returns>
    public async IAsyncEnumerable<StoredEntry> ReadStream(
        string log, string stream, long afterVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        var page = ImmutableArray<StoredEntry>.Empty;
        do
        {
            var after = afterVersion;
            page = await _readers.Read(v => v.StreamEntries(log, stream, after, Page), ct);
            foreach (var entry in page)
            {
                yield return entry;
            }

            afterVersion += page.Length;
        }
        while (page.Length == Page);
    }

    /// <summary>Reads a part of a log in order of index.</summary>
    /// <param name="log">The log.</param>
    /// <param name="fromIndex">The first index wanted, from 0.</param>
    /// <param name="max">At most so many, 1 to 10,000.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The entries; empty at the end of the log.</returns>
    public async Task<ImmutableArray<StoredEntry>> ReadLog(string log, long fromIndex, int max, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromIndex);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, LargestRead);
        return await _readers.Read(v => v.Entries(log, fromIndex, max, withHeld: false), ct);
    }

    /// <summary>
    /// Reads on where a follower stands: what this process wrote a moment ago comes from memory, everything else from the
    /// store. For followers only, who meet every later change of a text as an entry of its own.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="fromIndex">The first index wanted, from 0.</param>
    /// <param name="max">At most so many, 1 to 10,000.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The entries; empty at the end of the log.</returns>
    public async Task<ImmutableArray<StoredEntry>> ReadOn(string log, long fromIndex, int max, CancellationToken ct)
    {
        var recent = _signals.Recent(log, fromIndex, max);
        return recent.IsEmpty ? await ReadLog(log, fromIndex, max, ct) : recent;
    }

    /// <summary>Reads one entry.</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The entry; null when the log is shorter.</returns>
    public async Task<StoredEntry?> ReadEntry(string log, long index, CancellationToken ct)
    {
        var found = await ReadLog(log, index, 1, ct);
        return found.Length == 1 && found[0].Index == index ? found[0] : null;
    }

    /// <summary>Reads one entry with its held texts, for those who decide whether they may be shown.</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The entry; null when the log is shorter.</returns>
    public async Task<StoredEntry?> ReadWithHeldTexts(string log, long index, CancellationToken ct)
    {
        var found = await _readers.Read(v => v.Entries(log, index, 1, withHeld: true), ct);
        return found.Length == 1 && found[0].Index == index ? found[0] : null;
    }

    /// <summary>Finds the receipt of an earlier request. After a recovery from a mirror old keys are unknown.</summary>
    /// <param name="log">The log.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The receipt and the digest of what was asked then; null when this key is new.</returns>
    public Task<(Receipt Receipt, string RequestDigest)?> FindReceipt(string log, string actor, string key, CancellationToken ct)
        => _readers.Read(v => v.FindReceipt(log, actor, key), ct);

    /// <summary>Finds the log a stream belongs to.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The log's name; null when the stream does not exist.</returns>
    public Task<string?> FindLog(string stream, CancellationToken ct) => _readers.Read(v => v.FindLog(stream), ct);

    /// <summary>The number of entries in a log, all of them durable.</summary>
    /// <param name="log">The log.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The size; 0 for a log that does not exist.</returns>
    public Task<long> Size(string log, CancellationToken ct) => _readers.Read(v => v.Head(log)?.Size ?? 0, ct);

    /// <summary>Every log of the store, sorted by name.</summary>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The names.</returns>
    public Task<ImmutableArray<string>> Logs(CancellationToken ct)
        => _readers.Read(v => v.Logs().Select(l => l.Log).ToImmutableArray(), ct);

    /// <summary>The newest published checkpoint; at most about a second behind the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The checkpoint; null before the first.</returns>
    public async Task<SignedCheckpoint?> LatestCheckpoint(string log, CancellationToken ct)
    {
        var latest = await _readers.Read(v => v.LatestCheckpoint(log, published: true), ct);
        return latest?.Note is { } note ? new SignedCheckpoint(log, latest.Size, latest.Root, note) : null;
    }

    /// <summary>Proves that an entry is in the tree of a given size (RFC 9162, 2.1.3.1).</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">The entry, from 0.</param>
    /// <param name="size">The size of the tree, greater than <paramref name="index"/> and at most the log's size.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The hashes, 32 bytes each, from the leaf upwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Index and size do not fit each other or the log.</exception>
    public Task<ImmutableArray<ReadOnlyMemory<byte>>> InclusionProof(string log, long index, long size, CancellationToken ct)
        => _readers.Read(
            v => size <= (v.Head(log)?.Size ?? 0)
                ? TreeOf(v, log).Inclusion(index, size)
                : throw new ArgumentOutOfRangeException(nameof(size), size, "The log is shorter."),
            ct);

    /// <summary>The receipt anybody can check offline (C2SP tlog-proof).</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">The entry, from 0.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The text; null until a checkpoint covers the entry.</returns>
    public Task<string?> TlogProof(string log, long index, CancellationToken ct)
        => _readers.Read(
            v =>
            {
                var covered = v.LatestCheckpoint(log, published: true);
                if (index < 0 || covered?.Note is not { } note || index >= covered.Size)
                {
                    return null;
                }

                var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ").Append(index.ToString(CultureInfo.InvariantCulture)).Append('\n');
                foreach (var hash in TreeOf(v, log).Inclusion(index, covered.Size))
                {
                    text.Append(Convert.ToBase64String(hash.Span)).Append('\n');
                }

                return text.Append('\n').Append(note).ToString();
            },
            ct);

    /// <summary>
    /// Serves a log's files (C2SP tlog-tiles): <c>checkpoint</c>, <c>tile/…</c>, <c>tile/entries/…</c>, <c>disclosures/…</c>,
    /// <c>key</c>, <c>log.zip</c>. Only what a published checkpoint covers is served.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="path">The path below the log's address, without a leading slash.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The file; null when there is none (404).</returns>
    public Task<ServedFile?> Serve(string log, string path, CancellationToken ct) => _files.Serve(log, path, ct);

    /// <summary>Waits until a log is larger than known: at once for writes of this process, within a second for another's.</summary>
    /// <param name="log">The log.</param>
    /// <param name="knownSize">The size already seen.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The size now, greater than <paramref name="knownSize"/>.</returns>
    public async Task<long> WaitForGrowth(string log, long knownSize, CancellationToken ct)
    {
        var polled = false;
        while (true)
        {
            var (signalled, next) = _signals.Of(log);
            if (signalled > knownSize)
            {
                return signalled;
            }

            // Known is more than this process wrote, or nothing: then others write here, and only the store knows.
            if ((polled || signalled == 0 || signalled < knownSize) && await Size(log, ct) is var size && size > knownSize)
            {
                return size;
            }

            await next.WaitAsync(Poll, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            polled = !next.IsCompleted;
        }
    }

    /// <summary>Waits until a published checkpoint covers a size: at once for checkpoints of this process, within a second for another's.</summary>
    /// <param name="log">The log.</param>
    /// <param name="size">The number of entries it must cover, at least 1.</param>
    /// <param name="ct">Stops waiting: while a log refuses to be signed, no checkpoint comes.</param>
    /// <returns>The newest checkpoint, of at least <paramref name="size"/> entries.</returns>
    public async Task<SignedCheckpoint> WaitForCheckpoint(string log, long size, CancellationToken ct)
    {
        while (true)
        {
            var next = _signals.NextSeal(log); // before the look: one published in between is not missed
            if (await LatestCheckpoint(log, ct) is { } checkpoint && checkpoint.Size >= size)
            {
                return checkpoint;
            }

            await next.WaitAsync(Poll, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Follows a log: yields its size whenever it has grown.</summary>
    /// <param name="log">The log.</param>
    /// <param name="knownSize">The size already seen.</param>
    /// <param name="ct">Ends the following.</param>
    /// <returns>Growing sizes; steps may be skipped.</returns>
    public async IAsyncEnumerable<long> Follow(string log, long knownSize, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            knownSize = await WaitForGrowth(log, knownSize, ct);
            yield return knownSize;
        }
    }

    /// <summary>Ends the reading threads.</summary>
    /// <returns>When that is done.</returns>
    public ValueTask DisposeAsync() => _readers.DisposeAsync();

    private static TileTree TreeOf(ILedgerView view, string log) => new((level, number) => view.Tile(log, level, number));
}
