using FluentAssertions;
using Microsoft.Data.Sqlite;
using Tracker.Ledger.Storage;
using Xunit;

namespace Tracker.Ledger.Tests.Storage;

public sealed class WriteAheadLogTests : IDisposable
{
    private const int PageSize = 4096;
    private const int Pages = 50;

    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _writer;
    private readonly WriteAheadLog _log;
    private int _rows;

    public WriteAheadLogTests()
    {
        _writer = Open();
        SqliteLedgerStore.Execute(_writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT);");
        _log = new WriteAheadLog(_writer, Pages);
    }

    private string Database => Path.Combine(_folder.Path, "rows.db");

    private string Journal => Database + "-wal";

    public void Dispose()
    {
        _log.Dispose();
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_written_is_moved_beside_the_writer_and_the_log_begins_anew()
    {
        for (var round = 0; round < 5; round++)
        {
            while (!_log.IsMoving) Write();
            Insert(); // the writer goes on meanwhile
            Moved();
            Write(); // moves the rest
            var before = Beginning();
            Write();
            Beginning().Should().NotEqual(before, "everything was moved, so the log is written from its start");
        }

        new FileInfo(Journal).Length.Should().BeLessThan(2 * Pages * PageSize);
        Count(_writer).Should().Be(_rows);
    }

    [Fact]
    public void A_reader_keeps_its_moment_while_what_came_later_is_moved()
    {
        Write();
        using var reader = Open();
        SqliteLedgerStore.Execute(reader, "BEGIN;");
        Count(reader).Should().Be(1);
        while (!_log.IsMoving) Write();
        Moved();
        Write();

        Count(reader).Should().Be(1);
        SqliteLedgerStore.Execute(reader, "COMMIT;");
        Count(reader).Should().Be(_rows);
    }

    [Fact]
    public void Emptying_waits_for_what_is_being_moved_and_leaves_nothing()
    {
        while (!_log.IsMoving) Write();

        _log.Truncate().Should().BeTrue();

        new FileInfo(Journal).Length.Should().Be(0);
        Count(_writer).Should().Be(_rows);
    }

    [Fact]
    public void Emptying_says_when_a_reader_does_not_let_go()
    {
        Write();
        using var reader = Open();
        SqliteLedgerStore.Execute(reader, "BEGIN;");
        Count(reader).Should().Be(1);
        Write();
        SqliteLedgerStore.Execute(_writer, "PRAGMA busy_timeout = 0;");

        _log.Truncate().Should().BeFalse();

        SqliteLedgerStore.Execute(reader, "COMMIT;");
        _log.Truncate().Should().BeTrue();
    }

    [Fact]
    public void Without_a_thread_that_moves_it_the_log_is_moved_by_the_commits()
    {
        _log.Dispose();
        for (var i = 0; i < 10 * Pages; i++) Insert();

        new FileInfo(Journal).Length.Should().BeLessThan(6 * Pages * PageSize);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Write()
    {
        Insert();
        _log.Written();
    }

    private void Insert()
    {
        SqliteLedgerStore.Execute(_writer, "INSERT INTO row(text) VALUES('what was written');");
        _rows++;
    }

    private void Moved() => SpinWait.SpinUntil(() => !_log.IsMoving, TimeSpan.FromSeconds(30)).Should().BeTrue("the thread ends what it began");

    /// <summary>The two numbers that are others whenever the log begins anew (SQLite's file format, section 4.1).</summary>
    private byte[] Beginning()
    {
        using var file = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[32];
        file.ReadExactly(header);
        return header[16..24];
    }

    private static long Count(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM row;";
        return (long)command.ExecuteScalar()!; // a count is there
    }
}
