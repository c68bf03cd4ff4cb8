using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracker.Domain.Plans;
using Tracker.Ledger.Storage;

namespace Tracker.Host.Projections.Store;

/// <summary>
/// One connection and its prepared statements. One thread at a time. Parameters are <c>$1</c>, <c>$2</c>… in order;
/// values are null, text, integers, days, times, enumerations or bytes.
/// </summary>
internal sealed class ViewConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Statement Statement, int[] Places)> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _days = new(StringComparer.Ordinal);
    private Func<PlanId, DateOnly>? _today;

    public ViewConnection(string path, bool readOnly)
    {
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        _connection.Open();
        // Nothing is mapped: after every write SQLite maps the file anew for each reader, which costs more than reading its pages.
        Script("PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192; PRAGMA mmap_size = 0");
    }

    public SqliteConnection Raw => _connection;

    /// <summary>A file that only its owner reads and writes, made where it is not there; what SQLite puts beside it is as it is.</summary>
    public static ViewConnection OfOwner(string path)
    {
        if (OperatingSystem.IsWindows()) return new(path, readOnly: false);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = Owner }).Dispose();
        foreach (var there in new[] { path, path + "-wal", path + "-shm" }.Where(File.Exists)) File.SetUnixFileMode(there, Owner);
        return new(path, readOnly: false);
    }

    /// <summary>Defines <c>day_in(plan)</c> for what is asked next.</summary>
    public void DayIn(Func<PlanId, DateOnly> today)
    {
        if (_today is null) _connection.CreateFunction("day_in", (string plan) => Day(plan));
        _today = today;
        _days.Clear();
    }

    public void Script(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).Run();

    /// <summary>The first column of the first row; null: there is no row.</summary>
    public string? Text(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Statement(sql, values);
        if (!statement.Step()) return null;
        var text = statement.Text(0);
        statement.Reset();
        return text;
    }

    /// <summary>The row that the last insert added.</summary>
    public long LastRowId => raw.sqlite3_last_insert_rowid(_connection.Handle);

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        foreach (var (statement, _) in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    private long Day(string plan)
    {
        if (!_days.TryGetValue(plan, out var day)) _days.Add(plan, day = _today!(PlanId.Parse(plan)).DayNumber); // set with the function
        return day;
    }

    /// <summary>Bound, and ready to run. Straight on SQLite, for what every entry does.</summary>
    private Statement Statement(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var known))
        {
            var made = new Statement(_connection.Handle!, sql); // open as long as this is
            known = (made, [.. Enumerable.Range(1, values.Length).Select(number => made.IndexOf(Name(number)))]);
            _statements.Add(sql, known);
        }

        var (statement, places) = known;
        for (var i = 0; i < values.Length; i++)
        {
            _ = Value(values[i]) switch
            {
                string text => statement.Bind(places[i], text),
                byte[] bytes => statement.Bind(places[i], bytes),
                DBNull => statement.Bind(places[i], (string?)null),
                var number => statement.Bind(places[i], Convert.ToInt64(number, CultureInfo.InvariantCulture)),
            };
        }

        return statement;
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = Name(i) });
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Value(values[i]);
        return command;
    }

    private static string Name(int parameter) => "$" + parameter.ToString(CultureInfo.InvariantCulture);

    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateOnly day => (long)day.DayNumber,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        bool yes => yes ? 1L : 0L,
        Enum word => Convert.ToInt64(word, CultureInfo.InvariantCulture),
        _ => value,
    };
}

/// <summary>Reads columns.</summary>
internal static class Columns
{
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateOnly? Day(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateOnly.FromDayNumber(row.GetInt32(column));

    public static DateTimeOffset? Time(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
