using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Past;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Store;
using Tracker.Ledger;
using Tracker.Support.Domain;

namespace Tracker.Host.Tests.Projections;

/// <summary>A real ledger in a temporary folder, and views that follow it.</summary>
public sealed class SomeViews : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-views-").FullName;
    private readonly Dictionary<string, LogWriter> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly List<Kept> _kept = [];
    private int _keys;

    public SomeViews()
    {
        Clock = new(SomeRecord.At("2026-05-01"));
        Ledger = LedgerFolder.Open(Path.Combine(_folder, "data"), "tracker.test/ledger", Clock);
    }

    public FakeTimeProvider Clock { get; }

    public LedgerFolder Ledger { get; }

    /// <summary>Appends events to a stream, side by side, and says where the first stands.</summary>
    public async Task<long> Happens(string log, string stream, Actor actor, params TrackerEvent[] events)
    {
        if (!_writers.TryGetValue(log, out var writer)) _writers.Add(log, writer = Ledger.OpenWriter(log));
        var version = _versions.GetValueOrDefault(stream);
        _versions[stream] = version + events.Length; // before anything is awaited: many may happen side by side
        var entries = events.Select(happened => EventCodec.Write(happened, actor)).Select(content => new DraftEntry(
            content.Type, content.Facts,
            [.. content.Texts.Select(text => new DraftText(text.Name, text.Value, text.Personal ? TextKind.Personal : TextKind.Public))]));
        var outcome = await writer.Append(
            new(stream, version, "test", $"{_keys++}", "digest", [.. entries]), CancellationToken.None);
        return outcome is AppendOutcome.Appended done ? done.Receipt.FirstIndex : throw new InvalidOperationException(outcome.ToString());
    }

    public Task<long> Happens(Domain.Commitments.CommitmentId id, Actor actor, params TrackerEvent[] events) =>
        Happens(id.Plan.Value, id.Value, actor, events);

    public Task<long> Happens(EvidenceId id, Actor actor, params TrackerEvent[] events) =>
        Happens(id.Commitment.Plan.Value, id.Stream, actor, events);

    /// <summary>The plan of <see cref="SomePlan"/> with one commitment, <see cref="SomeCommitment"/>.</summary>
    public async Task<SomeViews> WithAPlan()
    {
        await Happens("contoh", "contoh", Actor.Import, SomePlan.Published());
        await Happens(SomeCommitment.Id, Actor.Import, SomeCommitment.WithOneLeaf());
        return this;
    }

    /// <summary>Views built from the ledger as it is now, in a folder of their own.</summary>
    public async Task<Kept> Views(string name = "kept")
    {
        var kept = new Kept(Path.Combine(_folder, name), this);
        _kept.Add(kept);
        await kept.Follower.Check(CancellationToken.None);
        await kept.Follower.CatchUp(CancellationToken.None);
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kept in _kept) kept.Dispose();
        foreach (var writer in _writers.Values) await writer.DisposeAsync();
        await Ledger.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Views, and every way to read them.</summary>
    public sealed class Kept : IDisposable
    {
        internal Kept(string folder, SomeViews of)
        {
            Folder = folder;
            Database = new(folder);
            Follower = new(of.Ledger.Reader, Database, of.Clock, NullLogger<LedgerFollower>.Instance);
            Reader = new(Database, Follower);
            Clock = new(of.Clock, Follower, Reader, Microsoft.Extensions.Options.Options.Create(new Hosting.TrackerOptions()));
            Past = new(Database, Follower, of.Clock, Path.Combine(folder, "past"));
            History = new(Reader, of.Ledger.Reader, of.Ledger);
            Evidence = new(Reader, History, new(Reader));
            Commitments = new(Reader, Evidence, History, new(Reader));
            Plans = new(Reader, History);
            Organisations = new(Reader);
        }

        public string Folder { get; }

        public ViewDatabase Database { get; }

        public LedgerFollower Follower { get; }

        public ViewReader Reader { get; }

        public PlanClock Clock { get; }

        public PastViews Past { get; }

        public PlanViews Plans { get; }

        public CommitmentViews Commitments { get; }

        public EvidenceViews Evidence { get; }

        public OrganisationViews Organisations { get; }

        public HistoryViews History { get; }

        public Task CatchUp() => Follower.CatchUp(CancellationToken.None);

        /// <summary>Every row of every table, sorted: what two builds of one ledger must agree on.</summary>
        public ImmutableArray<string> Dump()
        {
            string[] tables =
            [
                "position", "plan", "organisation", "organisation_tally", "plan_organisation", "milestone", "standing", "tally",
                "evidence", "history", "promise",
            ];
            using var read = Reader.Read();
            var rows = ImmutableArray.CreateBuilder<string>();
            foreach (var table in tables) rows.AddRange(Rows($"SELECT * FROM {table}", table, read));
            // The rowid says in which order logs were read, which means nothing.
            rows.AddRange(Rows(
                "SELECT id, plan, ord, number, field, lead, ogp_values, version, touched, entries, pieces, changed_at, title, sort_title, words "
                + "FROM commitment c JOIN commitment_text t ON t.rowid = c.rowid",
                "commitment", read));
            rows.AddRange(Rows(
                "SELECT f.kind, f.id, f.plan, f.title, t.title, t.words FROM found f JOIN found_text t ON t.rowid = f.rowid", "found", read));
            return [.. rows.Order(StringComparer.Ordinal)];
        }

        public void Dispose()
        {
            Past.Dispose();
            Follower.Dispose();
            Database.Dispose();
        }

        private static List<string> Rows(string sql, string table, ViewRead read) => read.Query(sql, row =>
        {
            var values = new object[row.FieldCount];
            row.GetValues(values);
            return table + "|" + string.Join('|', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}"));
        });
    }
}
