using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tracker.Ledger.Storage;

/// <summary>
/// A prepared statement, straight on SQLite: the writer runs half a dozen for every entry, and boxed parameters would
/// cost as much as the rows.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Runs on to the next row; at the end the statement is ready for the next use.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
        {
            Check(raw.sqlite3_extended_errcode(_database) is var extended && extended != 0 ? extended : code);
        }

        return false;
    }

    /// <summary>Runs to the end; returns the number of rows changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Ends a reading that stopped before the last row.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        catch (SqliteException e) when (Primary(code) == raw.SQLITE_FULL || code == raw.SQLITE_IOERR_SHMSIZE)
        {
            throw new StorageFull("The disk that holds the ledger is full.", e);
        }
        catch (SqliteException e) when (Primary(code) == raw.SQLITE_CONSTRAINT)
        {
            throw new StoreConflict(e.Message, e);
        }
    }

    /// <summary>An extended result code has its primary one in the lowest byte.</summary>
    private static int Primary(int code) => code & 0xff;
}
