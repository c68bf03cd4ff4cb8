using Microsoft.Data.Sqlite;

namespace Tracker.Ledger.Storage;

/// <summary>Everything the writing connection ever says, prepared once.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly List<Statement> _all = [];

    public Statement Begin => field ??= Prepare("BEGIN IMMEDIATE");

    public Statement Commit => field ??= Prepare("COMMIT");

    public Statement Rollback => field ??= Prepare("ROLLBACK");

    public Statement Mark => field ??= Prepare("SAVEPOINT submission");

    public Statement Keep => field ??= Prepare("RELEASE submission");

    public Statement Undo => field ??= Prepare("ROLLBACK TO submission");

    public Statement FixOrigin => field ??= Prepare("INSERT OR IGNORE INTO setting(name, value) VALUES ('origin', ?)");

    public Statement Origin => field ??= Prepare("SELECT value FROM setting WHERE name = 'origin'");

    public Statement CreateLog => field ??= Prepare("INSERT OR IGNORE INTO log_state(log, key, size, frontier, at) VALUES (?, ?, 0, x'', '')");

    public Statement Head => field ??= Prepare("SELECT size, frontier, at FROM log_state WHERE log = ?");

    public Statement Advance => field ??= Prepare("UPDATE log_state SET size = ?, frontier = ?, at = ? WHERE log = ? AND size = ?");

    public Statement Tile => field ??= Prepare("SELECT hashes FROM tile WHERE log = ? AND level = ? AND number = ?");

    public Statement PutTile => field ??= Prepare("INSERT INTO tile(log, level, number, hashes) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET hashes = excluded.hashes");

    public Statement FindReceipt => field ??= Prepare("SELECT request_digest, first_index, count, stream, version FROM receipt WHERE log = ? AND actor = ? AND key = ?");

    public Statement AddReceipt => field ??= Prepare("INSERT INTO receipt(log, actor, key, request_digest, first_index, count, stream, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

    public Statement FindStream => field ??= Prepare("SELECT log, version FROM stream WHERE stream = ?");

    public Statement AddStream => field ??= Prepare("INSERT INTO stream(stream, log, version) VALUES (?, ?, ?)");

    public Statement AdvanceStream => field ??= Prepare("UPDATE stream SET version = ? WHERE stream = ? AND log = ? AND version = ?");

    public Statement AddLeaf => field ??= Prepare("INSERT INTO leaf(log, seq, stream, version, entry, leaf_hash) VALUES (?, ?, ?, ?, ?, ?)");

    public Statement AddText => field ??= Prepare("INSERT INTO disclosure(log, seq, position, digest, personal, held, d) VALUES (?, ?, ?, ?, ?, ?, ?)");

    public Statement FindText => field ??= Prepare("SELECT id, personal, d FROM disclosure WHERE log = ? AND seq = ? AND digest = ?");

    public Statement EraseText => field ??= Prepare("UPDATE disclosure SET d = NULL, held = 0 WHERE id = ?");

    public Statement PersonalTexts => field ??= Prepare("SELECT count(*) FROM disclosure WHERE log = ? AND seq = ? AND personal = 1");

    public Statement HideTexts => field ??= Prepare("INSERT OR REPLACE INTO hiding(log, seq, until) VALUES (?, ?, ?)");

    public Statement ShowTexts => field ??= Prepare("DELETE FROM hiding WHERE log = ? AND seq = ?");

    public Statement ReleaseTexts => field ??= Prepare("UPDATE disclosure SET held = 0 WHERE log = ? AND seq = ? AND held = 1");

    public Statement NoteErasure => field ??= Prepare("UPDATE log_state SET last_erasure = ? WHERE log = ?");

    public Statement RecordCheckpoint => field ??= Prepare("INSERT OR IGNORE INTO checkpoint(log, size, root) VALUES (?, ?, ?)");

    public Statement Checkpoint => field ??= Prepare("SELECT root FROM checkpoint WHERE log = ? AND size = ?");

    public Statement PublishCheckpoint => field ??= Prepare("UPDATE checkpoint SET note = ? WHERE log = ? AND size = ?");

    public void Dispose()
    {
        foreach (var statement in _all)
        {
            statement.Dispose();
        }
    }

    private Statement Prepare(string sql)
    {
        var handle = connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteConnection));
        var statement = new Statement(handle, sql);
        _all.Add(statement);
        return statement;
    }
}
