using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Files;

/// <summary>A file that somebody sends, or sent.</summary>
/// <param name="Id">Its random id; its address, which only its sender may use before it is whole.</param>
/// <param name="Owner">Who sends it: an account's public id, or what a door without accounts knows its sender by.</param>
/// <param name="Key">What its sender knows it by: the same again is the same upload, and the same entry.</param>
/// <param name="Evidence">The piece that it is for.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Size">How many bytes it will have.</param>
/// <param name="KeepPlace">Whether its sender wants to be said where a photograph was taken.</param>
/// <param name="Began">When it began.</param>
/// <param name="Kept">What of it was kept; null: it was not looked at yet.</param>
/// <param name="Attached">Whether the ledger has it.</param>
public sealed record Upload(
    FileId Id, string Owner, string Key, EvidenceId Evidence, string Name, long Size, bool KeepPlace, DateTimeOffset Began, KeptFile? Kept, bool Attached);

/// <summary>A file that was looked at, cleaned and kept.</summary>
/// <param name="Sha256">Digest of the bytes that were kept.</param>
/// <param name="Type">What it is.</param>
/// <param name="Size">How many they are.</param>
/// <param name="Place">Where a photograph was taken, where its sender wanted that to be said.</param>
public sealed record KeptFile(string Sha256, FileType Type, long Size, string? Place);

/// <summary>
/// <c>files.db</c> and the parts in <c>uploads/</c>: what is on its way, and what each sender has here. Apart from the ledger,
/// so that it can be forgotten. What was said to have arrived is durable.
/// </summary>
public sealed class Uploads : IDisposable
{
    /// <summary>How many files one sender may have on the way at once: the oldest makes room for another.</summary>
    public const int MostAtOnce = 5;

    /// <summary>How long an unfinished upload is kept after it began.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private const string Columns = "id, owner, key, evidence, name, size, keep_place, began, sha256, type, kept_size, place, attached";
    private readonly string _parts;
    private readonly ViewConnection _database;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<FileId, bool> _busy = [];

    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The clock.</param>
    public Uploads(string folder, TimeProvider clock)
    {
        _parts = Directory.CreateDirectory(Path.Combine(folder, "uploads")).FullName;
        _clock = clock;
        _database = ViewConnection.OfOwner(Path.Combine(folder, "files.db"));
        _database.Script("""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
            CREATE TABLE IF NOT EXISTS upload(
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, key TEXT NOT NULL, evidence TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
                keep_place INTEGER NOT NULL, began INTEGER NOT NULL, sha256 TEXT, type INTEGER, kept_size INTEGER, place TEXT,
                attached INTEGER NOT NULL DEFAULT 0, UNIQUE(owner, key)) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS upload_sha256 ON upload(sha256) WHERE sha256 IS NOT NULL;
            CREATE INDEX IF NOT EXISTS upload_open ON upload(began) WHERE attached = 0;
            """);
    }

    /// <summary>Begins an upload, or finds the one that this key began.</summary>
    /// <param name="room">Bytes that this sender's files may have together.</param>
    /// <returns>The upload; else why not; neither: the key began another one.</returns>
    public Task<(Upload? Upload, Refused? Why)> Begin(
        string owner, string key, EvidenceId evidence, string name, long size, bool keepPlace, long room) => Use<(Upload?, Refused?)>(database =>
    {
        if (database.First($"SELECT {Columns} FROM upload WHERE owner = $1 AND key = $2", Row, owner, key) is { } known)
            return known.Evidence == evidence && known.Name == name && known.Size == size && known.KeepPlace == keepPlace ? (known, null) : (null, null);
        // Who begins anew again and again on a poor line is not shut out: what was begun longest ago makes room.
        var others = database.Query("SELECT id FROM upload WHERE owner = $1 AND attached = 0 AND sha256 IS NULL ORDER BY began DESC, id", row => FileId.Parse(row.GetString(0)), owner);
        foreach (var old in others.Skip(MostAtOnce - 1))
        {
            database.Run("DELETE FROM upload WHERE id = $1", old.Value);
            File.Delete(Part(old));
        }

        if (database.First("SELECT coalesce(sum(coalesce(kept_size, size)), 0) FROM upload WHERE owner = $1", row => row.GetInt64(0), owner) + size > room)
            return (null, DoorRules.FileRoomFull.Refuse("file", ("megabytes", (room >> 20).ToString(CultureInfo.InvariantCulture))));
        var id = FileId.Of(RandomNumberGenerator.GetBytes(16));
        database.Run(
            "INSERT INTO upload(id, owner, key, evidence, name, size, keep_place, began) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
            id.Value, owner, key, evidence.Value, name, size, keepPlace ? 1L : 0L, _clock.GetUtcNow());
        return (Find(database, id), null);
    });

    /// <summary>An upload by its id; null: there is none.</summary>
    public Task<Upload?> Find(FileId id) => Use(database => Find(database, id));

    /// <summary>How many bytes of an upload are here.</summary>
    public long Offset(Upload upload) =>
        upload.Kept is not null ? upload.Size : new FileInfo(Part(upload.Id)) is { Exists: true } part ? part.Length : 0;

    /// <summary>
    /// Takes what comes as the next part, and keeps as much of it as comes: where the line breaks off the rest follows another time.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="offset">How many bytes its sender believes to be here; null: what is here is replaced.</param>
    /// <param name="body">The part.</param>
    /// <param name="ct">Ends the reading; what was read is kept.</param>
    /// <returns>Null: all of the part was taken; else why nothing of it was.</returns>
    /// <exception cref="IOException">The disk refused, or the line broke off.</exception>
    public async Task<Refused?> Append(Upload upload, long? offset, Stream body, CancellationToken ct)
    {
        if (!_busy.TryAdd(upload.Id, true)) return DoorRules.UploadBusy.Refuse("Upload-Offset");
        try
        {
            var here = offset is null && upload.Kept is null ? 0 : Offset(upload);
            if ((offset ?? here) != here) return DoorRules.UploadOffset.Refuse("Upload-Offset", ("offset", here.ToString(CultureInfo.InvariantCulture)));
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            if (upload.Kept is not null) return await body.ReadAsync(new byte[1], ct) == 0 ? null : TooLong(upload);
            await using var part = new FileStream(Part(upload.Id), options);
            part.SetLength(here);
            part.Position = here;
            try
            {
                var buffer = new byte[64 * 1024];
                while (await body.ReadAsync(buffer, ct) is > 0 and var read)
                {
                    if (part.Position + read > upload.Size)
                    {
                        part.SetLength(here);
                        return TooLong(upload);
                    }

                    await part.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                }
            }
            finally
            {
                part.Flush(flushToDisk: true);
            }

            return null;
        }
        finally
        {
            _busy.TryRemove(upload.Id, out _);
        }
    }

    /// <summary>Runs something that nothing else may do to this upload meanwhile; false: somebody is at it already.</summary>
    public async Task<bool> Alone(FileId id, Func<Task> act)
    {
        if (!_busy.TryAdd(id, true)) return false;
        try
        {
            await act();
            return true;
        }
        finally
        {
            _busy.TryRemove(id, out _);
        }
    }

    /// <summary>All of it as it came.</summary>
    public Task<byte[]> Bytes(Upload upload, CancellationToken ct) => File.ReadAllBytesAsync(Part(upload.Id), ct);

    /// <summary>Keeps what is kept of it and forgets what came, in that order.</summary>
    public async Task<Upload?> Keep(Upload upload, FileType type, string? place, Func<(string Sha256, long Size)> keep)
    {
        var kept = await Use(database =>
        {
            var (sha256, size) = keep();
            database.Run(
                "UPDATE upload SET sha256 = $2, type = $3, kept_size = $4, place = $5 WHERE id = $1", upload.Id.Value, sha256, (long)type, size, place);
            return Find(database, upload.Id);
        });
        File.Delete(Part(upload.Id));
        return kept;
    }

    /// <summary>What else the ledger has of the same bytes for the same piece, the oldest first.</summary>
    public Task<List<Upload>> SameBytes(Upload upload, string sha256) => Use(database => database.Query(
        $"SELECT {Columns} FROM upload WHERE sha256 = $1 AND evidence = $2 AND attached = 1 AND id <> $3 ORDER BY began", Row,
        sha256, upload.Evidence.Value, upload.Id.Value));

    /// <summary>The ledger has it now.</summary>
    public Task Attached(FileId id) => Use(database => database.Run("UPDATE upload SET attached = 1 WHERE id = $1", id.Value));

    /// <summary>Forgets an upload, and lets go of its bytes where no other one has the same.</summary>
    public async Task Drop(Upload upload, Action<string> letGo)
    {
        await Use(database =>
        {
            database.Run("DELETE FROM upload WHERE id = $1", upload.Id.Value);
            if (upload.Kept is { } kept && database.First("SELECT count(*) FROM upload WHERE sha256 = $1", row => row.GetInt64(0), kept.Sha256) == 0) letGo(kept.Sha256);
            return true;
        });
        File.Delete(Part(upload.Id));
    }

    /// <summary>Uploads that have been unfinished for longer than <see cref="Patience"/>.</summary>
    public Task<List<Upload>> Left() => Use(database => database.Query(
        $"SELECT {Columns} FROM upload WHERE attached = 0 AND began < $1", Row, _clock.GetUtcNow() - Patience));

    /// <summary>Every file that the ledger has.</summary>
    public Task<List<Upload>> OnLedger() => Use(database => database.Query($"SELECT {Columns} FROM upload WHERE attached = 1", Row));

    public void Dispose()
    {
        _database.Dispose();
        _turn.Dispose();
    }

    private static Upload? Find(ViewConnection database, FileId id) => database.First($"SELECT {Columns} FROM upload WHERE id = $1", Row, id.Value);

    private static Upload Row(SqliteDataReader row) => new(
        FileId.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), EvidenceId.Parse(row.GetString(3)), row.GetString(4), row.GetInt64(5), row.GetInt64(6) == 1,
        row.Time(7) ?? default, row.IsDBNull(8) ? null : new(row.GetString(8), (FileType)row.GetInt64(9), row.GetInt64(10), row.Text(11)), row.GetInt64(12) == 1);

    private static Refused TooLong(Upload upload) =>
        DoorRules.UploadTooLong.Refuse("body", ("size", upload.Size.ToString(CultureInfo.InvariantCulture)));

    private string Part(FileId id) => Path.Combine(_parts, id.Value);

    private async Task<T> Use<T>(Func<ViewConnection, T> act)
    {
        await _turn.WaitAsync();
        try
        {
            return await Task.Run(() => act(_database));
        }
        finally
        {
            _turn.Release();
        }
    }
}
