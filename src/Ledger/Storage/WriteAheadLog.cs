using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tracker.Ledger.Storage;

/// <summary>
/// Moves what one connection has written from its write-ahead log into the database, beside it. SQLite would do so at the
/// end of a commit: everybody who writes would wait for some thousand pages and two flushes. Here a thread with a connection
/// of its own copies them while the writer goes on, and the writer moves the little that came meanwhile, so that the log
/// begins anew at its start. What is durable when is SQLite's matter as before: a commit is in the flushed log, and a page
/// is taken from there until the database has it, flushed.
/// </summary>
/// <remarks>
/// Where moving fails (a full disk), nothing is lost and the log only grows: it is tried again after as much again was written,
/// and past <see cref="AutoCheckpoint"/> SQLite moves it within the commit, and says what is wrong there.
/// </remarks>
public sealed class WriteAheadLog : IDisposable
{
    private const int PagesWritten = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _mover;
    private readonly int _pages;
    private readonly Lock _moving = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile State _state;
    private int _base;

    /// <summary>Begins to look after a connection's log.</summary>
    /// <param name="writer">The connection that writes, in journal mode WAL; it must stay open as long as this.</param>
    /// <param name="pages">After how many pages written they are moved.</param>
    public WriteAheadLog(SqliteConnection writer, int pages)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (_writer, _pages) = (writer, pages);
        SqliteLedgerStore.Execute(writer, $"PRAGMA wal_autocheckpoint = {AutoCheckpoint(pages)};");
        _mover = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = writer.DataSource,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        _mover.Open();
        // As the writer: what it would flush is flushed here.
        SqliteLedgerStore.Execute(_mover, $"PRAGMA synchronous = {Synchronous(writer)};");
        _thread = new Thread(Run) { IsBackground = true, Name = $"move {Path.GetFileName(writer.DataSource)}" };
        _thread.Start();
    }

    private enum State
    {
        Resting,
        Moving,
        Moved,
        Ended,
    }

    /// <summary>Whether the thread is to move what was written, or is at it.</summary>
    internal bool IsMoving => _state == State.Moving;

    /// <summary>To be said by the writer after each commit, on its thread, outside a transaction. Costs next to nothing.</summary>
    public void Written()
    {
        switch (_state)
        {
            case State.Resting when unchecked(Pages() - _base) >= _pages:
                _state = State.Moving;
                _wake.Set();
                break;
            case State.Moved:
                Move(_writer);
                _base = Pages();
                _state = State.Resting;
                break;
        }
    }

    /// <summary>
    /// Moves everything and empties the log's file, for what must not lie on in it: by the writer, outside a transaction. Waits
    /// for the thread, and as long as the writer's <c>busy_timeout</c> for readers.
    /// </summary>
    /// <returns>False: a reader would not let go of it, and what was moved is still in the log's file.</returns>
    public bool Truncate()
    {
        lock (_moving)
        {
            return raw.sqlite3_wal_checkpoint_v2(_writer.Handle, null, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _) == raw.SQLITE_OK;
        }
    }

    /// <summary>Ends the thread, when it has moved what it is moving.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, State.Ended) == State.Ended)
        {
            return;
        }

        _wake.Set();
        _thread.Join();
        _mover.Dispose();
        _wake.Dispose();
    }

    /// <summary>After how many pages SQLite moves them itself, within a commit: only when this does not come round to it.</summary>
    private static int AutoCheckpoint(int pages) => 4 * pages;

    private void Run()
    {
        while (_wake.WaitOne() && _state != State.Ended)
        {
            lock (_moving)
            {
                Move(_mover);
            }

            Interlocked.CompareExchange(ref _state, State.Moved, State.Moving);
        }
    }

    /// <summary>Moves as much as readers allow, without waiting for anybody.</summary>
    private static void Move(SqliteConnection connection) =>
        // Busy or failed alike: the log keeps what was not moved.
        _ = raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    private static long Synchronous(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous;";
        return (long)command.ExecuteScalar()!; // it answers a number
    }

    private int Pages()
    {
        _ = raw.sqlite3_db_status(_writer.Handle, PagesWritten, out var pages, out _, 0);
        return pages;
    }
}
