using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tracker.Ledger.Entries;

namespace Tracker.Ledger.Storage;

/// <summary>A read-only connection and its statements.</summary>
internal sealed class SqliteView : ILedgerView
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _all = [];

    private readonly TimeProvider _clock;

    public SqliteView(SqliteConnection connection, TimeProvider clock) => (_connection, _clock) = (connection, clock);

    private Statement AllLogs => field ??= Prepare("SELECT log, key FROM log_state ORDER BY log");

    private Statement HeadOf => field ??= Prepare("SELECT size, frontier, at FROM log_state WHERE log = ?");

    private Statement TileOf => field ??= Prepare("SELECT hashes FROM tile WHERE log = ? AND level = ? AND number = ?");

    private Statement LeavesOf => field ??= Prepare("SELECT seq, entry FROM leaf WHERE log = ? AND seq >= ? ORDER BY seq LIMIT ?");

    private Statement StreamOf => field ??= Prepare("SELECT seq, entry FROM leaf WHERE log = ? AND stream = ? AND version > ? ORDER BY version LIMIT ?");

    private Statement TextsOf => field ??= Prepare("""
        SELECT d.seq, d.held OR (d.personal AND coalesce(h.until > ?4, 0)), d.d FROM disclosure d LEFT JOIN hiding h ON h.log = d.log AND h.seq = d.seq
        WHERE d.log = ?1 AND d.seq >= ?2 AND d.seq <= ?3 ORDER BY d.seq, d.position
        """);

    private Statement ReceiptOf => field ??= Prepare("SELECT request_digest, first_index, count, stream, version FROM receipt WHERE log = ? AND actor = ? AND key = ?");

    private Statement LogOf => field ??= Prepare("SELECT log FROM stream WHERE stream = ?");

    private Statement RecordedOf => field ??= Prepare("SELECT size, root, note FROM checkpoint WHERE log = ? ORDER BY size DESC LIMIT 1");

    private Statement PublishedOf => field ??= Prepare("SELECT size, root, note FROM checkpoint WHERE log = ? AND note IS NOT NULL ORDER BY size DESC LIMIT 1");

    private Statement LastErasureOf => field ??= Prepare("SELECT last_erasure FROM log_state WHERE log = ?");

    public ImmutableArray<(string Log, string Key)> Logs()
    {
        var logs = ImmutableArray.CreateBuilder<(string, string)>();
        while (AllLogs.Step())
        {
            logs.Add((AllLogs.Text(0), AllLogs.Text(1)));
        }

        return logs.ToImmutable();
    }

    public LogHead? Head(string log) =>
        One(HeadOf.Bind(1, log), s => new LogHead(s.Number(0), s.Blob(1), s.Text(2)));

    public byte[]? Tile(string log, int level, long number) =>
        One(TileOf.Bind(1, log).Bind(2, level).Bind(3, number), s => s.Blob(0));

    public ImmutableArray<StoredEntry> Entries(string log, long fromIndex, int max, bool withHeld)
    {
        var leaves = Leaves(LeavesOf.Bind(1, log).Bind(2, fromIndex).Bind(3, max));
        if (leaves.Count == 0)
        {
            return [];
        }

        var texts = Texts(log, leaves[0].Index, leaves[^1].Index, withHeld);
        return [.. leaves.Select(l => new StoredEntry(log, l.Index, l.Bytes, texts.GetValueOrDefault(l.Index, [])))];
    }

    public ImmutableArray<StoredEntry> StreamEntries(string log, string stream, long afterVersion, int max)
    {
        var leaves = Leaves(StreamOf.Bind(1, log).Bind(2, stream).Bind(3, afterVersion).Bind(4, max));
        return
        [
            .. leaves.Select(l => new StoredEntry(log, l.Index, l.Bytes, Texts(log, l.Index, l.Index, withHeld: false).GetValueOrDefault(l.Index, []))),
        ];
    }

    public (Receipt Receipt, string RequestDigest)? FindReceipt(string log, string actor, string key) =>
        One<(Receipt, string)?>(
            ReceiptOf.Bind(1, log).Bind(2, actor).Bind(3, key),
            s => (new Receipt(log, s.Number(1), (int)s.Number(2), s.Text(3), s.Number(4)), s.Text(0)));

    public string? FindLog(string stream) => One(LogOf.Bind(1, stream), s => s.Text(0));

    public RecordedCheckpoint? LatestCheckpoint(string log, bool published) =>
        One((published ? PublishedOf : RecordedOf).Bind(1, log), s => new RecordedCheckpoint(s.Number(0), s.Blob(1), s.IsNull(2) ? null : s.Text(2)));

    public long LastErasure(string log) => One<long?>(LastErasureOf.Bind(1, log), s => s.Number(0)) ?? -1;

    public void Dispose()
    {
        foreach (var statement in _all)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static T? One<T>(Statement statement, Func<Statement, T> read)
    {
        if (!statement.Step())
        {
            return default;
        }

        var value = read(statement);
        statement.Reset();
        return value;
    }

    private static List<(long Index, byte[] Bytes)> Leaves(Statement statement)
    {
        var leaves = new List<(long, byte[])>();
        while (statement.Step())
        {
            leaves.Add((statement.Number(0), statement.Blob(1)));
        }

        return leaves;
    }

    private Dictionary<long, ImmutableArray<string?>> Texts(string log, long from, long to, bool withHeld)
    {
        var builders = new Dictionary<long, ImmutableArray<string?>.Builder>();
        var statement = TextsOf.Bind(1, log).Bind(2, from).Bind(3, to).Bind(4, Hiding.Written(_clock.GetUtcNow()));
        while (statement.Step())
        {
            if (!builders.TryGetValue(statement.Number(0), out var texts))
            {
                builders[statement.Number(0)] = texts = ImmutableArray.CreateBuilder<string?>();
            }

            texts.Add(statement.IsNull(2) || (statement.Number(1) == 1 && !withHeld) ? null : statement.Text(2));
        }

        return builders.ToDictionary(b => b.Key, b => b.Value.ToImmutable());
    }

    private Statement Prepare(string sql)
    {
        var handle = _connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteView));
        var statement = new Statement(handle, sql);
        _all.Add(statement);
        return statement;
    }
}
