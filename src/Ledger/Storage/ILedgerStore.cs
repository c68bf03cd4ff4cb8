using System.Collections.Immutable;

namespace Tracker.Ledger.Storage;

/// <summary>
/// Where a ledger is kept. Everything is synchronous, because only the ledger's own threads come here: a writer's, and
/// the readers'. Whatever stands behind it passes the same conformance tests. Methods throw <see cref="StorageFull"/>
/// when there is no room, and the driver's own exception for any other failure: the outcome is then unknown.
/// </summary>
public interface ILedgerStore : IAsyncDisposable
{
    /// <summary>Records the origin at the first start.</summary>
    /// <param name="origin">The origin of this start.</param>
    /// <returns>The origin of the first start.</returns>
    string FixOrigin(string origin);

    /// <summary>Makes a log, empty; does nothing when it exists.</summary>
    /// <param name="log">The log's name.</param>
    /// <param name="key">Its public key, as a vkey.</param>
    void CreateLog(string log, string key);

    /// <summary>Begins a transaction on one log. Only one is open in a store at a time; others wait.</summary>
    /// <param name="log">A log that exists.</param>
    /// <returns>The transaction.</returns>
    ILedgerBatch Begin(string log);

    /// <summary>Opens a way to read; it sees what is committed. Not for two threads at once.</summary>
    /// <returns>The view.</returns>
    ILedgerView OpenView();

    /// <summary>Records, durably, that a checkpoint is about to be signed; does nothing when the same one is recorded.</summary>
    /// <param name="log">The log.</param>
    /// <param name="size">The size it covers.</param>
    /// <param name="root">The root, 32 bytes.</param>
    /// <exception cref="HistoryWouldFork">Another root is recorded for this size.</exception>
    void RecordCheckpoint(string log, long size, ReadOnlyMemory<byte> root);

    /// <summary>Publishes a recorded checkpoint, durably.</summary>
    /// <param name="log">The log.</param>
    /// <param name="size">The size it covers.</param>
    /// <param name="note">The signed note.</param>
    void PublishCheckpoint(string log, long size, string note);

    /// <summary>Wipes what erased texts may have left behind in files; returns when they hold none of it.</summary>
    /// <param name="remnants">The erased disclosures.</param>
    void Wipe(IReadOnlyCollection<string> remnants);
}

/// <summary>The head of a log.</summary>
/// <param name="Size">The number of entries.</param>
/// <param name="Frontier">The roots of the largest whole subtrees, widest first, 32 bytes each.</param>
/// <param name="At">The time of the last entry as it is written; empty before the first.</param>
public sealed record LogHead(long Size, ReadOnlyMemory<byte> Frontier, string At);

/// <summary>A checkpoint as recorded before it is signed.</summary>
/// <param name="Size">The size it covers.</param>
/// <param name="Root">The root, 32 bytes.</param>
/// <param name="Note">The signed note; null when it was never published.</param>
public sealed record RecordedCheckpoint(long Size, ReadOnlyMemory<byte> Root, string? Note);

/// <summary>A text to be stored beside an entry.</summary>
/// <param name="Position">The position of its digest in the entry's <c>_sd</c>, from 0.</param>
/// <param name="Digest">The digest, 43 characters of base64url.</param>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Personal">Whether it may be erased.</param>
/// <param name="Held">Whether it is not served yet.</param>
public readonly record struct TextRow(int Position, string Digest, string Disclosure, bool Personal, bool Held);

/// <summary>What became of an erasure.</summary>
public enum Erasure
{
    /// <summary>Salt and value are gone with this transaction.</summary>
    Erased,

    /// <summary>The target has no such digest.</summary>
    Unknown,

    /// <summary>It is a public text.</summary>
    Public,

    /// <summary>It was erased before.</summary>
    Already,
}

/// <summary>A transaction on one log. Disposed without a commit, it leaves nothing behind.</summary>
public interface ILedgerBatch : IDisposable
{
    /// <summary>The head as this transaction sees it.</summary>
    LogHead Head { get; }

    /// <summary>Reads a stored tile of hashes.</summary>
    /// <param name="level">The tile level, from 0.</param>
    /// <param name="number">The tile's number, from 0.</param>
    /// <returns>1 to 256 hashes; null when there is none.</returns>
    byte[]? Tile(int level, long number);

    /// <summary>Finds the receipt of a request.</summary>
    /// <param name="actor">Who asked.</param>
    /// <param name="key">The idempotency key.</param>
    /// <returns>Receipt and request digest; null when the key is new.</returns>
    (Receipt Receipt, string RequestDigest)? FindReceipt(string actor, string key);

    /// <summary>Finds a stream's version.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>Its log and version; null when it does not exist.</returns>
    (string Log, long Version)? FindStream(string stream);

    /// <summary>Sets a mark to go back to.</summary>
    void Mark();

    /// <summary>Keeps what was written since the mark.</summary>
    void Keep();

    /// <summary>Takes back what was written since the mark.</summary>
    void Undo();

    /// <summary>Adds an entry.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="version">Its version in the stream.</param>
    /// <param name="entry">The record.</param>
    /// <param name="leafHash">Its leaf hash, 32 bytes.</param>
    /// <exception cref="StoreConflict">Another writer was first.</exception>
    void AddLeaf(long index, string stream, long version, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> leafHash);

    /// <summary>Adds a text beside an entry.</summary>
    /// <param name="index">The entry's index.</param>
    /// <param name="text">The text.</param>
    void AddText(long index, in TextRow text);

    /// <summary>Adds the receipt of a request.</summary>
    /// <param name="actor">Who asked.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="requestDigest">The digest of what was asked.</param>
    /// <param name="receipt">Where it stands.</param>
    /// <exception cref="StoreConflict">Another writer was first.</exception>
    void AddReceipt(string actor, string key, string requestDigest, Receipt receipt);

    /// <summary>Deletes salt and value of a personal text.</summary>
    /// <param name="index">The entry that erases.</param>
    /// <param name="target">The entry it stands beside.</param>
    /// <param name="digest">Its digest.</param>
    /// <returns>What became of it, and the disclosure that was erased.</returns>
    (Erasure Erasure, string? Disclosure) Erase(long index, long target, string digest);

    /// <summary>Releases every held text of an entry.</summary>
    /// <param name="target">The entry.</param>
    /// <returns>How many there were.</returns>
    int Release(long target);

    /// <summary>Hides every personal text of an entry: it is served as null until then. Replaces an earlier hiding.</summary>
    /// <param name="target">The entry.</param>
    /// <param name="until">The first moment at which it is served again, as times are written in entries.</param>
    /// <returns>How many personal texts it has; with none nothing is hidden.</returns>
    int Hide(long target, string until);

    /// <summary>Ends the hiding of an entry's texts.</summary>
    /// <param name="target">The entry.</param>
    /// <returns>0 when it was never hidden.</returns>
    int Show(long target);

    /// <summary>Stores a tile of hashes, replacing a shorter one.</summary>
    /// <param name="level">The tile level.</param>
    /// <param name="number">The tile's number.</param>
    /// <param name="hashes">1 to 256 hashes.</param>
    void PutTile(int level, long number, ReadOnlySpan<byte> hashes);

    /// <summary>Advances the head from <see cref="Head"/> and makes everything durable.</summary>
    /// <param name="head">The new head.</param>
    /// <returns>False when another writer advanced it first: nothing was written, reload and try again.</returns>
    bool Commit(LogHead head);
}

/// <summary>Reads what is committed.</summary>
public interface ILedgerView : IDisposable
{
    /// <summary>Every log and its public key, sorted by name.</summary>
    /// <returns>The logs.</returns>
    ImmutableArray<(string Log, string Key)> Logs();

    /// <summary>The head of a log.</summary>
    /// <param name="log">The log.</param>
    /// <returns>The head; null when there is no such log.</returns>
    LogHead? Head(string log);

    /// <summary>Reads a tile of hashes.</summary>
    /// <param name="log">The log.</param>
    /// <param name="level">The tile level.</param>
    /// <param name="number">The tile's number.</param>
    /// <returns>1 to 256 hashes; null when there is none.</returns>
    byte[]? Tile(string log, int level, long number);

    /// <summary>Reads entries in order of index, held and hidden texts as null unless asked for.</summary>
    /// <param name="log">The log.</param>
    /// <param name="fromIndex">The first index.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="withHeld">True: held texts too, for those who decide about them.</param>
    /// <returns>The entries.</returns>
    ImmutableArray<StoredEntry> Entries(string log, long fromIndex, int max, bool withHeld);

    /// <summary>Reads a stream in order of version, held and hidden texts as null.</summary>
    /// <param name="log">The log.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="afterVersion">The last version known.</param>
    /// <param name="max">At most so many.</param>
    /// <returns>The entries.</returns>
    ImmutableArray<StoredEntry> StreamEntries(string log, string stream, long afterVersion, int max);

    /// <summary>Finds the receipt of a request.</summary>
    /// <param name="log">The log.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="key">The idempotency key.</param>
    /// <returns>Receipt and request digest; null when the key is new.</returns>
    (Receipt Receipt, string RequestDigest)? FindReceipt(string log, string actor, string key);

    /// <summary>Finds the log of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>The log; null when the stream does not exist.</returns>
    string? FindLog(string stream);

    /// <summary>The recorded checkpoint of the greatest size.</summary>
    /// <param name="log">The log.</param>
    /// <param name="published">True: only those that were signed and published.</param>
    /// <returns>The checkpoint; null when there is none.</returns>
    RecordedCheckpoint? LatestCheckpoint(string log, bool published);

    /// <summary>The index of the last entry that erased a text.</summary>
    /// <param name="log">The log.</param>
    /// <returns>The index; -1 when there is none.</returns>
    long LastErasure(string log);
}

/// <summary>Another writer was first: roll back, reload, try again.</summary>
/// <param name="message">What collided.</param>
/// <param name="inner">The driver's exception.</param>
public sealed class StoreConflict(string message, Exception? inner = null) : InvalidOperationException(message, inner);
