using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Standing;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Commitments;

/// <summary>Reads commitments. Nothing here waits: views are local.</summary>
public sealed class CommitmentViews(ViewReader views, EvidenceViews evidence, HistoryViews history, HidingViews hidings)
{
    private const int Shown = 50;

    internal const string OfPlan = "SELECT p.body FROM commitment c JOIN promise p ON p.commitment = c.id WHERE c.plan = $1 ORDER BY c.ord, c.number";

    internal const string ById = "SELECT c.version, c.touched, c.changed_at, p.body, c.lapses, c.entries, c.pieces FROM commitment c JOIN promise p ON p.commitment = c.id WHERE c.id = $1";

    internal const string Report = $"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 AND version = $2";

    internal const string Led = """
        SELECT m.commitment, m.number, c.title, m.title, m.plan FROM milestone m JOIN commitment c ON c.id = m.commitment
        WHERE m.lead = $1 AND m.leaf = 1 ORDER BY m.plan, c.ord, m.commitment, m.ord
        """;

    /// <summary>A part of the list; <paramref name="today"/> is <c>PlanClock.Today</c>.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<CommitmentRow> List(CommitmentFilter filter, string? cursor, int limit, Func<PlanId, DateOnly> today)
    {
        var kind = $"commitments/{filter.Sort}";
        var after = Cursor.Read(kind, cursor, 4);
        using var read = views.Read();
        read.DayIn(today);
        var query = new CommitmentListQuery(filter, today);
        var sql = query.PageSql(filter.Sort, after, limit + 1);
        var register = views.Register;
        var rows = read.Query(
            sql,
            row =>
            {
                var standing = CommitmentRows.Standing(row, 10);
                var whole = standing.Commitment!; // the query asks for the row of the whole
                var id = CommitmentId.Parse(row.GetString(0));
                return (
                    Row: new CommitmentRow(
                        id, ViewJson.Read<Words>(row.GetString(1)), PriorityField.Parse(row.GetString(2)), OgpValues(row.GetString(3)),
                        row.Text(4) is { } lead ? register.Name(OrganisationId.Parse(lead), register.Plan(id.Plan)) : null,
                        [.. ViewJson.Read<ImmutableArray<OrganisationId>>(row.GetString(15)).Select(one => register.Name(one, register.Plan(id.Plan)))],
                        whole.Standing.Reported, whole.Standing.AtLeast, whole.Standing.Proof, whole.Due, standing.NextDue, whole.Headline, row.Time(5)!.Value, // never null
                        whole.Standing.Withdrawn),
                    Cursor: Cursor.Write(kind, row.GetValue(9), row.GetString(6), row.GetInt64(7), row.GetString(8)));
            },
            query.Values);
        return new([.. rows.Take(limit).Select(row => row.Row)], rows.Count > limit ? rows[limit - 1].Cursor : null);
    }

    /// <summary>How many the filter leaves.</summary>
    public int Count(CommitmentFilter filter, Func<PlanId, DateOnly> today)
    {
        using var read = views.Read();
        read.DayIn(today);
        var query = new CommitmentListQuery(filter, today);
        return read.First(query.CountSql(), row => row.GetInt32(0), query.Values);
    }

    /// <summary>What an ETag of a commitment is made of, without reading it; null when there is none.</summary>
    public string? ETag(CommitmentId commitment, DateOnly today)
    {
        using var read = views.Read();
        return read.First(
            "SELECT version, touched, lapses FROM commitment WHERE id = $1", row => ETag(row.GetInt64(0), today, row.GetInt64(1), row.GetInt64(2)), commitment.Value);
    }

    /// <summary>A commitment's page; null when there is none.</summary>
    public CommitmentView? Commitment(CommitmentId commitment, DateOnly today)
    {
        using var read = views.Read();
        var row = read.First(
            ById,
            row => (Version: row.GetInt64(0), Touched: row.GetInt64(1), At: row.Time(2)!.Value, Body: ViewJson.Read<CommitmentBody>(row.GetString(3)), Lapses: row.GetInt64(4), Entries: row.GetInt32(5), Pieces: row.GetInt32(6)), // never null
            commitment.Value);
        var register = views.Register;
        if (row.Body is not { } body || register.Plan(commitment.Plan) is not { } plan
            || StandingQueries.Of(read, commitment, today) is not var (whole, rows)) return null;
        var milestones = Milestones(read, body, plan, rows);
        return new(
            plan.Head(today), commitment, row.Version, row.Touched, ETag(row.Version, today, row.Touched, row.Lapses), body.At, row.At, body.OgpId,
            body.Title, body.ShortTitle, body.Theme, body.Brief, body.Problem, body.Description, body.Analysis, body.BudgetSource,
            body.Links, body.Officer, body.OfficerName, body.Source, body.Field,
            plan.FieldNames.GetValueOrDefault(body.Field.Value) ?? Words.None, body.Values, body.PolicyAreas ?? [], body.Sdgs ?? [],
            body.Continued, body.CarriedForwardFrom, body.Budget, body.Start, body.End, register.Name(body.Lead, plan),
            [.. body.Milestones.Where(milestone => milestone.Leaf).Select(milestone => milestone.Lead).OfType<OrganisationId>().Distinct()
                .Select(id => register.Name(id, plan))],
            [.. body.Supporters.Select(supporter => register.Name(OrganisationId.Parse(supporter.Key), plan) is var name && name.Partner is null
                ? name with { Partner = supporter.Value }
                : name)],
            body.Unknown, body.Policy ?? ProofPolicy.Standard,
            whole.Standing with { Today = today, Milestones = [.. milestones.Select(milestone => milestone.Standing)] },
            whole.Headline, milestones,
            evidence.Of(commitment, null, null, Shown).Items, row.Pieces,
            history.Of(commitment, null, null, Shown).Items, row.Entries, history.Terms(commitment));
    }

    /// <summary>Everything a plan promised, in its order, as far as somebody who looks for evidence of it must know.</summary>
    public ImmutableArray<Promised> Promised(PlanId plan)
    {
        using var read = views.Read();
        return
        [
            .. read.Query(OfPlan, row => ViewJson.Read<CommitmentBody>(row.GetString(0)), plan.Value).Select(body => new Promised(
                body.Id, body.Title, body.PolicyAreas ?? [], body.Budget,
                [.. body.Milestones.Where(milestone => milestone.Leaf).Select(milestone => new PromisedLeaf(
                    milestone.Number, milestone.Title, milestone.Start, milestone.Due, milestone.Budget, milestone.Recurs, milestone.Occurrences ?? []))])),
        ];
    }

    /// <summary>What an organisation leads and what waits for it.</summary>
    /// <exception cref="FormatException">The cursor is not one of what it sent and waits.</exception>
    public MyCommitments Mine(OrganisationId organisation, Func<PlanId, DateOnly> today, string? cursor = null)
    {
        using var read = views.Read();
        var register = views.Register;
        var open = read;
        var leaves = read.Query(
                Led,
                row => (Commitment: CommitmentId.Parse(row.GetString(0)), Leaf: MilestoneNumber.Parse(row.GetString(1)),
                    Title: ViewJson.Read<Words>(row.GetString(2)), LeafTitle: ViewJson.Read<Words>(row.GetString(3))),
                organisation.Value)
            .Select(leaf =>
            {
                var day = today(leaf.Commitment.Plan);
                var (reported, on, proof, standing) = StandingQueries.Claim(open, leaf.Commitment, leaf.Leaf, day);
                return new LedLeaf(
                    leaf.Commitment, leaf.Title, leaf.Leaf, leaf.LeafTitle, standing?.Due, reported, on, proof,
                    standing?.Lateness ?? Lateness.Unknown, register.Plan(leaf.Commitment.Plan)?.Head(day).Closed ?? false,
                    standing?.JudgedDue, standing?.FirstDue, standing?.Withdrawn, standing?.Occurrence is not null, standing?.Running);
            })
            .ToList();
        var late = leaves.Where(leaf => leaf.Lateness == Lateness.Late).OrderBy(leaf => leaf.JudgedDue).ToImmutableArray();
        var disputed = leaves.Where(leaf => leaf.Proof.State == ProofState.Disputed).ToImmutableArray();
        var due = leaves
            .Where(leaf => leaf.Lateness == Lateness.NotDue && leaf.Reported != Completion.Complete).Except(disputed)
            .OrderBy(leaf => leaf.Due).ToImmutableArray();
        return new(
            register.Name(organisation), late, due, [.. leaves.Except(late).Except(disputed).Except(due)], disputed,
            [.. evidence.Sent(organisation, EvidenceStage.Returned).Items, .. evidence.Sent(organisation, EvidenceStage.Appealed).Items],
            evidence.Sent(organisation, EvidenceStage.Submitted, cursor), evidence.CountSent(organisation, EvidenceStage.Submitted));
    }

    private ImmutableArray<MilestoneView> Milestones(
        in ViewRead read, CommitmentBody body, PlanBody plan, Dictionary<string, MilestoneStanding> standings)
    {
        var register = views.Register;
        var depths = new Dictionary<MilestoneNumber, int>();
        var result = ImmutableArray.CreateBuilder<MilestoneView>(body.Milestones.Length);
        foreach (var milestone in body.Milestones)
        {
            if (!standings.TryGetValue(milestone.Number.Value, out var standing)) continue;
            var depth = milestone.Parent is { } parent && depths.TryGetValue(parent, out var above) ? above + 1 : 0;
            depths[milestone.Number] = depth;
            var report = standing.Leaf ? ReportAt(read, body.Id, standing.ReportVersion) : null;
            result.Add(new(
                standing, depth, milestone.Title, milestone.Output, milestone.DueWords, milestone.UnknownBecause, milestone.Note,
                register.Name(milestone.Lead, plan), [.. (milestone.Supporters ?? []).Select(id => register.Name(id, plan))],
                milestone.Field, milestone.Weight, milestone.Budget, milestone.Recurs, milestone.Occurrences ?? [], report,
                ReportAt(read, body.Id, standing.Running?.ReportVersion)));
        }

        return result.ToImmutable();
    }

    private ReportView? ReportAt(in ViewRead read, CommitmentId commitment, long? version)
    {
        if (version is not { } made) return null;
        var report = read.First(Report, row => history.Report(HistoryRows.Read(row)), commitment.Value, made);
        return report is { Narrative: null } && hidings.Of(read, report.Log, report.Index) is { Open: true } hiding ? report with { Hiding = hiding } : report;
    }

    /// <summary>Words whose hiding ended by itself are shown again without any entry.</summary>
    private static string ETag(long version, DateOnly today, long touched, long lapses) => $"\"{version}-{today:yyyy-MM-dd}-{touched}{(lapses > 0 ? $"-{lapses}" : "")}\"";

    private static ImmutableArray<OgpValue> OgpValues(string column) =>
        [.. column.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<OgpValue>)];
}
