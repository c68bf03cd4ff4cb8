using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Drafting;

/// <summary>A report that an office has begun. It is no report yet: nothing of it stands on the ledger.</summary>
/// <param name="Office">Whose it is: everybody of the office finds it, whoever began it.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="Leaf">The leaf it will be about.</param>
/// <param name="Version">How often it was saved: who saves over it says what they saw.</param>
/// <param name="Changed">When it was last saved.</param>
/// <param name="Fields">The form as it was typed.</param>
/// <param name="Preview">The secret of its preview's address; null: nobody else sees it.</param>
/// <param name="PreviewUntil">Until when that works.</param>
public sealed record ReportDraft(
    OrganisationId Office, CommitmentId Commitment, MilestoneNumber Leaf, long Version, DateTimeOffset Changed,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Fields, string? Preview, DateTimeOffset? PreviewUntil)
{
    /// <summary>What was typed into a field; empty: nothing.</summary>
    public string this[string field] => Fields.TryGetValue(field, out var values) && values.Length > 0 ? values[0] : "";
}

/// <summary>
/// <c>drafts.db</c>: one draft an office and leaf, until it is sent or discarded. Kept apart from the ledger so that it can be
/// forgotten, and from the accounts since it is the office's and not a person's.
/// </summary>
public sealed class ReportDrafts : IDisposable
{
    /// <summary>More than this is no draft of a report, in bytes.</summary>
    public const int Most = 64 * 1024;

    private const string Columns = "org, commitment_id, leaf, version, changed, fields, preview, preview_until";
    private static readonly TimeSpan s_shared = TimeSpan.FromDays(7);
    private readonly ViewConnection _database;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The clock.</param>
    public ReportDrafts(string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        _clock = clock;
        _database = ViewConnection.OfOwner(Path.Combine(folder, "drafts.db"));
        _database.Script("""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
            CREATE TABLE IF NOT EXISTS draft(
                org TEXT NOT NULL, commitment_id TEXT NOT NULL, leaf TEXT NOT NULL, version INTEGER NOT NULL, changed INTEGER NOT NULL,
                fields TEXT NOT NULL, saved_by TEXT NOT NULL, preview TEXT UNIQUE, preview_until INTEGER, PRIMARY KEY(org, commitment_id, leaf)) WITHOUT ROWID;
            """);
    }

    /// <summary>The office's draft of a leaf; null where there is none.</summary>
    public Task<ReportDraft?> Find(OrganisationId office, CommitmentId commitment, MilestoneNumber leaf) => Use(database => database.First(
        $"SELECT {Columns} FROM draft WHERE org = $1 AND commitment_id = $2 AND leaf = $3", Row, office.Value, commitment.Value, leaf.Value));

    /// <summary>Every draft of an office, the newest first.</summary>
    public Task<ImmutableArray<ReportDraft>> Of(OrganisationId office) => Use(database => database.Query(
        $"SELECT {Columns} FROM draft WHERE org = $1 ORDER BY changed DESC", Row, office.Value).ToImmutableArray());

    /// <summary>The draft that a preview's address shows; null: there is none any more.</summary>
    public Task<ReportDraft?> Shared(string preview) => Use(database => database.First(
        $"SELECT {Columns} FROM draft WHERE preview = $1 AND preview_until > $2", Row, preview, _clock.GetUtcNow()));

    /// <summary>Saves over what was seen.</summary>
    /// <param name="key">The key of the form: the same again is the same save.</param>
    /// <param name="seen">The version that was seen; 0: none.</param>
    /// <returns>False: somebody else of the office saved meanwhile.</returns>
    public Task<bool> Save(
        OrganisationId office, CommitmentId commitment, MilestoneNumber leaf, ImmutableSortedDictionary<string, ImmutableArray<string>> fields, long seen, string key) =>
        Use(database =>
        {
            var now = _clock.GetUtcNow();
            var json = JsonSerializer.Serialize(fields);
            if (database.First("SELECT saved_by = $4 FROM draft WHERE org = $1 AND commitment_id = $2 AND leaf = $3", row => row.GetInt64(0), office.Value, commitment.Value, leaf.Value, key) == 1)
                return true;
            var changed = seen == 0
                ? database.Run(
                    "INSERT OR IGNORE INTO draft(org, commitment_id, leaf, version, changed, fields, saved_by) VALUES($1, $2, $3, 1, $4, $5, $6)",
                    office.Value, commitment.Value, leaf.Value, now, json, key)
                : database.Run(
                    "UPDATE draft SET version = version + 1, changed = $4, fields = $5, saved_by = $6 WHERE org = $1 AND commitment_id = $2 AND leaf = $3 AND version = $7",
                    office.Value, commitment.Value, leaf.Value, now, json, key, seen);
            return changed == 1;
        });

    /// <summary>Makes an address at which the draft is seen for a week; an older one no longer works.</summary>
    public Task<bool> Share(OrganisationId office, CommitmentId commitment, MilestoneNumber leaf) => Use(database => database.Run(
        "UPDATE draft SET preview = $4, preview_until = $5 WHERE org = $1 AND commitment_id = $2 AND leaf = $3",
        office.Value, commitment.Value, leaf.Value, System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), _clock.GetUtcNow() + s_shared) == 1);

    /// <summary>Forgets it, and the address of its preview with it.</summary>
    public Task<bool> Discard(OrganisationId office, CommitmentId commitment, MilestoneNumber leaf) => Use(database => database.Run(
        "DELETE FROM draft WHERE org = $1 AND commitment_id = $2 AND leaf = $3", office.Value, commitment.Value, leaf.Value) == 1);

    public void Dispose()
    {
        _database.Dispose();
        _turn.Dispose();
    }

    private static ReportDraft Row(SqliteDataReader row) => new(
        OrganisationId.Parse(row.GetString(0)), CommitmentId.Parse(row.GetString(1)), MilestoneNumber.Parse(row.GetString(2)), row.GetInt64(3),
        row.Time(4) ?? default, JsonSerializer.Deserialize<ImmutableSortedDictionary<string, ImmutableArray<string>>>(row.GetString(5)) ?? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty,
        row.Text(6), row.Time(7));

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
