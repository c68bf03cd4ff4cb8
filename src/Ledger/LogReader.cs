using System.Collections.Immutable;

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
public sealed class LogReader
{
    internal LogReader()
    {
    }

    /// <summary>Reads a stream in order of version.</summary>
    /// <param name="log">The log.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="afterVersion">The last version already known; 0 for all.</param>
    /// <param name="ct">Stops between entries.</param>
    /// <returns>The entries with a greater version, in pages behind the scenes.</returns>
    public IAsyncEnumerable<StoredEntry> ReadStream(string log, string stream, long afterVersion, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Reads a part of a log in order of index.</summary>
    /// <param name="log">The log.</param>
    /// <param name="fromIndex">The first index wanted, from 0.</param>
    /// <param name="max">At most so many, 1 to 10,000.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The entries; empty at the end of the log.</returns>
    public Task<ImmutableArray<StoredEntry>> ReadLog(string log, long fromIndex, int max, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Reads one entry.</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The entry; null when the log is shorter.</returns>
    public Task<StoredEntry?> ReadEntry(string log, long index, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Finds the receipt of an earlier request. After a recovery from a mirror old keys are unknown.</summary>
    /// <param name="log">The log.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The receipt and the digest of what was asked then; null when this key is new.</returns>
    public Task<(Receipt Receipt, string RequestDigest)?> FindReceipt(string log, string actor, string key, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Finds the log a stream belongs to.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The log's name; null when the stream does not exist.</returns>
    public Task<string?> FindLog(string stream, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The number of entries in a log, all of them durable.</summary>
    /// <param name="log">The log.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The size; 0 for a log that does not exist.</returns>
    public Task<long> Size(string log, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Every log of the store, sorted by name.</summary>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The names.</returns>
    public Task<ImmutableArray<string>> Logs(CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The newest published checkpoint; at most about a second behind the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The checkpoint; null before the first.</returns>
    public Task<SignedCheckpoint?> LatestCheckpoint(string log, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Proves that an entry is in the tree of a given size (RFC 9162, 2.1.3.1).</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">The entry, from 0.</param>
    /// <param name="size">The size of the tree, greater than <paramref name="index"/> and at most the log's size.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The hashes, 32 bytes each, from the leaf upwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Index and size do not fit each other or the log.</exception>
    public Task<ImmutableArray<ReadOnlyMemory<byte>>> InclusionProof(string log, long index, long size, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The receipt anybody can check offline (C2SP tlog-proof).</summary>
    /// <param name="log">The log.</param>
    /// <param name="index">The entry, from 0.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The text; null until a checkpoint covers the entry.</returns>
    public Task<string?> TlogProof(string log, long index, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>
    /// Serves a log's files (C2SP tlog-tiles): <c>checkpoint</c>, <c>tile/…</c>, <c>tile/entries/…</c>, <c>disclosures/…</c>,
    /// <c>key</c>, <c>log.zip</c>. Only what a published checkpoint covers is served.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="path">The path below the log's address, without a leading slash.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The file; null when there is none (404).</returns>
    public Task<ServedFile?> Serve(string log, string path, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Waits until a log is larger than known: at once for writes of this process, within a second for another's.</summary>
    /// <param name="log">The log.</param>
    /// <param name="knownSize">The size already seen.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The size now, greater than <paramref name="knownSize"/>.</returns>
    public Task<long> WaitForGrowth(string log, long knownSize, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Follows a log: yields its size whenever it has grown.</summary>
    /// <param name="log">The log.</param>
    /// <param name="knownSize">The size already seen.</param>
    /// <param name="ct">Ends the following.</param>
    /// <returns>Growing sizes; steps may be skipped.</returns>
    public IAsyncEnumerable<long> Follow(string log, long knownSize, CancellationToken ct) => throw new NotSupportedException();
}
