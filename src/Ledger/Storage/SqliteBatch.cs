namespace Tracker.Ledger.Storage;

/// <summary>One immediate transaction on the writing connection.</summary>
internal sealed class SqliteBatch : ILedgerBatch
{
    private readonly SqliteStatements _sql;
    private readonly string _log;
    private readonly Action _released;
    private bool _ended;

    public SqliteBatch(SqliteStatements sql, string log, Action released)
    {
        (_sql, _log, _released) = (sql, log, released);
        sql.Begin.Run();
        try
        {
            if (!sql.Head.Bind(1, log).Step())
            {
                throw new InvalidOperationException($"There is no log '{log}'.");
            }

            Head = new LogHead(sql.Head.Number(0), sql.Head.Blob(1), sql.Head.Text(2));
            sql.Head.Reset();
        }
        catch
        {
            sql.Rollback.Run();
            throw;
        }
    }

    public LogHead Head { get; }

    public byte[]? Tile(int level, long number)
    {
        var tile = _sql.Tile.Bind(1, _log).Bind(2, level).Bind(3, number).Step() ? _sql.Tile.Blob(0) : null;
        _sql.Tile.Reset();
        return tile;
    }

    public (Receipt Receipt, string RequestDigest)? FindReceipt(string actor, string key)
    {
        var found = _sql.FindReceipt;
        if (!found.Bind(1, _log).Bind(2, actor).Bind(3, key).Step())
        {
            return null;
        }

        var receipt = new Receipt(_log, found.Number(1), (int)found.Number(2), found.Text(3), found.Number(4));
        var digest = found.Text(0);
        found.Reset();
        return (receipt, digest);
    }

    public (string Log, long Version)? FindStream(string stream)
    {
        if (!_sql.FindStream.Bind(1, stream).Step())
        {
            return null;
        }

        var found = (_sql.FindStream.Text(0), _sql.FindStream.Number(1));
        _sql.FindStream.Reset();
        return found;
    }

    public void Mark() => _sql.Mark.Run();

    public void Keep() => _sql.Keep.Run();

    public void Undo()
    {
        _sql.Undo.Run();
        _sql.Keep.Run();
    }

    public void AddLeaf(long index, string stream, long version, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> leafHash)
    {
        _sql.AddLeaf.Bind(1, _log).Bind(2, index).Bind(3, stream).Bind(4, version).Bind(5, entry).Bind(6, leafHash).Run();
        if (version == 1)
        {
            _sql.AddStream.Bind(1, stream).Bind(2, _log).Bind(3, 1).Run();
        }
        else if (_sql.AdvanceStream.Bind(1, version).Bind(2, stream).Bind(3, _log).Bind(4, version - 1).Run() != 1)
        {
            throw new StoreConflict($"The stream '{stream}' is not at version {version - 1}.");
        }
    }

    public void AddText(long index, in TextRow text) =>
        _sql.AddText.Bind(1, _log).Bind(2, index).Bind(3, text.Position).Bind(4, text.Digest)
            .Bind(5, text.Personal ? 1 : 0).Bind(6, text.Held ? 1 : 0).Bind(7, text.Disclosure).Run();

    public void AddReceipt(string actor, string key, string requestDigest, Receipt receipt) =>
        _sql.AddReceipt.Bind(1, _log).Bind(2, actor).Bind(3, key).Bind(4, requestDigest).Bind(5, receipt.FirstIndex)
            .Bind(6, receipt.Count).Bind(7, receipt.Stream).Bind(8, receipt.Version).Run();

    public (Erasure Erasure, string? Disclosure) Erase(long index, long target, string digest)
    {
        var text = _sql.FindText;
        if (!text.Bind(1, _log).Bind(2, target).Bind(3, digest).Step())
        {
            return (Erasure.Unknown, null);
        }

        var (id, personal, disclosure) = (text.Number(0), text.Number(1) == 1, text.IsNull(2) ? null : text.Text(2));
        text.Reset();
        if (!personal || disclosure is null)
        {
            return (personal ? Erasure.Already : Erasure.Public, null);
        }

        _sql.EraseText.Bind(1, id).Run();
        _sql.NoteErasure.Bind(1, index).Bind(2, _log).Run();
        return (Erasure.Erased, disclosure);
    }

    public int Hide(long target, string until)
    {
        var texts = _sql.PersonalTexts.Bind(1, _log).Bind(2, target).Step() ? (int)_sql.PersonalTexts.Number(0) : 0;
        _sql.PersonalTexts.Reset();
        if (texts > 0)
        {
            _sql.HideTexts.Bind(1, _log).Bind(2, target).Bind(3, until).Run();
        }

        return texts;
    }

    public int Show(long target) => _sql.ShowTexts.Bind(1, _log).Bind(2, target).Run();

    public int Release(long target) => _sql.ReleaseTexts.Bind(1, _log).Bind(2, target).Run();

    public void PutTile(int level, long number, ReadOnlySpan<byte> hashes) =>
        _sql.PutTile.Bind(1, _log).Bind(2, level).Bind(3, number).Bind(4, hashes).Run();

    public bool Commit(LogHead head)
    {
        var advanced = _sql.Advance.Bind(1, head.Size).Bind(2, head.Frontier.Span).Bind(3, head.At).Bind(4, _log).Bind(5, Head.Size).Run();
        if (advanced != 1)
        {
            return false;
        }

        _sql.Commit.Run();
        End();
        return true;
    }

    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        try
        {
            _sql.Rollback.Run();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself already (disk full, I/O error): there is nothing left to undo.
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        _ended = true;
        _released();
    }
}
