using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Tracker.Load;

/// <summary>The raw limit: rows of an entry's size into SQLite, durable (WAL, synchronous=FULL), one thread.</summary>
internal static class RawSqlite
{
    /// <returns>Rows a second.</returns>
    public static double RowsPerSecond(string folder, int rowsACommit, TimeSpan length)
    {
        var file = Path.Combine(folder, $"raw-{Path.GetRandomFileName()}.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE leaf(seq INTEGER PRIMARY KEY, entry BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO leaf(entry) VALUES ($entry)";
        var entry = insert.Parameters.Add("$entry", SqliteType.Blob);
        entry.Value = new byte[700];
        var watch = Stopwatch.StartNew();
        long rows = 0;
        while (watch.Elapsed < length)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var i = 0; i < rowsACommit; i++) insert.ExecuteNonQuery();
            transaction.Commit();
            rows += rowsACommit;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    /// <summary>What one flush to this disk costs: 4 KiB written and flushed, over and over.</summary>
    /// <returns>Microseconds, the median.</returns>
    public static double FlushMicroseconds(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, $"flush-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        var page = new byte[4096];
        var took = new double[500];
        for (var i = 0; i < took.Length; i++)
        {
            var began = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            took[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(took);
        return took[took.Length / 2];
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
