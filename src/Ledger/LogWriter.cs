namespace Tracker.Ledger;

/// <summary>
/// The one writer of a log in this process: its own thread, a bounded queue, one transaction and one flush to disk for
/// many submissions, the tree extended in the same transaction, a signed checkpoint within a second. Several over one
/// store are safe (the store decides), only slower.
/// </summary>
public sealed class LogWriter : IAsyncDisposable
{
    private LogWriter(string log) => Log = log;

    /// <summary>The log's name.</summary>
    public string Log { get; }

    /// <summary>Appends a submission, and returns when it is durable or refused.</summary>
    /// <param name="submission">What to append.</param>
    /// <param name="ct">Stops the waiting for a place in the queue; a submission in the queue is finished.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The submission is malformed: a bug of the caller. Nothing was written.</exception>
    /// <exception cref="HistoryWouldFork">The log refuses writes; see there.</exception>
    public Task<AppendOutcome> Append(Submission submission, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Finishes what is in the queue, signs a last checkpoint and ends the thread.</summary>
    /// <returns>When that is done.</returns>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static LogWriter Open(LedgerFolder folder, string log) => folder.Path.Length > 0 ? new(log) : throw new ArgumentException("A folder has a path.");
}
