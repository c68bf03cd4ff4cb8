namespace Tracker.Ledger.Storage;

/// <summary>The tables of <c>ledger.db</c>.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// FULL, because an answer means durable; secure_delete, because an erased text must be gone from the file; larger
    /// pages, so that an entry of normal size stays inside its own.
    /// </summary>
    public const string WriterPragmas = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -32768;
        PRAGMA busy_timeout = 30000;
        """;

    public const string ReaderPragmas = """
        PRAGMA query_only = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -8192;
        PRAGMA busy_timeout = 30000;
        """;

    /// <summary>
    /// Disclosures stand in a table of their own that only grows at its end: pages that split would leave copies of texts
    /// behind where secure_delete does not look.
    /// </summary>
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS setting (
          name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_state (
          log TEXT NOT NULL PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL, frontier BLOB NOT NULL,
          at TEXT NOT NULL, last_erasure INTEGER NOT NULL DEFAULT -1) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS leaf (
          log TEXT NOT NULL, seq INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
          entry BLOB NOT NULL, leaf_hash BLOB NOT NULL,
          PRIMARY KEY (log, seq), UNIQUE (log, stream, version)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS stream (
          stream TEXT NOT NULL PRIMARY KEY, log TEXT NOT NULL, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS receipt (
          log TEXT NOT NULL, actor TEXT NOT NULL, key TEXT NOT NULL, request_digest TEXT NOT NULL,
          first_index INTEGER NOT NULL, count INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
          PRIMARY KEY (log, actor, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS disclosure (
          id INTEGER PRIMARY KEY, log TEXT NOT NULL, seq INTEGER NOT NULL, position INTEGER NOT NULL,
          digest TEXT NOT NULL, personal INTEGER NOT NULL, held INTEGER NOT NULL, d TEXT,
          UNIQUE (log, seq, position)) STRICT;
        CREATE TABLE IF NOT EXISTS hiding (
          log TEXT NOT NULL, seq INTEGER NOT NULL, until TEXT NOT NULL, PRIMARY KEY (log, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS tile (
          log TEXT NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
          PRIMARY KEY (log, level, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS checkpoint (
          log TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT,
          PRIMARY KEY (log, size)) STRICT, WITHOUT ROWID;
        """;
}
