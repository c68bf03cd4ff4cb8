using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tracker.Ledger.Storage;

/// <summary>
/// A prepared statement, straight on SQLite: the ledger and the views run a dozen for every entry, and a command with its
/// parameters and its reader would cost as much as the rows. One thread at a time.
/// </summary>
/// <remarks>Fails with <see cref="StorageFull"/> and <see cref="StoreConflict"/> where it is that, else as SQLite does.</remarks>
public sealed class Statement : IDisposable
{
    private const int OnStack = 512;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares it.</summary>
    /// <param name="database">The open connection; it must stay open as long as this.</param>
    /// <param name="sql">One statement.</param>
    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Gives a parameter its value, which stays until it is given another.</summary>
    /// <param name="index">Which, from 1.</param>
    /// <param name="value">The value.</param>
    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, index));
            return this;
        }

        // SQLite copies what it is given.
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most <= OnStack ? null : ArrayPool<byte>.Shared.Rent(most);
        var utf8 = rented ?? stackalloc byte[OnStack];
        Check(raw.sqlite3_bind_text(_statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Where a named parameter is bound; 0: the statement has none of that name.</summary>
    public int IndexOf(string parameter) => raw.sqlite3_bind_parameter_index(_statement, parameter);

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

    /// <summary>Whether a column of the row reached has no value.</summary>
    /// <param name="column">Which, from 0.</param>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A column of the row reached, as a whole number.</summary>
    /// <param name="column">Which, from 0.</param>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A column of the row reached, as text.</summary>
    /// <param name="column">Which, from 0.</param>
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>A column of the row reached, as bytes.</summary>
    /// <param name="column">Which, from 0.</param>
    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>Ends it.</summary>
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
