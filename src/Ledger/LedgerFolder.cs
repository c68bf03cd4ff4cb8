using System.Collections.Immutable;

namespace Tracker.Ledger;

/// <summary>
/// A ledger in a data folder: <c>ledger.db</c>, <c>keys/</c> (one Ed25519 key a log, 0600), <c>high-water/</c>, and the
/// exclusive lock that makes it one host's.
/// </summary>
public sealed class LedgerFolder : IAsyncDisposable
{
    private LedgerFolder(string path, string origin) => (Path, Origin) = (path, origin);

    /// <summary>The folder, an absolute path.</summary>
    public string Path { get; }

    /// <summary>The origin of all logs, for instance <c>tracker.example.org/ledger</c>; a log's own is this, a slash and its name.</summary>
    public string Origin { get; }

    /// <summary>Reads every log of the folder, also those that refuse writes.</summary>
    public LogReader Reader => throw new NotSupportedException();

    /// <summary>The logs that refuse writes and signatures, as found at the start, by name; empty in health.</summary>
    public ImmutableDictionary<string, HistoryWouldFork> Alarms => throw new NotSupportedException();

    /// <summary>Opens a data folder, making it at the first start, and checks every log in it against what was signed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="origin">The scheme-less prefix under which the logs are served; fixed by the first start.</param>
    /// <param name="clock">Where the time of entries comes from.</param>
    /// <returns>The open folder, locked until disposed.</returns>
    /// <exception cref="DataFolderInUse">Another host has it.</exception>
    /// <exception cref="OriginChanged">The first start named another origin.</exception>
    public static LedgerFolder Open(string path, string origin, TimeProvider clock) => new(path, origin);

    /// <summary>
    /// Opens the writer of a log; the first time, makes the log and its key. Each call opens one more; hold one a log.
    /// </summary>
    /// <param name="log">A name of <c>[a-z0-9][a-z0-9.-]{0,31}</c>.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="HistoryWouldFork">What is stored does not extend what was signed.</exception>
    public LogWriter OpenWriter(string log) => LogWriter.Open(this, log);

    /// <summary>Closes the store and releases the lock. Dispose the writers first.</summary>
    /// <returns>When that is done.</returns>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
