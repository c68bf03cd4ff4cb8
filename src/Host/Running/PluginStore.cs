using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Running;

/// <summary>
/// <c>plugins.db</c>: what running plugins needs to be remembered. One connection, one use at a time, never on the thread of
/// whoever asks. Durable before it answers where a run ends, a delivery is kept, or somebody set or asked for something; whatever
/// else is lost in a power cut is done again, and waits for no disk: beside it the ledger writes.
/// </summary>
public sealed class PluginStore : IPluginStore, IDisposable
{
    private const string Interrupted = RunFailures.Interrupted;
    private const int KeptRuns = 500;
    private const int MostWaiting = 1_000;
    private const long MostWaitingBytes = 32L * 1024 * 1024;
    private readonly ViewConnection _database;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _looks;

    /// <param name="folder">The data folder.</param>
    public PluginStore(string folder)
    {
        Directory.CreateDirectory(folder);
        _database = ViewConnection.OfOwner(Path.Combine(folder, "plugins.db"));
        _database.Script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;" + PluginSchema.Tables);
        PluginSchema.Grow(_database);
    }

    public Task<PluginMemory> Load(PluginId plugin, OrganisationId organisation) => Use(database =>
    {
        // What waits is due at once (at 0), or is held back: of both kinds, what is the first to be taken again.
        var due = database.First(
            """
            SELECT min(due) FROM (
                SELECT min(due) AS due FROM inbox WHERE plugin = $1 AND org = $2
                UNION ALL
                SELECT coalesce((SELECT until FROM looks_held WHERE plugin = $1 AND org = $2), 0) WHERE EXISTS (SELECT 1 FROM sent WHERE plugin = $1 AND org = $2 AND due <= 0))
            """,
            row => row.Time(0), plugin.Value, organisation.Value);
        var (waiting, held) = (due is not null, due <= DateTimeOffset.UnixEpoch ? null : due);
        var memory = database.First(
            "SELECT cursor, ran, started, failures, not_before FROM memory WHERE plugin = $1 AND org = $2",
            row => new PluginMemory(
                row.Text(0), row.Text(1) is { } ran ? PluginDigest.Parse(ran) : null, row.Time(2), new(row.GetInt32(3), row.Time(4)), waiting, held),
            plugin.Value, organisation.Value) ?? PluginMemory.None with { Waiting = waiting, Held = held };
        return !memory.Health.IsHopeless ? memory : memory with
        {
            Last = database.First(
                "SELECT run, started, failure FROM run WHERE plugin = $1 AND org = $2 AND state = $3 AND failure IS NOT NULL ORDER BY run DESC LIMIT 1",
                row => new FailedRun(row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2)), plugin.Value, organisation.Value, RunState.Failed),
        };
    });

    public Task<long?> Begin(PluginId plugin, PluginApproval speaks, DateTimeOffset at, bool collects = true) => Together<long?>(database =>
    {
        if (database.First("SELECT run FROM run WHERE plugin = $1 AND org = $2 AND ended IS NULL", row => row.GetInt64(0), plugin.Value, speaks.Organisation.Value) > 0)
            return null;
        database.Run(
            "INSERT INTO run(plugin, org, version, digest, started, state) VALUES($1, $2, $3, $4, $5, $6)",
            plugin.Value, speaks.Organisation.Value, speaks.Version.Value, speaks.Digest.Value, at, RunState.Running);
        var run = database.First("SELECT last_insert_rowid()", row => row.GetInt64(0));
        database.Run("INSERT OR IGNORE INTO memory(plugin, org) VALUES($1, $2)", plugin.Value, speaks.Organisation.Value);
        if (collects)
        {
            database.Run(
                """
                UPDATE memory SET failures = iif(ran = $3, failures, 0), not_before = iif(ran = $3, not_before, NULL), ran = $3, started = $4
                WHERE plugin = $1 AND org = $2
                """,
                plugin.Value, speaks.Organisation.Value, speaks.Digest.Value, at);
        }

        Prune(database, plugin, speaks.Organisation);
        return run;
    });

    public Task End(PluginRun run, RunEnd end, PluginHealth health, DateTimeOffset at) => Durably(database =>
    {
        var (state, failure, detail) = end switch
        {
            RunEnd.Well => (RunState.Well, null, null),
            RunEnd.Failed failed => (RunState.Failed, failed.Failure, failed.Detail),
            RunEnd.Interrupted => (RunState.Stopped, Interrupted, null),
            _ => (RunState.Stopped, (string?)null, (string?)null),
        };
        if (database.Run(
            "UPDATE run SET ended = $2, state = $3, failure = $4, detail = $5 WHERE run = $1 AND ended IS NULL", run.Number, at, state, failure, detail) == 0)
            return 0;
        database.Run(
            "UPDATE memory SET failures = $3, not_before = $4 WHERE plugin = $1 AND org = $2",
            run.Plugin.Value, run.Speaks.Organisation.Value, health.Failures, health.NotBefore);
        if (end is RunEnd.Well well)
            database.Run("UPDATE memory SET cursor = $3 WHERE plugin = $1 AND org = $2", run.Plugin.Value, run.Speaks.Organisation.Value, well.Cursor);
        return 1;
    });

    /// <summary>
    /// Closes what was open when the last process ended: its runs are over, whatever they were doing. The data folder has one
    /// process at a time, so nobody else's run is meant.
    /// </summary>
    public Task<int> CloseInterrupted(DateTimeOffset at) => Durably(database =>
    {
        // They run again at once, not when their schedule next says.
        database.Run(
            """
            UPDATE memory SET not_before = $1 WHERE not_before IS NULL
                AND EXISTS (SELECT 1 FROM run WHERE run.plugin = memory.plugin AND run.org = memory.org AND run.ended IS NULL)
            """,
            at);
        return database.Run("UPDATE run SET ended = max(started, $1), state = $2, failure = $3 WHERE ended IS NULL", at, RunState.Stopped, Interrupted);
    });

    /// <summary>Keeps what a run did since the last time, for pages to show while it goes on.</summary>
    internal Task Note(
        long run, RunCounts counts, IReadOnlyList<EvidenceId> evidence, IReadOnlyList<RunRefusal> refusals, IReadOnlyList<(int Seq, RunLine Line)> lines,
        IReadOnlyList<SentPiece>? sent = null, DateTimeOffset? at = null) =>
        Together(database =>
        {
            foreach (var piece in sent ?? [])
            {
                if (piece is { Again: true, Read: false })
                {
                    database.Run("INSERT OR IGNORE INTO sent(id, plugin, org, key, due) SELECT $2, plugin, org, $3, $4 FROM run WHERE run = $1", run, piece.Evidence.Value, piece.Key, at + SourceChecks.Often);
                    continue;
                }

                // Pages say of an earlier look that the source is gone, or says something else: they are made anew.
                if (database.First("SELECT verdict FROM sent WHERE id = $1 AND verdict IS NOT NULL AND verdict <> $2", row => row.GetInt64(0) + 1, piece.Evidence.Value, SourceVerdict.Unchanged) > 0)
                    Interlocked.Increment(ref _looks);

                // What is said again was read again: its source says so. What is said anew has not been looked at again yet.
                database.Run(
                    """
                    INSERT INTO sent(id, plugin, org, key, due) SELECT $2, plugin, org, $3, $4 FROM run WHERE run = $1
                    ON CONFLICT(id) DO UPDATE SET due = excluded.due, key = excluded.key, looked = $5,
                        since = CASE WHEN $5 IS NULL THEN NULL WHEN verdict = $6 THEN since ELSE $5 END,
                        verdict = CASE WHEN $5 IS NULL THEN NULL ELSE $6 END
                    """,
                    run, piece.Evidence.Value, piece.Key, at + SourceChecks.Often, piece.Again ? at : null, SourceVerdict.Unchanged);
            }

            database.Run(
                """
                UPDATE run SET fetched = $2, bytes = $3, accepted = $4, unchanged = $5, revised = $6, refused = $7, done = $8, of = $9, text = $10
                WHERE run = $1
                """,
                run, counts.Fetched, counts.Bytes, counts.Accepted, counts.Unchanged, counts.Revised, counts.Refused, counts.Done, counts.Of, counts.Text);
            foreach (var id in evidence) database.Run("INSERT OR IGNORE INTO run_evidence VALUES($1, $2)", run, id.Value);
            // A host that was killed may not have noted what it had recorded: the run that meets it again answers for it.
            foreach (var piece in (sent ?? []).Where(one => one.Again))
                database.Run("INSERT INTO run_evidence SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM run_evidence WHERE id = $2)", run, piece.Evidence.Value);
            foreach (var refusal in refusals)
            {
                database.Run(
                    "INSERT INTO run_refusal VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT DO UPDATE SET count = count + excluded.count",
                    run, refusal.Rule, refusal.Field ?? "", refusal.Count, refusal.Example, refusal.Values is null ? null : ViewJson.Write(refusal.Values));
            }

            foreach (var (seq, line) in lines) database.Run("INSERT OR IGNORE INTO run_log VALUES($1, $2, $3, $4)", run, seq, line.Level, line.Text);
            return 0;
        });

    /// <summary>How often the outcome of a look at a source was kept: pages that show one are made anew.</summary>
    public long Looks => Interlocked.Read(ref _looks);

    /// <summary>When the source of a piece was looked at again; null: it was not.</summary>
    public Task<SourceCheck?> Check(EvidenceId evidence) => Use(database => database.First(
        "SELECT looked, verdict, since FROM sent WHERE id = $1 AND looked IS NOT NULL",
        row => new SourceCheck(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.IsDBNull(1) ? null : (SourceVerdict)row.GetInt32(1), row.Time(2)), evidence.Value));

    /// <summary>Whether files look at sources again, as far as they were asked to.</summary>
    internal Task<bool> LooksAgain(PluginDigest files) => Use(database => database.First("SELECT count(*) FROM looks_not WHERE digest = $1", row => row.GetInt64(0), files.Value) == 0);

    /// <summary>Files answered that they look at no source again.</summary>
    internal async Task LooksNever(PluginDigest files)
    {
        await Use(database => database.Run("INSERT OR IGNORE INTO looks_not VALUES($1)", files.Value));
        Interlocked.Increment(ref _looks);
    }

    /// <summary>Somebody asks about a piece: it is looked at before everything else. False: no plugin is known to have sent it.</summary>
    internal Task<bool> AskCheck(EvidenceId evidence) => Durably(database => database.Run("UPDATE sent SET due = 0 WHERE id = $1", evidence.Value) > 0);

    /// <summary>What is to be looked at by a time, what was asked about first, then the longest unseen.</summary>
    internal Task<ImmutableArray<DueCheck>> DueChecks(PluginId plugin, OrganisationId organisation, DateTimeOffset by, int most) => Use(database => database.Query(
        "SELECT id, key, due FROM sent WHERE plugin = $1 AND org = $2 AND due <= $3 ORDER BY due, id LIMIT $4",
        row => new DueCheck(EvidenceId.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2) <= 0), plugin.Value, organisation.Value, by, (long)most).ToImmutableArray());

    /// <summary>The host broke while sources were looked at: what was asked about is held back for a minute, and for twice as long each time, six hours at most.</summary>
    internal Task HoldLooks(PluginId plugin, OrganisationId organisation, DateTimeOffset now) => Use(database => database.Run(
        """
        INSERT INTO looks_held VALUES($1, $2, $3 + 60000, 1)
        ON CONFLICT DO UPDATE SET until = $3 + min(21600000, 60000 << min(tried, 9)), tried = tried + 1
        """,
        plugin.Value, organisation.Value, now));

    /// <summary>The host did not break: nothing that is asked about is held back.</summary>
    internal Task LooksWell(PluginId plugin, OrganisationId organisation) =>
        Use(database => database.Run("DELETE FROM looks_held WHERE plugin = $1 AND org = $2", plugin.Value, organisation.Value));

    /// <summary>A source was looked at, or could not be.</summary>
    /// <param name="evidence">The piece.</param>
    /// <param name="at">When; null: it was not.</param>
    /// <param name="verdict">What was said; null: what was said before still stands.</param>
    /// <param name="next">When to look again.</param>
    internal async Task Looked(EvidenceId evidence, DateTimeOffset? at, SourceVerdict? verdict, DateTimeOffset next)
    {
        await Use(database => database.Run(
            """
            UPDATE sent SET due = $5, looked = coalesce($2, looked), verdict = coalesce($3, verdict),
                since = CASE WHEN $3 IS NULL OR $3 = verdict THEN since ELSE $4 END
            WHERE id = $1
            """,
            evidence.Value, at, verdict, at, next));
        Interlocked.Increment(ref _looks);
    }

    /// <summary>The runs of a plugin, the newest first.</summary>
    public Task<ImmutableArray<RunRow>> Runs(PluginId plugin, long? before, int limit) => Use(database =>
        database.Query($"SELECT {RunColumns} FROM run WHERE plugin = $1 AND run < $2 ORDER BY run DESC LIMIT $3", Row, plugin.Value, before ?? long.MaxValue, (long)limit).ToImmutableArray());

    /// <summary>The last run of every plugin and organisation; where it goes on, also the last that has ended.</summary>
    public Task<ImmutableArray<RunRow>> Last() => Use(database => database.Query(
        $"SELECT {RunColumns} FROM run WHERE run IN (SELECT max(run) FROM run GROUP BY plugin, org UNION SELECT max(run) FROM run WHERE ended IS NOT NULL GROUP BY plugin, org)", Row).ToImmutableArray());

    /// <summary>How every plugin is, by organisation.</summary>
    public Task<ImmutableArray<(PluginId Plugin, OrganisationId Organisation, PluginHealth Health)>> Health() => Use(database => database.Query(
        "SELECT plugin, org, failures, not_before FROM memory",
        row => (PluginId.Parse(row.GetString(0)), OrganisationId.Parse(row.GetString(1)), new PluginHealth(row.GetInt32(2), row.Time(3)))).ToImmutableArray());

    /// <summary>A run, whole; null when there is none, or it is too old to be kept.</summary>
    public Task<RunView?> Run(PluginId plugin, long run) => Use(database =>
        database.First($"SELECT {RunColumns} FROM run WHERE plugin = $1 AND run = $2", Row, plugin.Value, run) is { } row
            ? new RunView(
                row,
                [.. database.Query("SELECT rule, count, example, nullif(field, ''), sayings FROM run_refusal WHERE run = $1 ORDER BY count DESC, rule, field", Refusal, run)],
                [.. database.Query("SELECT level, text FROM run_log WHERE run = $1 ORDER BY seq", one => new RunLine(one.GetString(0), one.GetString(1)), run)],
                (int)database.First("SELECT count(*) FROM run_evidence WHERE run = $1", one => one.GetInt64(0), run))
            : null);

    /// <summary>What a run contributed, by id, from after one of them on.</summary>
    public Task<ImmutableArray<EvidenceId>> Pieces(long run, EvidenceId? after, int limit) => Use(database => database.Query(
        "SELECT id FROM run_evidence WHERE run = $1 AND id > $2 ORDER BY id LIMIT $3", one => EvidenceId.Parse(one.GetString(0)), run, after?.Value ?? "", (long)limit).ToImmutableArray());

    /// <summary>Whether a run contributed a piece.</summary>
    public Task<bool> IsPiece(long run, EvidenceId piece) => Use(database => database.First(
        "SELECT count(*) FROM run_evidence WHERE run = $1 AND id = $2", row => row.GetInt64(0), run, piece.Value) > 0);

    /// <summary>Remembers that bytes were fetched for a plugin: what it claims as a source must be among them.</summary>
    internal Task Archived(PluginId plugin, string sha256, string address) =>
        Use(database => database.Run("INSERT OR IGNORE INTO archived VALUES($1, $2, $3)", plugin.Value, sha256, address));

    /// <summary>
    /// The address from which these bytes came for this plugin: the one it names where they came from there, ever; else the hook,
    /// where they were delivered, which has no other address. Null: the host never had them from there.
    /// </summary>
    internal Task<string?> ArchivedFrom(PluginId plugin, string sha256, string address, string hook) => Use(database => database.First(
        "SELECT address FROM archived WHERE plugin = $1 AND sha256 = $2 AND address IN ($3, $4) ORDER BY address <> $3 LIMIT 1",
        row => row.GetString(0), plugin.Value, sha256, address, hook));

    /// <summary>The settings as kept for these files: secrets are protected.</summary>
    internal Task<ImmutableSortedDictionary<string, string>> Settings(PluginId plugin, OrganisationId organisation, PluginDigest digest) => Use(database => database
        .Query(
            "SELECT name, value FROM setting WHERE plugin = $1 AND org = $2 AND digest = $3",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), plugin.Value, organisation.Value, digest.Value)
        .ToImmutableSortedDictionary(StringComparer.Ordinal));

    internal Task Set(PluginId plugin, OrganisationId organisation, PluginDigest digest, IReadOnlyDictionary<string, string> values) => Durably(database =>
    {
        database.Run("DELETE FROM setting WHERE plugin = $1 AND org = $2 AND digest = $3", plugin.Value, organisation.Value, digest.Value);
        foreach (var (name, value) in values)
            database.Run("INSERT INTO setting VALUES($1, $2, $3, $4, $5)", plugin.Value, organisation.Value, digest.Value, name, value);
        return 0;
    });

    /// <summary>Remembers that somebody was told how long these wait; answers those of which nobody was told before.</summary>
    internal Task<ImmutableHashSet<(PluginId Plugin, PluginDigest Digest)>> Tell(ImmutableArray<(PluginId Plugin, PluginDigest Digest)> waiting) => Durably(database => waiting
        .Where(one => database.Run("INSERT OR IGNORE INTO told_wait VALUES($1, $2)", one.Plugin.Value, one.Digest.Value) > 0).ToImmutableHashSet());

    /// <summary>Keeps something that was delivered, durably; answers its number. Null: too much waits already.</summary>
    internal Task<long?> Deliver(PluginId plugin, OrganisationId organisation, DateTimeOffset at, IReadOnlyDictionary<string, string>? headers, byte[] body) => Durably<long?>(database =>
    {
        var (count, bytes) = database.First(
            "SELECT count(*), coalesce(sum(length(body)), 0) FROM inbox WHERE plugin = $1 AND org = $2", row => (row.GetInt64(0), row.GetInt64(1)), plugin.Value, organisation.Value);
        if (count >= MostWaiting || bytes + body.Length > MostWaitingBytes) return null;
        database.Run("INSERT INTO inbox(plugin, org, at, headers, body) VALUES($1, $2, $3, $4, $5)", plugin.Value, organisation.Value, at, headers is null ? null : ViewJson.Write(headers), body);
        return database.First("SELECT last_insert_rowid()", row => row.GetInt64(0));
    });

    /// <summary>The oldest delivery that waits and is not held back; null: there is none.</summary>
    internal Task<Delivery?> Waiting(PluginId plugin, OrganisationId organisation, long after, DateTimeOffset now) => Use(database => database.First(
        "SELECT item, at, headers, body FROM inbox WHERE plugin = $1 AND org = $2 AND item > $3 AND (due <= $4 OR due > $5) ORDER BY item LIMIT 1",
        row => new Delivery(
            row.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
            row.Text(2) is { } headers ? ViewJson.Read<ImmutableSortedDictionary<string, string>>(headers) : null, (byte[])row.GetValue(3)),
        plugin.Value, organisation.Value, after, now, now + PluginHealth.LongestWait));

    /// <summary>
    /// The host broke over a delivery: it is held back for a minute, and for twice as long each time, six hours at most. False: it
    /// was taken before the host broke, and waits no longer.
    /// </summary>
    internal Task<bool> HoldBack(long item, DateTimeOffset now) => Use(database => database.Run(
        "UPDATE inbox SET due = $2 + min(21600000, 60000 << min(tried, 9)), tried = tried + 1 WHERE item = $1", item, now) > 0);

    /// <summary>What came of a delivery is durable: it waits no longer.</summary>
    internal Task Taken(long item) => Use(database => database.Run("DELETE FROM inbox WHERE item = $1", item));

    public void Dispose()
    {
        _database.Dispose();
        _turn.Dispose();
    }

    private const string RunColumns =
        "run, plugin, org, version, digest, started, ended, state, failure, detail, fetched, bytes, accepted, unchanged, revised, refused, done, of, text";

    private static RunRow Row(SqliteDataReader row) => new(
        row.GetInt64(0), PluginId.Parse(row.GetString(1)), OrganisationId.Parse(row.GetString(2)), PluginVersion.Parse(row.GetString(3)),
        PluginDigest.Parse(row.GetString(4)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), row.Time(6), (RunState)row.GetInt32(7), row.Text(8),
        row.Text(9),
        new(row.GetInt32(10), row.GetInt64(11), row.GetInt32(12), row.GetInt32(13), row.GetInt32(14), row.GetInt32(15), row.Number(16), row.Number(17), row.Text(18)));

    private static RunRefusal Refusal(SqliteDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), row.Text(3),
        row.Text(4) is { } values ? ViewJson.Read<ImmutableSortedDictionary<string, string>>(values) : null);

    /// <summary>
    /// Of what is long over only the runs that contributed something are kept, without their words: a reviewer confirms or returns
    /// them whole. Whoever can deliver something can make runs; none of another organisation, and none that matters, goes for them.
    /// </summary>
    private static void Prune(ViewConnection database, PluginId plugin, OrganisationId organisation)
    {
        var oldest = database.First(
            "SELECT run FROM run WHERE plugin = $1 AND org = $2 ORDER BY run DESC LIMIT 1 OFFSET $3", row => row.GetInt64(0), plugin.Value, organisation.Value, (long)KeptRuns);
        if (oldest == 0) return;
        const string Old = "SELECT run FROM run WHERE plugin = $1 AND org = $2 AND run <= $3 AND ended IS NOT NULL";
        foreach (var table in new[] { "run_refusal", "run_log" })
            database.Run($"DELETE FROM {table} WHERE run IN ({Old})", plugin.Value, organisation.Value, oldest);
        database.Run($"DELETE FROM run WHERE run IN ({Old}) AND NOT EXISTS (SELECT 1 FROM run_evidence WHERE run_evidence.run = run.run)", plugin.Value, organisation.Value, oldest);
    }

    private Task<T> Together<T>(Func<ViewConnection, T> use) => Use(database => InOne(database, use));

    /// <summary>The same, and on the disk with all that was written before it when this answers.</summary>
    private Task<T> Durably<T>(Func<ViewConnection, T> use) => Use(database =>
    {
        database.Run("PRAGMA synchronous = FULL");
        try
        {
            return InOne(database, use);
        }
        finally
        {
            database.Run("PRAGMA synchronous = NORMAL");
        }
    });

    private static T InOne<T>(ViewConnection database, Func<ViewConnection, T> use)
    {
        database.Run("BEGIN IMMEDIATE");
        try
        {
            var result = use(database);
            database.Run("COMMIT");
            return result;
        }
        catch
        {
            database.Run("ROLLBACK");
            throw;
        }
    }

    private Task<T> Use<T>(Func<ViewConnection, T> use) => Task.Run(async () =>
    {
        await _turn.WaitAsync();
        try
        {
            return use(_database);
        }
        finally
        {
            _turn.Release();
        }
    });
}
