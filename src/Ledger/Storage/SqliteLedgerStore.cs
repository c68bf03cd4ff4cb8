using Microsoft.Data.Sqlite;

namespace Tracker.Ledger.Storage;

/// <summary>
/// A ledger in one SQLite file: write-ahead log, synchronous=FULL, secure_delete. One connection writes, under a lock, for
/// all logs of this process; other processes wait for each other at the file.
/// </summary>
public sealed class SqliteLedgerStore : ILedgerStore
{
    /// <summary>Of 8 KiB: a page is often written again before it is moved; the fewer moves, the fewer copies of it.</summary>
    private const int PagesInJournal = 8000;

    private int _closed;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SqliteConnection _writer;
    private readonly SqliteStatements _statements;
    private readonly WriteAheadLog _journal;
    private readonly string _file;
    private readonly TimeProvider _clock;

    private SqliteLedgerStore(string file, TimeProvider clock, SqliteConnection writer)
    {
        (_file, _clock) = (file, clock);
        _writer = writer;
        _statements = new SqliteStatements(writer);
        _journal = new WriteAheadLog(writer, PagesInJournal);
    }

    /// <summary>Opens the file, making it when it is not there, and wipes what an interrupted erasure left in its journal.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="clock">Says whether a hidden text is hidden still.</param>
    /// <returns>The store.</returns>
    public static SqliteLedgerStore Open(string file, TimeProvider clock)
    {
        var writer = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(writer, SqliteSchema.WriterPragmas);
            Execute(writer, SqliteSchema.Tables);
            Execute(writer, "PRAGMA wal_checkpoint(TRUNCATE);");
            return new SqliteLedgerStore(file, clock, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string FixOrigin(string origin) => Locked(() =>
    {
        _statements.FixOrigin.Bind(1, origin).Run();
        _statements.Origin.Step();
        var recorded = _statements.Origin.Text(0);
        _statements.Origin.Reset();
        return recorded;
    });

    /// <inheritdoc/>
    public void CreateLog(string log, string key) => Locked(() => _statements.CreateLog.Bind(1, log).Bind(2, key).Run());

    /// <inheritdoc/>
    public ILedgerBatch Begin(string log)
    {
        _writing.Wait();
        try
        {
            return new SqliteBatch(_statements, log, Written);
        }
        catch
        {
            _writing.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILedgerView OpenView()
    {
        var reader = Connect(_file, SqliteOpenMode.ReadOnly);
        Execute(reader, SqliteSchema.ReaderPragmas);
        return new SqliteView(reader, _clock);
    }

    /// <inheritdoc/>
    public void RecordCheckpoint(string log, long size, ReadOnlyMemory<byte> root) => Locked(() =>
    {
        _statements.RecordCheckpoint.Bind(1, log).Bind(2, size).Bind(3, root.Span).Run();
        _statements.Checkpoint.Bind(1, log).Bind(2, size).Step();
        var recorded = _statements.Checkpoint.Blob(0);
        _statements.Checkpoint.Reset();
        return root.Span.SequenceEqual(recorded)
            ? 0
            : throw new HistoryWouldFork(log, $"Another root is recorded for size {size}.");
    });

    /// <inheritdoc/>
    public void PublishCheckpoint(string log, long size, string note) =>
        Locked(() => _statements.PublishCheckpoint.Bind(1, note).Bind(2, log).Bind(3, size).Run());

    /// <inheritdoc/>
    public void Wipe(IReadOnlyCollection<string> remnants) => Locked(() =>
    {
        Truncate();
        if (RawFile.Contains(_file, remnants))
        {
            // A page that was split or merged kept a copy outside every cell; only writing the file anew removes it.
            Execute(_writer, "VACUUM;");
            Truncate();
        }

        return 0;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await _writing.WaitAsync();
        _journal.Dispose();
        _statements.Dispose();
        await _writer.DisposeAsync();
        _writing.Dispose();
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Moves the journal into the file and empties it. Readers are short; a busy answer is asked again.</summary>
    private void Truncate()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (_journal.Truncate())
            {
                return;
            }
        }

        throw new IOException("The journal could not be emptied: a reader would not let go of it.");
    }

    private void Written()
    {
        try
        {
            _journal.Written();
        }
        finally
        {
            _writing.Release();
        }
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    private T Locked<T>(Func<T> act)
    {
        _writing.Wait();
        try
        {
            return act();
        }
        finally
        {
            Written();
        }
    }
}
