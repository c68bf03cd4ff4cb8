using System.Collections.Immutable;
using Tracker.Ledger.Entries;
using Tracker.Ledger.Notes;
using Tracker.Ledger.Storage;
using Tracker.Ledger.Writing;

namespace Tracker.Ledger;

/// <summary>
/// A ledger in a data folder: <c>ledger.db</c>, <c>keys/</c> (one Ed25519 key a log, 0600), <c>high-water/</c>, and the
/// exclusive lock that makes it one host's.
/// </summary>
public sealed class LedgerFolder : IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly LogKeys _keys;
    private readonly IHighWater _highWater;
    private readonly GrowthSignals _signals = new();
    private readonly TimeProvider _clock;

    private LedgerFolder(string path, string origin, TimeProvider clock, FileStream @lock, ILedgerStore store, IHighWater highWater)
    {
        (Path, Origin, _clock, _lock, Store, _highWater) = (path, origin, clock, @lock, store, highWater);
        _keys = new LogKeys(System.IO.Path.Combine(path, "keys"), origin);
        Reader = new LogReader(store, _signals);
        Alarms = Check();
    }

    /// <summary>The folder, an absolute path.</summary>
    public string Path { get; }

    /// <summary>The origin of all logs, for instance <c>tracker.example.org/ledger</c>; a log's own is this, a slash and its name.</summary>
    public string Origin { get; }

    /// <summary>Where the logs are kept.</summary>
    public ILedgerStore Store { get; }

    /// <summary>Reads every log of the folder, also those that refuse writes.</summary>
    public LogReader Reader { get; }

    /// <summary>The logs that refuse writes and signatures, as found at the start, by name; empty in health.</summary>
    public ImmutableDictionary<string, HistoryWouldFork> Alarms { get; }

    /// <summary>Opens a data folder, making it at the first start, and checks every log in it against what was signed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="origin">The scheme-less prefix under which the logs are served; fixed by the first start.</param>
    /// <param name="clock">Where the time of entries comes from.</param>
    /// <returns>The open folder, locked until disposed.</returns>
    /// <exception cref="DataFolderInUse">Another host has it.</exception>
    /// <exception cref="OriginChanged">The first start named another origin.</exception>
    /// <exception cref="ArgumentException">The origin is empty, has a scheme, a space, a plus, or a slash at its end.</exception>
    public static LedgerFolder Open(string path, string origin, TimeProvider clock) =>
        Open(path, origin, clock, store => store, marks => marks);

    /// <summary>
    /// Opens the writer of a log; the first time, makes the log and its key. Each call opens one more; hold one a log, and
    /// dispose it before the folder.
    /// </summary>
    /// <param name="log">A name of <c>[a-z0-9][a-z0-9.-]{0,31}</c>.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="ArgumentException">It is no name of a log.</exception>
    /// <exception cref="HistoryWouldFork">What is stored does not extend what was signed.</exception>
    public LogWriter OpenWriter(string log)
    {
        if (!EntryShape.Log().IsMatch(log))
        {
            throw new ArgumentException($"'{log}' is not the name of a log.", nameof(log));
        }

        if (Alarms.GetValueOrDefault(log) is { } alarm)
        {
            throw new HistoryWouldFork(log, alarm.Reason);
        }

        using var view = Store.OpenView();
        var signer = Signer(view, log);
        Store.CreateLog(log, signer.Key.ToString());
        return HistoryCheck.Of(view, log, signer.Key, _highWater) is { } fork
            ? throw fork
            : LogWriter.Open(Store, log, signer, _highWater, _signals, _clock);
    }

    /// <summary>Closes the store and releases the lock. Dispose the writers first.</summary>
    /// <returns>When that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await Store.DisposeAsync();
        await _lock.DisposeAsync();
    }

    /// <summary>Opens with a store and high-water mark of the caller's making around the real ones: where faults come in.</summary>
    internal static LedgerFolder Open(
        string path, string origin, TimeProvider clock, Func<ILedgerStore, ILedgerStore> around, Func<IHighWater, IHighWater> aroundMark)
    {
        if (!NoteKey.IsName(origin) || origin.Contains("://", StringComparison.Ordinal) || origin.EndsWith('/'))
        {
            throw new ArgumentException($"'{origin}' is no origin: a host, perhaps a port and a path, like 'tracker.example.org/ledger'.", nameof(origin));
        }

        path = System.IO.Path.GetFullPath(path);
        DurableFile.MakeFolder(path); // entries hold words that are held or hidden
        var held = Hold(path);
        try
        {
            DurableFile.MakeFolder(System.IO.Path.Combine(path, "keys"));
            var marks = System.IO.Path.Combine(path, "high-water");
            DurableFile.MakeFolder(marks);
            var database = System.IO.Path.Combine(path, "ledger.db");
            DurableFile.MakePrivate(database);
            var store = around(SqliteLedgerStore.Open(database, clock));
            var recorded = store.FixOrigin(origin);
            if (recorded != origin)
            {
                store.DisposeAsync().AsTask().GetAwaiter().GetResult();
                throw new OriginChanged(recorded, origin);
            }

            return new LedgerFolder(path, origin, clock, held, store, aroundMark(new HighWaterFiles(marks)));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new DataFolderInUse(path);
        }
    }

    /// <summary>The key of a log: made with the log, and never again, because a new key would be a new history.</summary>
    private NoteSigner Signer(ILedgerView view, string log)
    {
        var recorded = Serving.LogFiles.KeyOf(view, log);
        var signer = _keys.Find(log);
        return signer is null
            ? recorded is null ? _keys.Make(log) : throw new HistoryWouldFork(log, "Its private key is missing from the folder's keys.")
            : recorded is null || recorded == signer.Key.ToString()
                ? signer
                : throw new HistoryWouldFork(log, "The private key in the folder is not the one that signed so far.");
    }

    private ImmutableDictionary<string, HistoryWouldFork> Check()
    {
        using var view = Store.OpenView();
        var alarms = ImmutableDictionary.CreateBuilder<string, HistoryWouldFork>();
        foreach (var (log, _) in view.Logs())
        {
            try
            {
                if (HistoryCheck.Of(view, log, Signer(view, log).Key, _highWater) is { } fork)
                {
                    alarms[log] = fork;
                }
            }
            catch (HistoryWouldFork fork)
            {
                alarms[log] = fork;
            }
            catch (FormatException e)
            {
                alarms[log] = new HistoryWouldFork(log, e.Message);
            }
        }

        return alarms.ToImmutable();
    }
}
