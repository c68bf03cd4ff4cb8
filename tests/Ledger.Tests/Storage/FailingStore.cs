using System.Collections.Immutable;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Writing;

namespace Tracker.Ledger.Tests.Storage;

/// <summary>
/// A real store whose n-th write step fails, before or after it was done. From then on nothing works: as if the process
/// had been killed at that step.
/// </summary>
internal sealed class FailingStore(ILedgerStore inner, Steps steps) : ILedgerStore
{
    public string FixOrigin(string origin) => inner.FixOrigin(origin);

    public void CreateLog(string log, string key) => steps.Do("create log", () => inner.CreateLog(log, key));

    public ILedgerBatch Begin(string log) => new Batch(steps.Do("begin", () => inner.Begin(log)), steps);

    public ILedgerView OpenView() => inner.OpenView();

    public void RecordCheckpoint(string log, long size, ReadOnlyMemory<byte> root) =>
        steps.Do("record checkpoint", () => inner.RecordCheckpoint(log, size, root));

    public void PublishCheckpoint(string log, long size, string note) =>
        steps.Do("publish checkpoint", () => inner.PublishCheckpoint(log, size, note));

    public void Wipe(IReadOnlyCollection<string> remnants) => steps.Do("wipe", () => inner.Wipe(remnants));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Batch(ILedgerBatch inner, Steps steps) : ILedgerBatch
    {
        public LogHead Head => inner.Head;

        public byte[]? Tile(int level, long number) => inner.Tile(level, number);

        public (Receipt Receipt, string RequestDigest)? FindReceipt(string actor, string key) => inner.FindReceipt(actor, key);

        public (string Log, long Version)? FindStream(string stream) => inner.FindStream(stream);

        public void Mark() => steps.Do("mark", inner.Mark);

        public void Keep() => steps.Do("keep", inner.Keep);

        public void Undo() => steps.Do("undo", inner.Undo);

        public void AddLeaf(long index, string stream, long version, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> leafHash)
        {
            var (e, l) = (entry.ToArray(), leafHash.ToArray());
            steps.Do("leaf", () => inner.AddLeaf(index, stream, version, e, l));
        }

        public void AddText(long index, in TextRow text)
        {
            var row = text;
            steps.Do("text", () => inner.AddText(index, row));
        }

        public void AddReceipt(string actor, string key, string requestDigest, Receipt receipt) =>
            steps.Do("receipt", () => inner.AddReceipt(actor, key, requestDigest, receipt));

        public (Erasure Erasure, string? Disclosure) Erase(long index, long target, string digest) =>
            steps.Do("erase", () => inner.Erase(index, target, digest));

        public int Release(long target) => steps.Do("release", () => inner.Release(target));

        public int Hide(long target, string until) => steps.Do("hide", () => inner.Hide(target, until));

        public int Show(long target) => steps.Do("show", () => inner.Show(target));

        public void PutTile(int level, long number, ReadOnlySpan<byte> hashes)
        {
            var tile = hashes.ToArray();
            steps.Do("tile", () => inner.PutTile(level, number, tile));
        }

        public bool Commit(LogHead head) => steps.Do("commit", () => inner.Commit(head));

        public void Dispose() => inner.Dispose();
    }
}

/// <summary>A high-water mark that fails with the same steps.</summary>
internal sealed class FailingHighWater(IHighWater inner, Steps steps) : IHighWater
{
    public CheckpointText? Read(string log) => inner.Read(log);

    public void Raise(string log, CheckpointText mark) => steps.Do("high water", () => inner.Raise(log, mark));
}

/// <summary>Counts write steps and fails at one of them.</summary>
/// <param name="failAt">The step that fails, from 0; negative for none.</param>
/// <param name="afterwards">True: the step is done, and only its answer is lost.</param>
/// <param name="dead">True: every later step fails too, as after a kill.</param>
internal sealed class Steps(int failAt, bool afterwards, bool dead)
{
    private readonly Lock _counting = new();
    private ImmutableArray<string> _seen = [];

    /// <summary>What is thrown; an I/O error unless a test says otherwise.</summary>
    public Func<Exception> Failure { get; init; } = () => new IOException("the disk failed");

    /// <summary>The steps so far, by name.</summary>
    public ImmutableArray<string> Seen
    {
        get
        {
            lock (_counting)
            {
                return _seen;
            }
        }
    }

    public void Do(string name, Action step) => Do(name, () =>
    {
        step();
        return 0;
    });

    public T Do<T>(string name, Func<T> step)
    {
        int at;
        lock (_counting)
        {
            at = _seen.Length;
            _seen = _seen.Add(name);
        }

        var fails = failAt >= 0 && (at == failAt || (dead && at > failAt));
        if (!fails)
        {
            return step();
        }

        if (afterwards && at == failAt)
        {
            (step() as IDisposable)?.Dispose();
        }

        throw Failure();
    }
}
