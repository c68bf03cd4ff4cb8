using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Domain.Time;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Standing;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Evidence;

/// <summary>Reads evidence. Nothing here waits: views are local.</summary>
public sealed class EvidenceViews(ViewReader views, HistoryViews history, HidingViews hidings)
{
    internal const string OfCommitment =
        "SELECT body FROM evidence WHERE commitment = $1 AND first < $2 ORDER BY first DESC LIMIT $3";

    internal const string OfLeaf =
        "SELECT body FROM evidence WHERE commitment = $1 AND leaf = $4 AND first < $2 ORDER BY first DESC LIMIT $3";

    internal const string Waiting = """
        SELECT body FROM evidence WHERE plan = $1 AND status = 0 AND org IS NOT $2 AND entered_by IS NOT $2
            AND (waiting_since, id) > ($3, $4) ORDER BY waiting_since, id LIMIT $5
        """;

    internal const string WaitingCount =
        "SELECT count(*) FROM evidence WHERE plan = $1 AND status = 0 AND org IS NOT $2 AND entered_by IS NOT $2";

    // Nobody's in particular is a visitor's, or was imported without a name.
    internal const string WaitingOf = """
        SELECT count(*) FROM evidence WHERE commitment = $1 AND leaf IS $2 AND org IS $3 AND status = 0 AND plugin IS NULL
            AND ($3 IS NOT NULL OR visitor IS NOT NULL)
        """;

    internal const string Earlier = """
        SELECT e.body FROM evidence_earlier x JOIN evidence e ON e.id = x.id WHERE x.plan = $1 AND e.org IS NOT $2 AND e.entered_by IS NOT $2
        ORDER BY x.id LIMIT $3
        """;

    internal const string OfOrganisation =
        "SELECT body FROM evidence WHERE org = $1 AND status = $2 AND (first, id) > ($3, $4) ORDER BY first, id LIMIT $5";

    internal const string CountOfOrganisation = "SELECT count(*) FROM evidence WHERE org = $1 AND status = $2";

    private const string Led = """
        EXISTS (SELECT 1 FROM milestone m WHERE m.commitment = e.commitment AND m.leaf = 1 AND m.lead IS NOT NULL
            AND (e.leaf IS NULL OR m.number = e.leaf))
        """;

    // Where the plan names no lead nobody can answer: then a decision is next at once.
    internal const string ToDecide = $"""
        SELECT e.body FROM evidence e WHERE e.plan = $1 AND e.need IS NOT NULL AND (e.need > 0 OR NOT {Led})
            AND e.org IS NOT $2 AND e.entered_by IS NOT $2 AND e.judge IS NOT $2 ORDER BY e.need_since, e.id LIMIT 200
        """;

    internal const string ToAnswer = """
        SELECT e.body FROM evidence e WHERE e.plan = $1 AND e.need = 0
            AND EXISTS (SELECT 1 FROM milestone m WHERE m.commitment = e.commitment AND m.leaf = 1 AND m.lead = $2
                AND (e.leaf IS NULL OR m.number = e.leaf))
        ORDER BY e.need_since, e.id LIMIT 200
        """;

    private const string Leads =
        "SELECT DISTINCT lead FROM milestone WHERE commitment = $1 AND leaf = 1 AND lead IS NOT NULL AND ($2 IS NULL OR number = $2) ORDER BY lead";

    private const string LeadsOfPlan = "SELECT DISTINCT lead FROM milestone WHERE plan = $1 AND leaf = 1 AND lead IS NOT NULL ORDER BY lead";

    private const string Differs = "SELECT other FROM differing WHERE id = $1 ORDER BY other";

    internal const string Judged = "SELECT body FROM evidence WHERE judged_by = $2 AND plan = $1";

    internal const string SentIndependent = "SELECT body FROM evidence WHERE org = $2 AND plan = $1 AND independent = 1";

    private const string OverruledBy = "SELECT by FROM overruled WHERE id = $1";

    internal const string LeafTitle = "SELECT title FROM milestone WHERE commitment = $1 AND number = $2";

    internal const string Title = "SELECT title FROM commitment WHERE id = $1";

    /// <summary>A piece of evidence, whole; null when there is none.</summary>
    public EvidenceView? Evidence(EvidenceId evidence, DateOnly today)
    {
        using var read = views.Read();
        if (EvidenceRows.Load(read.Connection, evidence) is not { } body || views.Register.Plan(evidence.Commitment.Plan) is not { } plan)
            return null;
        var claim = evidence.IsOfPlan ? (Reported: (Completion?)null, On: (DateOnly?)null, Proof: Proof.None, Leaf: (MilestoneStanding?)null) : StandingQueries.Claim(read, evidence.Commitment, body.Leaf, today, body.Content.Period);
        var open = read;
        return new(
            Row(read, body), plan.Head(today), CommitmentTitle(read, body), TitleOfLeaf(read, body), $"\"{body.Version}-{today:yyyy-MM-dd}{Hidden(read, body)}\"",
            [.. body.Contents.Select(content => Content(open, body, content))],
            [.. body.Judgements.Select(judged => new Judgement(
                judged.Version, body.Log, judged.Index, judged.At, judged.Became, judged.Level, judged.Content, judged.Reason,
                views.Register.Name(judged.By, plan), judged.Role, judged.Step, judged.Ruling, judged.Ground, judged.Other,
                judged.Reason is null ? HidingOf(open, body, judged.Index) : null))],
            claim.Reported, claim.On, claim.Proof, claim.Leaf, IsBackground(read, body), history.Of(evidence, null, 200).Items,
            evidence.IsOfPlan
                ? [.. read.Query(LeadsOfPlan, row => OrganisationId.Parse(row.GetString(0)), plan.Id.Value)]
                : [.. read.Query(Leads, row => OrganisationId.Parse(row.GetString(0)), evidence.Commitment.Value, body.Leaf?.Value)],
            body.FilesShown);
    }

    /// <summary>
    /// A file, the piece it belongs to with where that is, whether that piece is held, and whether the same photograph took the file's
    /// place; null: the ledger has none of this id.
    /// </summary>
    public (FileView File, EvidenceId Evidence, EvidenceStage Stage, bool Held, bool Replaced, string Log)? File(FileId file)
    {
        using var read = views.Read();
        return read.First("SELECT id FROM evidence_file WHERE file = $1", row => (EvidenceId?)EvidenceId.Parse(row.GetString(0)), file.Value) is { } id
            && EvidenceRows.Load(read.Connection, id) is { } body && body.Files.FirstOrDefault(one => one.Id == file) is { } found
            ? (found, id, body.Status, body.Held, body.IsReplaced(found), body.Log)
            : null;
    }

    private static bool IsBackground(in ViewRead read, EvidenceBody body)
    {
        var promise = read.First(
            "SELECT body FROM promise WHERE commitment = $1", row => ViewJson.Read<CommitmentBody>(row.GetString(0)), body.Id.Commitment.Value);
        var leaf = promise?.Milestones.FirstOrDefault(milestone => milestone.Number == body.Leaf);
        return PlanCalendar.IsBackground(body.Leaf is null ? promise?.Start : leaf?.Start, leaf?.Occurrences, body.Content.Period, body.Content.On);
    }

    /// <summary>A commitment's evidence, the newest first; of one leaf where it is named.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<EvidenceRow> Of(CommitmentId commitment, MilestoneNumber? leaf, string? cursor, int limit)
    {
        var before = Cursor.Read("evidence", cursor, 1) is [var index] ? Cursor.Number(index) : long.MaxValue;
        using var read = views.Read();
        var open = read;
        var bodies = leaf is { } number
            ? read.Query(OfLeaf, Body, commitment.Value, before, (long)limit + 1, number.Value)
            : read.Query(OfCommitment, Body, commitment.Value, before, (long)limit + 1);
        return new(
            [.. bodies.Take(limit).Select(body => Row(open, body))],
            bodies.Count > limit ? Cursor.Write("evidence", bodies[limit - 1].Contents[0].Index) : null);
    }

    /// <summary>These pieces, in this order; what is not there yet is left out.</summary>
    public ImmutableArray<EvidenceRow> Rows(IEnumerable<EvidenceId> ids)
    {
        using var read = views.Read();
        var open = read;
        return [.. ids.Select(id => EvidenceRows.Load(open.Connection, id)).OfType<EvidenceBody>().Select(body => Row(open, body))];
    }

    /// <summary>Where a piece is, and what a plugin says in it now; null: there is none, or a person said it last.</summary>
    internal (EvidenceStage Stage, ContributionBody Said)? Said(EvidenceId evidence)
    {
        using var read = views.Read();
        return EvidenceRows.Load(read.Connection, evidence) is { Content.Contribution: { } said } body ? (body.Status, said) : null;
    }

    /// <summary>What a visitor sent, by the last part of its id; null: nothing has it.</summary>
    public EvidenceId? Submitted(string local)
    {
        using var read = views.Read();
        return read.First("SELECT id FROM evidence WHERE visitor = $1", row => (EvidenceId?)EvidenceId.Parse(row.GetString(0)), local);
    }

    /// <summary>How many pieces of an organisation's people wait for a check here; null: of everybody without an account.</summary>
    /// <remarks>A plugin's are not among them.</remarks>
    public int WaitingAt(CommitmentId commitment, MilestoneNumber? leaf, OrganisationId? organisation)
    {
        using var read = views.Read();
        return read.First(WaitingOf, row => row.GetInt32(0), commitment.Value, leaf?.Value, organisation?.Value);
    }

    /// <summary>Bodies as items of a list, in their order.</summary>
    internal ImmutableArray<EvidenceItem> Items(IEnumerable<EvidenceBody> bodies)
    {
        using var read = views.Read();
        var open = read;
        return [.. bodies.Select(body => new EvidenceItem(Row(open, body), CommitmentTitle(open, body), TitleOfLeaf(open, body)))];
    }

    /// <summary>
    /// What waits for a reviewer of these plans, the oldest first; what their own organisation sent or typed is not in it.
    /// <paramref name="today"/> is <c>PlanClock.Today</c>.
    /// </summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public ReviewQueue Queue(
        OrganisationId reviewer, ImmutableArray<PlanId> plans, string? cursor, int limit, Func<PlanId, DateOnly> today)
    {
        var (since, after) = Cursor.Read("queue", cursor, 2) is [var time, var id] ? (Cursor.Number(time), id) : (long.MinValue, "");
        using var read = views.Read();
        var bodies = new List<EvidenceBody>();
        var count = 0;
        foreach (var plan in plans.Distinct())
        {
            bodies.AddRange(read.Query(Waiting, Body, plan.Value, reviewer.Value, since, after, (long)limit + 1));
            count += read.First(WaitingCount, row => row.GetInt32(0), plan.Value, reviewer.Value);
        }

        var oldest = bodies
            .OrderBy(body => body.WaitingSince).ThenBy(body => body.Id.Value, StringComparer.Ordinal).Take(limit + 1).ToList();
        var items = ImmutableArray.CreateBuilder<ReviewItem>();
        foreach (var body in oldest.Take(limit))
        {
            if (views.Register.Plan(body.Id.Commitment.Plan) is not { } plan) continue;
            var day = today(plan.Id);
            var claim = StandingQueries.Claim(read, body.Id.Commitment, body.Leaf, day, body.Content.Period);
            items.Add(new(
                Row(read, body), plan.Head(day), CommitmentTitle(read, body), TitleOfLeaf(read, body), Content(read, body, body.Content),
                claim.Reported, claim.On, claim.Proof));
        }

        var last = oldest.Count > limit ? oldest[limit - 1] : null;
        return new(
            items.ToImmutable(),
            last is null ? null : Cursor.Write("queue", last.WaitingSince?.ToUnixTimeMilliseconds(), last.Id.Value), count);
    }

    /// <summary>What was accepted for an earlier wording and a reviewer of these plans may confirm, at most 50 a plan.</summary>
    public ImmutableArray<EvidenceItem> ForEarlierWording(OrganisationId reviewer, ImmutableArray<PlanId> plans)
    {
        using var read = views.Read();
        var open = read;
        return
        [
            .. plans.Distinct().SelectMany(plan => open.Query(Earlier, Body, plan.Value, reviewer.Value, 50L))
                .Select(body => new EvidenceItem(Row(open, body), CommitmentTitle(open, body), TitleOfLeaf(open, body))),
        ];
    }

    /// <summary>What an organisation sent and that is in a state now, the oldest first, a part of at most 200.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<EvidenceItem> Sent(OrganisationId organisation, EvidenceStage status, string? cursor = null)
    {
        const int Most = 200;
        var (first, id) = Cursor.Read("sent", cursor, 2) is [var index, var after] ? (Cursor.Number(index), after) : (-1L, "");
        using var read = views.Read();
        var open = read;
        var bodies = read.Query(OfOrganisation, Body, organisation.Value, status, first, id, Most + 1L);
        var last = bodies.Count > Most ? bodies[Most - 1] : null;
        return new(
            [.. bodies.Take(Most).Select(body => new EvidenceItem(Row(open, body), CommitmentTitle(open, body), TitleOfLeaf(open, body)))],
            last is null ? null : Cursor.Write("sent", last.Contents[0].Index, last.Id.Value));
    }

    /// <summary>How many that is, all parts together.</summary>
    public int CountSent(OrganisationId organisation, EvidenceStage status)
    {
        using var read = views.Read();
        return read.First(CountOfOrganisation, row => row.GetInt32(0), organisation.Value, status);
    }

    /// <summary>Disputes and appeals that a reviewer of these plans may decide, the longest waiting first; not those about its own word.</summary>
    public ImmutableArray<NeedItem> Undecided(OrganisationId reviewer, ImmutableArray<PlanId> plans, Func<PlanId, DateOnly> today) =>
        Needs(ToDecide, reviewer, plans.Distinct(), today);

    /// <summary>What any reviewer of the site may decide, because it has waited too long in a plan that its own organisation does not review.</summary>
    public ImmutableArray<NeedItem> UndecidedTooLong(OrganisationId reviewer, ImmutableArray<PlanId> own, Func<PlanId, DateOnly> today) =>
    [
        .. Needs(ToDecide, reviewer, Others(own), today).Where(item => item.Since < WaitingViews.TooLongBefore(
            item.Plan.Today, item.Need == EvidenceNeed.Appeal ? EvidenceRules.DaysToCheck : DisputeRules.DaysToDecide, views.Register.Plan(item.Plan.Id))),
    ];

    /// <summary>Submissions that any reviewer of the site may take, because they have waited too long, the oldest first, at most 50.</summary>
    public ImmutableArray<EvidenceItem> WaitingTooLong(OrganisationId reviewer, ImmutableArray<PlanId> own, Func<PlanId, DateOnly> today)
    {
        using var read = views.Read();
        var open = read;
        return
        [
            .. Others(own)
                .SelectMany(plan => open.Query(Waiting, Body, plan.Value, reviewer.Value, long.MinValue, "", 50L)
                    .Where(body => body.WaitingSince < WaitingViews.TooLongBefore(today(plan), EvidenceRules.DaysToCheck, views.Register.Plan(plan))))
                .OrderBy(body => body.WaitingSince).ThenBy(body => body.Id.Value, StringComparer.Ordinal).Take(50)
                .Select(body => new EvidenceItem(Row(open, body), CommitmentTitle(open, body), TitleOfLeaf(open, body))),
        ];
    }

    private IEnumerable<PlanId> Others(ImmutableArray<PlanId> own) => views.Register.Plans.Values.Select(plan => plan.Id).Where(plan => !own.Contains(plan));

    /// <summary>Disputes of what an office leads that wait for its answer, the longest waiting first; none once the plan is closed.</summary>
    public ImmutableArray<NeedItem> Unanswered(OrganisationId office, Func<PlanId, DateOnly> today) =>
        [.. Needs(ToAnswer, office, views.Register.Plans.Values.Select(plan => plan.Id), today).Where(item => !item.Plan.Closed)];

    /// <summary>
    /// The pieces that rest on what was refuted of an organisation: its standing judgements, and what it sent as independent,
    /// before that was decided. What it declared and did afterwards is another matter.
    /// </summary>
    public ImmutableArray<EvidenceId> RestsOn(OrganisationId organisation, Refutation refuted)
    {
        using var read = views.Read();
        var judged = read.Query(Judged, Body, refuted.Plan.Value, organisation.Value).Where(body => body.Standing?.At <= refuted.At);
        var sent = read.Query(SentIndependent, Body, refuted.Plan.Value, organisation.Value).Where(body => body.Content.At <= refuted.At);
        return [.. judged.Concat(sent).Where(body => refuted.Covers(body.Id.Commitment.Number)).Select(body => body.Id).Distinct()];
    }

    private ImmutableArray<NeedItem> Needs(string sql, OrganisationId of, IEnumerable<PlanId> plans, Func<PlanId, DateOnly> today)
    {
        using var read = views.Read();
        var items = new List<NeedItem>();
        foreach (var id in plans)
        {
            if (views.Register.Plan(id) is not { } plan) continue;
            var head = plan.Head(today(id));
            foreach (var body in read.Query(sql, Body, id.Value, of.Value))
            {
                if (body.Need is not var (need, since, _)) continue;
                items.Add(new(Row(read, body), head, CommitmentTitle(read, body), TitleOfLeaf(read, body), need, since));
            }
        }

        return [.. items.OrderBy(item => item.Since).ThenBy(item => item.Row.Id.Value, StringComparer.Ordinal)];
    }

    private static EvidenceBody Body(SqliteDataReader row) => ViewJson.Read<EvidenceBody>(row.GetString(0));

    private static Words CommitmentTitle(in ViewRead read, EvidenceBody body) =>
        read.First(Title, row => ViewJson.Read<Words>(row.GetString(0)), body.Id.Commitment.Value) ?? Words.None;

    private static Words? TitleOfLeaf(in ViewRead read, EvidenceBody body) => body.Leaf is { } leaf
        ? read.First(LeafTitle, row => ViewJson.Read<Words>(row.GetString(0)), body.Id.Commitment.Value, leaf.Value)
        : null;

    /// <summary>Why words are not there that were said; null: they are, or are gone by law.</summary>
    private HidingView? HidingOf(in ViewRead read, EvidenceBody body, long index) => hidings.Of(read, body.Log, index) is { Open: true } hiding ? hiding : null;

    /// <summary>What of a piece is hidden, for its tag: hiding moves no version of it.</summary>
    private string Hidden(in ViewRead read, EvidenceBody body)
    {
        var open = read;
        return string.Concat(body.Contents.Select(content => content.Index).Concat(body.Judgements.Select(judged => judged.Index))
            .Concat(body.Files.Select(file => file.Index)).Select(index => hidings.Of(open, body.Log, index) is { } one ? $"-{index}.{one.Version}{(one.Lapsed ? "l" : "")}" : ""));
    }

    private EvidenceContent Content(in ViewRead read, EvidenceBody body, ContentBody content)
    {
        var plan = views.Register.Plan(body.Id.Commitment.Plan);
        return new(
            content.Version, body.Log, content.Index, content.At, content.Stance, content.Shows, content.On, content.Period, content.About,
            content.Independent, content.Title, content.Summary, content.Source, content.SettledBy,
            views.Register.Name(content.By, plan), views.Register.Name(content.EnteredBy, plan),
            content.Contribution is { } said ? new(said.Plugin, said.Version, said.Digest, said.Kind, Data(said.Data), said.Sources) : null, content.Place,
            content.Review is { } review ? new(review.Codings, review.From) : null,
            content.Title is null ? HidingOf(read, body, content.Index) : null);
    }

    /// <summary>A version with the words that its entry has: of what is held no view has any.</summary>
    internal static EvidenceContent With(EvidenceContent content, Tracker.Ledger.StoredEntry stored)
    {
        var entry = ReadEntry.From(stored);
        return content with
        {
            Title = entry.Text("title")?.Text,
            Summary = entry.Prose("summary"),
            Source = entry.Text("source")?.Text,
            SettledBy = entry.Prose("settledBy"),
            Place = entry.Text("place")?.Text,
        };
    }

    /// <summary>A file with what its entry says of it, as above.</summary>
    internal static FileView With(FileView file, Tracker.Ledger.StoredEntry stored)
    {
        var entry = ReadEntry.From(stored);
        return file with { Name = entry.Text("name")?.Text, Sha256 = entry.Text("sha256")?.Text, Place = entry.Text("place")?.Text };
    }

    /// <summary>The rule let only one flat object pass.</summary>
    private static ImmutableArray<(string Name, string Value)> Data(string? json)
    {
        if (json is null) return [];
        using var data = JsonDocument.Parse(json);
        return [.. data.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.ToString()))];
    }

    private EvidenceRow Row(in ViewRead read, EvidenceBody body)
    {
        var (register, content) = (views.Register, body.Content);
        var plan = register.Plan(body.Id.Commitment.Plan);
        var judged = body.Judgements.LastOrDefault(judgement => judgement.Step is EvidenceStep.Accepted or EvidenceStep.Returned or EvidenceStep.Refused);
        return new(
            body.Id, body.Version, body.Leaf, body.Status, content.Stance, content.Shows, body.Level, content.On, content.Period,
            content.About, body.Imported, content.Independent, register.Name(body.By, plan), body.Partner,
            register.Name(judged?.By, plan), content.Title, body.Contents[0].At, body.WaitingSince, body.ChangedAt, body.Plugin,
            body.Need?.Need, body.Need?.Since,
            read.First(OverruledBy, row => (EvidenceId?)EvidenceId.Parse(row.GetString(0)), body.Id.Value), body.ForEarlierWording,
            body.Visitor, body.Held, content.Review is { } said ? new(said.Codings, said.From) : null,
            body.Judgements.Any(judgement => judgement.Step == EvidenceStep.Answered), [.. read.Query(Differs, row => EvidenceId.Parse(row.GetString(0)), body.Id.Value)],
            content.Title is null ? HidingOf(read, body, content.Index) : null,
            body.FilesShown.Length,
            body.Refuted is { Ruling: { } ruling } fell && register.Name(fell.By, plan) is { } party ? new(party, fell.By == body.By, ruling) : null,
            body is { Status: EvidenceStage.Accepted, Standing: { } stands } && register.Name(stands.By, plan) is { } by ? new(by, stands.At) : null);
    }
}
