namespace Tracker.Host.Projections.Store;

/// <summary>
/// The tables of <c>views.db</c>. Days are day numbers, times are Unix milliseconds, value lists their ranks. A row is made
/// from one log only, so that the order in which logs are read never shows.
/// </summary>
internal static class ViewSchema
{
    /// <summary>Another version on disk is thrown away and built anew.</summary>
    public const string Version = "33";

    public const string Tables = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE position(log TEXT PRIMARY KEY, next INTEGER NOT NULL, last BLOB NOT NULL) WITHOUT ROWID;

        CREATE TABLE plan(plan TEXT PRIMARY KEY, touched INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE organisation(org TEXT PRIMARY KEY, partner INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE plugin(plugin TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX organisation_partner ON organisation(partner, org);
        CREATE TABLE organisation_tally(
            org TEXT PRIMARY KEY, sent INTEGER NOT NULL, waiting INTEGER NOT NULL, accepted INTEGER NOT NULL,
            returned INTEGER NOT NULL, withdrawn INTEGER NOT NULL, disputes INTEGER NOT NULL, disputes_accepted INTEGER NOT NULL,
            judged_accepted INTEGER NOT NULL, judged_returned INTEGER NOT NULL, reports INTEGER NOT NULL,
            disputes_open INTEGER NOT NULL, disputes_settled INTEGER NOT NULL, disputes_upheld INTEGER NOT NULL,
            reviews INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE plan_organisation(
            plan TEXT NOT NULL, org TEXT NOT NULL, partner INTEGER NOT NULL, sent INTEGER NOT NULL, waiting INTEGER NOT NULL,
            accepted INTEGER NOT NULL, disputes INTEGER NOT NULL, judged INTEGER NOT NULL, PRIMARY KEY(plan, org)) WITHOUT ROWID;

        CREATE TABLE commitment(
            rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, plan TEXT NOT NULL, ord INTEGER NOT NULL, number TEXT NOT NULL,
            field TEXT NOT NULL, lead TEXT, ogp_values TEXT NOT NULL, version INTEGER NOT NULL, touched INTEGER NOT NULL, lapses INTEGER NOT NULL DEFAULT 0,
            entries INTEGER NOT NULL DEFAULT 0, pieces INTEGER NOT NULL DEFAULT 0, changed_at INTEGER NOT NULL, title TEXT NOT NULL, sort_title TEXT NOT NULL);
        CREATE TABLE promise(commitment TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE UNIQUE INDEX commitment_plan ON commitment(plan, ord, number);
        CREATE VIRTUAL TABLE commitment_text USING fts5(words, tokenize = 'unicode61 remove_diacritics 2');
        CREATE TABLE milestone(
            commitment TEXT NOT NULL, number TEXT NOT NULL, plan TEXT NOT NULL, ord INTEGER NOT NULL, leaf INTEGER NOT NULL,
            lead TEXT, title TEXT NOT NULL, PRIMARY KEY(commitment, number)) WITHOUT ROWID;
        CREATE INDEX milestone_lead ON milestone(lead, plan, commitment) WHERE leaf = 1;

        CREATE TABLE standing(
            commitment TEXT NOT NULL, number TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
            plan TEXT NOT NULL, leaf INTEGER NOT NULL, due INTEGER, next_due INTEGER, reported INTEGER, state INTEGER NOT NULL,
            level INTEGER, lateness INTEGER NOT NULL, late INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY(commitment, number, from_day)) WITHOUT ROWID;
        CREATE INDEX standing_next ON standing(plan, next_due, commitment, number) WHERE leaf = 1 AND next_due IS NOT NULL;
        CREATE INDEX standing_late ON standing(plan, due, commitment, number) WHERE leaf = 1 AND lateness = 2;
        CREATE TABLE tally(
            plan TEXT NOT NULL, field TEXT NOT NULL, day INTEGER NOT NULL,
            commitments INTEGER NOT NULL, due INTEGER NOT NULL, reported INTEGER NOT NULL, complete INTEGER NOT NULL,
            lower INTEGER NOT NULL, disputed INTEGER NOT NULL, not_yet_checked INTEGER NOT NULL, no_evidence INTEGER NOT NULL,
            ahead INTEGER NOT NULL, late INTEGER NOT NULL, done_late INTEGER NOT NULL, undated INTEGER NOT NULL,
            unknown INTEGER NOT NULL, leaves INTEGER NOT NULL, withdrawn INTEGER NOT NULL, withdrawn_late INTEGER NOT NULL,
            rescheduled INTEGER NOT NULL, government INTEGER NOT NULL, public INTEGER NOT NULL,
            academia INTEGER NOT NULL, business INTEGER NOT NULL, PRIMARY KEY(plan, field, day)) WITHOUT ROWID;

        CREATE TABLE evidence(
            id TEXT PRIMARY KEY, commitment TEXT NOT NULL, plan TEXT NOT NULL, leaf TEXT, org TEXT, entered_by TEXT,
            status INTEGER NOT NULL, first INTEGER NOT NULL, waiting_since INTEGER, version INTEGER NOT NULL,
            body TEXT NOT NULL, plugin TEXT, need INTEGER, need_since INTEGER, judge TEXT,
            judged_by TEXT, independent INTEGER NOT NULL, visitor TEXT, review INTEGER NOT NULL) WITHOUT ROWID;
        CREATE UNIQUE INDEX evidence_visitor ON evidence(visitor) WHERE visitor IS NOT NULL;
        CREATE INDEX evidence_commitment ON evidence(commitment, first);
        CREATE INDEX evidence_leaf ON evidence(commitment, leaf, first);
        CREATE INDEX evidence_waiting_of ON evidence(commitment, leaf, org) WHERE status = 0 AND plugin IS NULL;
        CREATE INDEX evidence_waiting ON evidence(plan, waiting_since, id) WHERE status = 0;
        CREATE INDEX evidence_plugin ON evidence(plugin, org, status, first) WHERE plugin IS NOT NULL;
        CREATE INDEX evidence_contributed ON evidence(plugin, first, id) WHERE plugin IS NOT NULL;
        CREATE INDEX evidence_organisation ON evidence(org, status, first, id);
        CREATE INDEX evidence_need ON evidence(plan, need, need_since, id) WHERE need IS NOT NULL;
        CREATE INDEX evidence_judged ON evidence(judged_by, plan) WHERE judged_by IS NOT NULL;
        CREATE INDEX evidence_review ON evidence(plan, first, id) WHERE review = 1;
        CREATE TABLE differing(id TEXT NOT NULL, other TEXT NOT NULL, commitment TEXT NOT NULL, plan TEXT NOT NULL, PRIMARY KEY(id, other)) WITHOUT ROWID;
        CREATE INDEX differing_commitment ON differing(commitment);
        CREATE INDEX differing_plan ON differing(plan, id);
        CREATE TABLE overruled(id TEXT PRIMARY KEY, commitment TEXT NOT NULL, by TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX overruled_commitment ON overruled(commitment);
        CREATE TABLE evidence_earlier(plan TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(plan, id)) WITHOUT ROWID;
        CREATE TABLE evidence_file(file TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE evidence_source(id TEXT NOT NULL, sha256 TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY(id, sha256, address)) WITHOUT ROWID;
        CREATE INDEX evidence_source_sha256 ON evidence_source(sha256);

        CREATE TABLE hiding(
            log TEXT NOT NULL, idx INTEGER NOT NULL, stream TEXT NOT NULL UNIQUE, lapses INTEGER, plan TEXT, need INTEGER, need_since INTEGER,
            body TEXT NOT NULL, PRIMARY KEY(log, idx)) WITHOUT ROWID;
        CREATE INDEX hiding_lapses ON hiding(lapses) WHERE lapses IS NOT NULL;
        CREATE INDEX hiding_need ON hiding(plan, need, need_since) WHERE need IS NOT NULL;

        CREATE TABLE history(
            log TEXT NOT NULL, idx INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
            at INTEGER NOT NULL, plan TEXT, commitment TEXT, leaf TEXT, facts TEXT NOT NULL, texts TEXT NOT NULL,
            change TEXT, became INTEGER, UNIQUE(log, idx));
        CREATE UNIQUE INDEX history_stream ON history(stream, version);
        CREATE INDEX history_commitment ON history(commitment, idx) WHERE commitment IS NOT NULL;
        CREATE INDEX history_plan ON history(plan, idx) WHERE plan IS NOT NULL;
        CREATE INDEX history_terms ON history(stream, version) WHERE type IN ('milestone.rescheduled', 'milestone.withdrawn', 'commitment.withdrawn', 'commitment.amended');
        CREATE INDEX history_became ON history(plan, became, idx) WHERE became IS NOT NULL;

        CREATE TABLE found(
            rowid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, plan TEXT, title TEXT NOT NULL, UNIQUE(kind, id));
        CREATE VIRTUAL TABLE found_text USING fts5(title, words, tokenize = 'unicode61 remove_diacritics 2');
        """;
}
