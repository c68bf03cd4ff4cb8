using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Plans;
using Tracker.Ledger.Storage;

namespace Tracker.Host.Projections.Store;

/// <summary>
/// <c>views.db</c>: one connection writes, a pool of them reads, each read a snapshot. Disposable: what is missing, damaged
/// or of another version is thrown away and built anew from the ledger.
/// </summary>
public sealed class ViewDatabase : IDisposable
{
    private const int Readers = 16;

    // A page is often written again before it is moved: the fewer moves (one in 64 MiB), the fewer copies of it.
    private const int PagesInJournal = 16384;

    // NORMAL loses the last batches at a power cut, never half of one; they are read again.
    private const string WriterPragmas = "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;";

    private readonly string _path;
    private readonly ConcurrentBag<ViewConnection> _idle = [];
    private readonly ViewConnection _writer;
    private readonly WriteAheadLog _journal;

    private readonly string _writerPragmas;

    /// <param name="folder">The data folder.</param>
    /// <param name="disposable">Written once and gone with this process: then nothing needs to reach the disk.</param>
    public ViewDatabase(string folder, bool disposable = false)
    {
        _writerPragmas = disposable ? WriterPragmas + "PRAGMA synchronous = OFF;" : WriterPragmas;
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, "views.db");
        _writer = Open();
        _journal = new(_writer.Raw, PagesInJournal);
    }

    internal ViewConnection Writer => _writer;

    /// <summary>The writer's: it says there when it has written.</summary>
    internal WriteAheadLog Journal => _journal;

    /// <summary>Empties everything, for a build from the ledger. Only by the writer, outside a transaction.</summary>
    internal void Empty()
    {
        var tables = _writer.Query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            + "AND name NOT LIKE 'commitment_text_%' AND name NOT LIKE 'found_text_%'",
            row => row.GetString(0));
        _writer.Script("BEGIN IMMEDIATE");
        foreach (var table in tables.Where(name => name != "meta")) _writer.Script($"DELETE FROM {table}");
        _writer.Script("COMMIT");
    }

    /// <summary>Begins a read: everything it answers is of one moment.</summary>
    internal ViewRead Read()
    {
        if (!_idle.TryTake(out var connection)) connection = new(_path, readOnly: true);
        connection.Run("BEGIN");
        return new(this, connection);
    }

    internal void Return(ViewConnection connection)
    {
        connection.Run("COMMIT");
        if (_idle.Count < Readers) _idle.Add(connection);
        else connection.Dispose();
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
        _journal.Dispose();
        _writer.Dispose();
    }

    private ViewConnection Open()
    {
        try
        {
            var existing = ViewConnection.OfOwner(_path);
            if (IsCurrent(existing)) return existing;
            existing.Dispose();
        }
        catch (SqliteException)
        {
            // Not a database, or a damaged one: there is nothing in it that the ledger does not have.
        }

        foreach (var file in new[] { _path, _path + "-wal", _path + "-shm" }) File.Delete(file);
        var made = ViewConnection.OfOwner(_path);
        made.Script("PRAGMA journal_mode = WAL;" + _writerPragmas + "BEGIN;" + ViewSchema.Tables);
        made.Script("INSERT INTO commitment_text(commitment_text, rank) VALUES('secure-delete', 1)");
        made.Script("INSERT INTO found_text(found_text, rank) VALUES('secure-delete', 1)");
        // Every batch is a small segment of its own; the later they are merged, the fewer times a word is written again.
        made.Script("INSERT INTO found_text(found_text, rank) VALUES('automerge', 16)");
        made.Run("INSERT INTO meta(name, value) VALUES('schema', $1)", ViewSchema.Version);
        made.Script("COMMIT");
        return made;
    }

    private bool IsCurrent(ViewConnection connection)
    {
        connection.Script(_writerPragmas);
        return connection.First("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'", row => row.GetInt64(0)) == 1
            && connection.First("SELECT value FROM meta WHERE name = 'schema'", row => row.GetString(0)) == ViewSchema.Version;
    }
}

/// <summary>A read of one moment; dispose it soon.</summary>
internal readonly struct ViewRead(ViewDatabase database, ViewConnection connection) : IDisposable
{
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values) =>
        connection.Query(sql, read, values);

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values) =>
        connection.First(sql, read, values);

    public ViewConnection Connection => connection;

    /// <summary>Lets the SQL of this read ask for the day in a plan's zone, as <c>day_in(plan)</c>.</summary>
    public void DayIn(Func<PlanId, DateOnly> today) => connection.DayIn(today);

    public void Dispose() => database.Return(connection);
}
