using System.Diagnostics;
using System.Threading.Channels;
using Tracker.Ledger.Entries;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Writing;

namespace Tracker.Ledger;

/// <summary>
/// The one writer of a log in this process: its own thread, a bounded queue, one transaction and one flush to disk for
/// many submissions, the tree extended in the same transaction; beside it a thread that signs a checkpoint within a second,
/// because that takes flushes of its own. Several over one store are safe (the store decides), only slower.
/// </summary>
public sealed class LogWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;
    private const int LongestQueue = 4096;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan CheckpointDelay = TimeSpan.FromMilliseconds(400);

    private readonly Channel<PreparedSubmission> _queue = Channel.CreateBounded<PreparedSubmission>(
        new BoundedChannelOptions(LongestQueue) { SingleReader = true });

    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly ManualResetEvent _written = new(false);
    private readonly AutoResetEvent _unsealed = new(true); // a start may find leaves that no checkpoint covers: what a killed process left
    private readonly BatchCommit _commit;
    private readonly CheckpointMaker _checkpoints;
    private readonly ILedgerView _view;
    private readonly GrowthSignals _signals;
    private HistoryWouldFork? _refused;
    private Exception? _sealFailure;

    private LogWriter(ILedgerStore store, string log, NoteSigner signer, IHighWater highWater, GrowthSignals signals, TimeProvider clock)
    {
        (Log, _signals) = (log, signals);
        _commit = new BatchCommit(store, log, clock);
        _checkpoints = new CheckpointMaker(store, log, signer, highWater);
        _view = store.OpenView();
        new Thread(Write) { IsBackground = true, Name = $"ledger {log}" }.Start();
        new Thread(Seal) { IsBackground = true, Name = $"seal {log}" }.Start();
    }

    /// <summary>The log's name.</summary>
    public string Log { get; }

    /// <summary>Why the writer refuses since it was opened; null in health.</summary>
    public HistoryWouldFork? Refused => Volatile.Read(ref _refused);

    /// <summary>Why the last checkpoint could not be made; null when it could. It is tried again until it can.</summary>
    public Exception? SealFailure => Volatile.Read(ref _sealFailure);

    /// <summary>Appends a submission, and returns when it is durable or refused.</summary>
    /// <param name="submission">What to append.</param>
    /// <param name="ct">Stops the waiting for a place in the queue; a submission in the queue is finished.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The submission is malformed: a bug of the caller. Nothing was written.</exception>
    /// <exception cref="HistoryWouldFork">The log refuses writes; see there.</exception>
    /// <exception cref="StorageFull">There is no room; the outcome is unknown until read, normally nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The writer was closed. Nothing was written.</exception>
    public async Task<AppendOutcome> Append(Submission submission, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (Refused is { } refused)
        {
            throw new HistoryWouldFork(Log, refused.Reason);
        }

        var prepared = PreparedSubmission.Of(submission);
        try
        {
            await _queue.Writer.WriteAsync(prepared, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(LogWriter), $"The writer of '{Log}' is closed.");
        }

        _arrived.Release();
        return await prepared.Outcome.Task;
    }

    /// <summary>Finishes what is in the queue, signs a last checkpoint and ends the thread.</summary>
    /// <returns>When that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            await _ending.CancelAsync();
        }

        await _ended.Task;
        _written.Dispose();
        _unsealed.Dispose();
    }

    internal static LogWriter Open(
        ILedgerStore store, string log, NoteSigner signer, IHighWater highWater, GrowthSignals signals, TimeProvider clock) =>
        new(store, log, signer, highWater, signals, clock);

    private void Write()
    {
        try
        {
            var batch = new List<PreparedSubmission>(LargestBatch);
            for (var (open, last) = (true, 1); open;)
            {
                open = Collect(batch, last);
                if (batch.Count == 0)
                {
                    continue;
                }

                last = batch.Count;
                Answer(batch);
                batch.Clear();
                _unsealed.Set();
            }
        }
        finally
        {
            _written.Set();
        }
    }

    private void Seal()
    {
        try
        {
            bool ended;
            do
            {
                WaitHandle.WaitAny([_unsealed, _written]);
                ended = _written.WaitOne(CheckpointDelay);
                if (!Sign())
                {
                    _unsealed.Set();
                }
            }
            while (!ended);
        }
        finally
        {
            _view.Dispose();
            _ended.SetResult();
        }
    }

    /// <summary>
    /// Takes what is waiting. While fewer are there than were answered last time, the rest are probably on their way: it
    /// lingers up to 2 ms for them, and never for a lone caller.
    /// </summary>
    private bool Collect(List<PreparedSubmission> batch, int expected)
    {
        try
        {
            _arrived.Wait(_ending.Token);
        }
        catch (OperationCanceledException)
        {
            // Closing: what is in the queue is still written, one batch after the other.
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var rest))
            {
                batch.Add(rest);
            }

            return batch.Count == LargestBatch;
        }

        var started = Stopwatch.GetTimestamp();
        do
        {
            if (_queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }
        }
        while (batch.Count < LargestBatch
            && _arrived.Wait(batch.Count < expected ? Left(Linger, started) : TimeSpan.Zero));
        return true;
    }

    private void Answer(List<PreparedSubmission> batch)
    {
        if (Refused is { } refused)
        {
            batch.ForEach(b => b.Outcome.SetException(refused));
            return;
        }

        try
        {
            var (answers, size) = _commit.Commit(batch);
            _signals.Grown(Log, size, Written(batch, answers));
            for (var i = 0; i < answers.Length; i++)
            {
                answers[i].Give(batch[i].Outcome);
            }
        }
        catch (Exception e)
        {
            // Not swallowed: every author gets it, and knows that the outcome is unknown.
            batch.ForEach(b => b.Outcome.TrySetException(e));
        }
    }

    /// <summary>What a batch added, in order; nothing where it changed texts that may be remembered.</summary>
    private static IEnumerable<StoredEntry> Written(List<PreparedSubmission> batch, Answer[] answers) =>
        batch.Exists(prepared => prepared.Entries.Any(entry => entry.Change is not null))
            ? []
            : answers.Select(answer => answer.Outcome).OfType<AppendOutcome.Appended>().SelectMany(done => done.Entries);

    private bool Sign()
    {
        if (Refused is not null)
        {
            return true;
        }

        try
        {
            _checkpoints.Make(_view);
            _signals.Sealed(Log);
            Volatile.Write(ref _sealFailure, null);
            return true;
        }
        catch (HistoryWouldFork fork)
        {
            Volatile.Write(ref _refused, fork);
            return true;
        }
        catch (InvalidDataException e)
        {
            Volatile.Write(ref _refused, new HistoryWouldFork(Log, e.Message));
            return true;
        }
        catch (Exception e)
        {
            // The entries are durable; only the seal is late. It is tried again as long as it takes.
            Volatile.Write(ref _sealFailure, e);
            return false;
        }
    }

    /// <summary>What is left of a span, never less than nothing: the clock is read once, because it goes on between two looks.</summary>
    private static TimeSpan Left(TimeSpan whole, long since)
    {
        var left = whole - Stopwatch.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
