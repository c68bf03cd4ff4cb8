using Tracker.Host.Projections.Store;

namespace Tracker.Host.Running;

/// <summary>The tables of <c>plugins.db</c>: operation, never history. Times are Unix milliseconds.</summary>
internal static class PluginSchema
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS memory(
            plugin TEXT NOT NULL, org TEXT NOT NULL, cursor TEXT, ran TEXT, started INTEGER, failures INTEGER NOT NULL DEFAULT 0,
            not_before INTEGER, PRIMARY KEY(plugin, org)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS run(
            run INTEGER PRIMARY KEY AUTOINCREMENT, plugin TEXT NOT NULL, org TEXT NOT NULL, version TEXT NOT NULL, digest TEXT NOT NULL,
            started INTEGER NOT NULL, ended INTEGER, state INTEGER NOT NULL, failure TEXT, detail TEXT,
            fetched INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0,
            unchanged INTEGER NOT NULL DEFAULT 0, revised INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
            done INTEGER, of INTEGER, text TEXT);
        CREATE UNIQUE INDEX IF NOT EXISTS run_open ON run(plugin, org) WHERE ended IS NULL;
        CREATE INDEX IF NOT EXISTS run_plugin ON run(plugin, run);

        CREATE TABLE IF NOT EXISTS run_evidence(run INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY(run, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS run_evidence_id ON run_evidence(id);
        CREATE TABLE IF NOT EXISTS sent(
            id TEXT PRIMARY KEY, plugin TEXT NOT NULL, org TEXT NOT NULL, key TEXT NOT NULL, due INTEGER NOT NULL, looked INTEGER,
            verdict INTEGER, since INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sent_due ON sent(plugin, org, due);
        CREATE TABLE IF NOT EXISTS run_refusal(
            run INTEGER NOT NULL, rule TEXT NOT NULL, field TEXT NOT NULL, count INTEGER NOT NULL, example TEXT NOT NULL, sayings TEXT,
            PRIMARY KEY(run, rule, field)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS run_log(
            run INTEGER NOT NULL, seq INTEGER NOT NULL, level TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(run, seq)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS looks_held(
            plugin TEXT NOT NULL, org TEXT NOT NULL, until INTEGER NOT NULL, tried INTEGER NOT NULL, PRIMARY KEY(plugin, org)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS looks_not(digest TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS told_wait(plugin TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY(plugin, digest)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS archived(
            plugin TEXT NOT NULL, sha256 TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY(plugin, sha256, address)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS setting(
            plugin TEXT NOT NULL, org TEXT NOT NULL, digest TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY(plugin, org, digest, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inbox(
            item INTEGER PRIMARY KEY AUTOINCREMENT, plugin TEXT NOT NULL, org TEXT NOT NULL, at INTEGER NOT NULL, headers TEXT,
            body BLOB NOT NULL, tried INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX IF NOT EXISTS inbox_plugin ON inbox(plugin, org, item);
        """;

    /// <summary>Settings that were kept before they belonged to files: they are those of the files that ran with them.</summary>
    private const string SettingsOfFiles = """
        ALTER TABLE setting RENAME TO setting_before;
        CREATE TABLE setting(
            plugin TEXT NOT NULL, org TEXT NOT NULL, digest TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY(plugin, org, digest, name)) WITHOUT ROWID;
        INSERT INTO setting SELECT plugin, org, ran, name, value FROM setting_before JOIN memory USING (plugin, org) WHERE ran IS NOT NULL;
        DROP TABLE setting_before;
        """;

    /// <summary>Refusals that were kept before their member and their values were.</summary>
    private const string RefusalsOfMembers = """
        ALTER TABLE run_refusal RENAME TO run_refusal_before;
        CREATE TABLE run_refusal(
            run INTEGER NOT NULL, rule TEXT NOT NULL, field TEXT NOT NULL, count INTEGER NOT NULL, example TEXT NOT NULL, sayings TEXT,
            PRIMARY KEY(run, rule, field)) WITHOUT ROWID;
        INSERT INTO run_refusal SELECT run, rule, '', count, example, NULL FROM run_refusal_before;
        DROP TABLE run_refusal_before;
        """;

    /// <summary>Deliveries that were kept before any was held back.</summary>
    private const string DeliveriesHeld = """
        ALTER TABLE inbox ADD COLUMN tried INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE inbox ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>Brings tables of an earlier version to this one.</summary>
    public static void Grow(ViewConnection database)
    {
        foreach (var (table, column, grow) in new[] { ("setting", "digest", SettingsOfFiles), ("run_refusal", "field", RefusalsOfMembers), ("inbox", "due", DeliveriesHeld) })
        {
            if (database.First("SELECT count(*) FROM pragma_table_info($1) WHERE name = $2", row => row.GetInt64(0), table, column) == 0)
                database.Script($"BEGIN IMMEDIATE; {grow} COMMIT;");
        }
    }
}
