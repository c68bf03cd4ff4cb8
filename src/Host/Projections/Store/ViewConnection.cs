using System.Globalization;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Store;

/// <summary>
/// One connection and its prepared statements. One thread at a time. Parameters are <c>$1</c>, <c>$2</c>… in order;
/// values are null, text, integers, days, times, enumerations or bytes.
/// </summary>
internal sealed class ViewConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
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

    public int Run(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

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
        _connection.Dispose();
    }

    private long Day(string plan)
    {
        if (!_days.TryGetValue(plan, out var day)) _days.Add(plan, day = _today!(PlanId.Parse(plan)).DayNumber); // set with the function
        return day;
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Value(values[i]);
        return command;
    }

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
