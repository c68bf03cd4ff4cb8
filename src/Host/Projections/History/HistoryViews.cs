using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Store;
using Tracker.Ledger;

namespace Tracker.Host.Projections.History;

/// <summary>Reads entries as people read them, the newest first.</summary>
public sealed class HistoryViews(ViewReader views, LogReader logs, LedgerFolder folder)
{
    private const string Columns =
        $"h.type, h.facts, h.texts, h.log, h.change, h.commitment, h.leaf, c.title, m.title, e.title";

    private const string Names =
        "LEFT JOIN commitment c ON c.id = h.commitment LEFT JOIN milestone m ON m.commitment = h.commitment AND m.number = h.leaf "
        // FoundKind.Evidence and Review, under their public id; what is decided about showing a piece's words is about that piece.
        + $"LEFT JOIN found e ON e.kind IN (3, 7) AND e.id = replace(substr(h.stream, 1, instr(h.stream || '{HidingId.Mark}', '{HidingId.Mark}') - 1), '/', '~')";

    internal static string OfCommitment(HistoryKind? kind) =>
        $"SELECT {Columns} FROM history h {Names} WHERE h.commitment = $1 AND h.idx < $2 AND {HistoryKinds.Condition(kind)} ORDER BY h.idx DESC LIMIT $3";

    internal const string OfPlan =
        $"SELECT {Columns} FROM history h {Names} WHERE h.plan = $1 AND h.idx < $2 ORDER BY h.idx DESC LIMIT $3";

    internal const string OfBecame =
        $"SELECT {Columns} FROM history h {Names} WHERE h.plan = $1 AND h.became = $2 AND h.leaf IS NOT NULL ORDER BY h.idx DESC LIMIT $3";

    internal const string OfStream =
        $"SELECT {Columns} FROM history h {Names} WHERE h.stream = $1 AND h.version < $2 ORDER BY h.version DESC LIMIT $3";

    internal const string OfTerms =
        $"SELECT {Columns} FROM history h {Names} WHERE h.stream = $1 AND h.type IN ('milestone.rescheduled', 'milestone.withdrawn', 'commitment.withdrawn', 'commitment.amended') ORDER BY h.version";

    internal const string InLog =
        $"SELECT {Columns} FROM history h {Names} WHERE h.log = $1 AND h.idx < $2 ORDER BY h.idx DESC LIMIT $3";

    internal const string At = $"SELECT {Columns} FROM history h {Names} WHERE h.stream = $1 AND h.version = $2";

    // What a piece of evidence was before: types of EvidenceEvent that say what it is.
    internal const string ContentBefore =
        $"SELECT {Columns} FROM history h {Names} WHERE h.stream = $1 AND h.version < $2 AND h.type IN ('evidence.submitted', 'evidence.imported', 'evidence.revised') ORDER BY h.version DESC LIMIT 1";

    internal const string One = $"SELECT {Columns} FROM history h {Names} WHERE h.log = $1 AND h.idx = $2";

    /// <summary>What happened to a commitment and its evidence.</summary>
    /// <param name="commitment">Which.</param>
    /// <param name="kind">Only of this kind; null: everything.</param>
    /// <param name="cursor">Where the part before ended; null: the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> Of(CommitmentId commitment, HistoryKind? kind, string? cursor, int limit) =>
        Part(OfCommitment(kind), commitment.Value, cursor, limit, entry => entry.Index);

    /// <summary>The latest entries by which evidence about a leaf of a plan came to show a state it did not show before.</summary>
    public ImmutableArray<HistoryEntry> Became(PlanId plan, ProofState state, int limit)
    {
        using var read = views.Read();
        return Whole(read, read.Query(OfBecame, Entry, plan.Value, state, (long)limit));
    }

    /// <summary>What changed of what a commitment promised, in its order: dates that were moved, what was withdrawn.</summary>
    public ImmutableArray<HistoryEntry> Terms(CommitmentId commitment)
    {
        using var read = views.Read();
        return Whole(read, read.Query(OfTerms, Entry, commitment.Value));
    }

    /// <summary>What happened to a piece of evidence.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> Of(EvidenceId evidence, string? cursor, int limit) =>
        Part(OfStream, evidence.Stream, cursor, limit, entry => entry.Version);

    /// <summary>What happened to a plan and all beneath it: its latest changes.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> Of(PlanId plan, string? cursor, int limit) => Part(OfPlan, plan.Value, cursor, limit, entry => entry.Index);

    /// <summary>A log, whole.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> OfLog(string log, string? cursor, int limit) => Part(InLog, log, cursor, limit, entry => entry.Index);

    /// <summary>How many entries a commitment and its evidence have.</summary>
    public int Count(CommitmentId commitment)
    {
        using var read = views.Read();
        return read.First("SELECT entries FROM commitment WHERE id = $1", row => row.GetInt32(0), commitment.Value);
    }

    /// <summary>One entry: its permalink's page. Null when it is not there, or not read yet.</summary>
    public HistoryEntry? Entry(string log, long index)
    {
        using var read = views.Read();
        return read.First(One, Entry, log, index) is { } entry ? Whole(read, entry) : null;
    }

    /// <summary>The texts of an entry as somebody read it from the ledger: of what is hidden no view has any.</summary>
    internal static ImmutableArray<EntryText> TextsOf(StoredEntry stored) => ReadEntry.From(stored).Texts;

    /// <summary>A log and its newest seal; null when there is no such log.</summary>
    public async Task<LogView?> Log(string log, CancellationToken ct)
    {
        if (!(await logs.Logs(ct)).Contains(log)) return null;
        var size = await logs.Size(log, ct);
        var seal = await logs.LatestCheckpoint(log, ct);
        return new(
            log, size, seal?.Size ?? 0, seal is null ? null : Convert.ToBase64String(seal.Root.Span), $"{folder.Origin}/{log}",
            Entry(log, size - 1)?.At, folder.Alarms.ContainsKey(log));
    }

    /// <summary>Every log.</summary>
    public async Task<IReadOnlyList<LogView>> Logs(CancellationToken ct)
    {
        var all = new List<LogView>();
        foreach (var log in await logs.Logs(ct))
        {
            if (await Log(log, ct) is { } view) all.Add(view);
        }

        return all;
    }

    /// <summary>A report, whole; null for an entry that is none.</summary>
    internal ReportView? Report(ReadEntry entry)
    {
        var (h, register) = (entry.Header, views.Register);
        var plan = PlanId.TryParse(h.Stream.Split('/')[0], out var id) ? register.Plan(id) : null;
        var by = register.Name(h.Actor.Organisation, plan);
        return entry.Event switch
        {
            ProgressReported said => new(
                h.Version, h.Log, h.Index, h.At, said.On, Late(h, said.On, plan), false, said.Completion, said.Period, null, said.Percent,
                said.Challenges ?? [], entry.Text("challengesOther")?.Text, entry.Prose("nextStep"), said.NextDate,
                entry.Prose("narrative"), null, by, null, null, null),
            ProgressCorrected said => new(
                h.Version, h.Log, h.Index, h.At, said.On, Late(h, said.On, plan), false, said.Completion, said.Period, null, said.Percent,
                said.Challenges ?? [], entry.Text("challengesOther")?.Text, entry.Prose("nextStep"), said.NextDate,
                entry.Prose("narrative"), null, by, null, said.Corrects, entry.Prose("reason")),
            ProgressImported said => new(
                h.Version, h.Log, h.Index, h.At, said.On, false, true, said.Completion, said.Period, said.About, said.Percent,
                [], null, null, null, entry.Prose("narrative"), entry.Text("source")?.Text, by,
                register.Name(said.EnteredBy, plan), null, null),
            _ => null,
        };
    }

    private static bool Late(Header header, DateOnly on, PlanBody? plan) => on.AddDays(30) < PlanZone.DayOf(header.At, plan);

    private Page<HistoryEntry> Part(string sql, string of, string? cursor, int limit, Func<HistoryEntry, long> key)
    {
        var before = Cursor.Read("history", cursor, 1) is [var last] ? Cursor.Number(last) : long.MaxValue;
        using var read = views.Read();
        var entries = read.Query(sql, Entry, of, before, (long)limit + 1);
        return new(Whole(read, entries.Take(limit)), entries.Count > limit ? Cursor.Write("history", key(entries[limit - 1])) : null);
    }

    private ImmutableArray<HistoryEntry> Whole(in ViewRead read, IEnumerable<HistoryEntry> entries)
    {
        var whole = ImmutableArray.CreateBuilder<HistoryEntry>();
        foreach (var entry in entries) whole.Add(Whole(read, entry));
        return whole.ToImmutable();
    }

    /// <summary>With what another entry says: the report that it corrects, the evidence that it repairs, or the file that it decides about.</summary>
    private HistoryEntry Whole(in ViewRead read, HistoryEntry entry)
    {
        if (entry.Corrects is { } corrected) return entry with { Before = read.First(At, Entry, entry.Stream, corrected) };
        if (entry.Type == "evidence.revised") return entry with { Before = read.First(ContentBefore, Entry, entry.Stream, entry.Version) };
        var about = entry.Target is { } target ? read.First(One, Entry, entry.Log, target)
            : HidingId.TryFromStream(entry.Stream, out var hiding) ? read.First(At, Entry, hiding.Of, hiding.Version)
            : null;
        return about?.File is { } file ? entry with { File = file } : entry;
    }

    private HistoryEntry Entry(SqliteDataReader row)
    {
        var entry = HistoryRows.Read(row);
        var (h, register) = (entry.Header, views.Register);
        var about = About.Of(entry);
        var plan = about.Plan is { } id ? register.Plan(id) : null;
        var facts = EntryFacts.Of(entry.Event);
        // A review comes when its period is over: that is not late.
        return new(
            h.Log, h.Index, entry.Type, h.Stream, h.Version, h.At, facts.On,
            !facts.Imported && entry.Event is not ReviewPublished && facts.On is { } on && Late(h, on, plan), facts.Imported, h.Actor.Role, h.Actor.By,
            register.Name(h.Actor.Organisation, plan), h.Actor.Partner, register.Name(facts.EnteredBy, plan), about.Plan, about.Commitment,
            row.Text(7) is { } title ? ViewJson.Read<Words>(title) : null,
            row.Text(6) is { } leaf ? MilestoneNumber.Parse(leaf) : null,
            row.Text(8) is { } leafTitle ? ViewJson.Read<Words>(leafTitle) : null,
            about.Evidence, row.Text(9) is { } piece ? ViewJson.Read<Words>(piece).Own : null, facts.Completion, facts.Percent, facts.Period, facts.About, facts.Stance, facts.Challenges ?? [],
            facts.NextDate, facts.Due, facts.Was, facts.Corrects, facts.Content, row.Text(4) is { } change ? ViewJson.Read<Change>(change) : null, entry.Texts, facts.Outcome,
            entry.Event switch
            {
                CommitmentAmended amended => AmendedField.Of(amended, name => entry.Text(name)?.Text),
                PlanChanged changed => AmendedField.Of(changed, name => entry.Text(name)?.Text),
                _ => [],
            })
        {
            Target = facts.Target,
            Policy = facts.Policy,
            Subject = register.Name(SubjectOf(entry), plan),
            File = entry.Event is FileAttached file ? new(entry.Text("name")?.Text, file.Type, file.Size) : null,
        };
    }

    private static OrganisationId? SubjectOf(ReadEntry entry) => entry.Event switch
    {
        ReviewerAppointed { Reviewer: var reviewer } => reviewer,
        PluginApproved { Organisation: var spoken } => spoken,
        PluginRevoked { Organisation: var spoken } => spoken,
        PluginQuarantined { Organisation: var spoken } => spoken,
        PluginReinstated { Organisation: var spoken } => spoken,
        _ => entry.Header.Stream.Split('/') is ["organisation", var id] ? OrganisationId.Parse(id) : null,
    };
}
