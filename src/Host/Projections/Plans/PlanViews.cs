using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Standing;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Plans;

/// <summary>Reads plans. Nothing here waits: views are local.</summary>
public sealed class PlanViews(ViewReader views, HistoryViews history)
{
    private const int Few = 5;

    internal const string NextDue = """
        SELECT s.commitment, s.number, c.title, m.title, m.lead, s.next_due, s.body
        FROM standing s JOIN commitment c ON c.id = s.commitment
            JOIN milestone m ON m.commitment = s.commitment AND m.number = s.number
        WHERE s.plan = $1 AND s.leaf = 1 AND s.next_due IS NOT NULL AND s.next_due >= $2 AND s.from_day <= $2 AND s.to_day > $2
        ORDER BY s.next_due, s.commitment, s.number LIMIT $3
        """;

    internal const string LatestLate = """
        SELECT s.commitment, s.number, c.title, m.title, m.lead, s.due, s.body
        FROM standing s JOIN commitment c ON c.id = s.commitment
            JOIN milestone m ON m.commitment = s.commitment AND m.number = s.number
        WHERE s.plan = $1 AND s.leaf = 1 AND s.lateness = 2 AND s.due < $2 AND s.from_day <= $2 AND s.to_day > $2
        ORDER BY s.due DESC, s.commitment DESC, s.number DESC LIMIT $3
        """;

    internal const string Moved = """
        SELECT s.commitment, s.number, c.title, m.title, m.lead, s.due, s.body
        FROM standing s JOIN commitment c ON c.id = s.commitment
            JOIN milestone m ON m.commitment = s.commitment AND m.number = s.number
        WHERE s.plan = $1 AND s.leaf = 1 AND s.lateness = 2 AND s.due < $2 AND s.from_day <= $2 AND s.to_day > $2
            AND json_extract(s.body, '$.missedDue') IS NOT NULL
        ORDER BY s.due DESC, s.commitment DESC, s.number DESC LIMIT $3
        """;

    internal const string LastIndex = "SELECT max(idx) FROM history WHERE plan = $1";

    internal const string Leads = "SELECT DISTINCT lead FROM milestone WHERE plan = $1 AND leaf = 1 AND lead IS NOT NULL";

    internal const string ByOrganisation = """
        SELECT partner, count(*), sum(sent), sum(waiting), sum(accepted), sum(disputes) FROM plan_organisation
        WHERE plan = $1 AND sent + judged > 0 GROUP BY partner
        """;

    /// <summary>Every plan, each with its own figures: running ones first, the newest first.</summary>
    public ImmutableArray<PlanRow> All(Func<PlanId, DateOnly> today)
    {
        using var read = views.Read();
        var rows = ImmutableArray.CreateBuilder<PlanRow>();
        foreach (var plan in views.Register.Plans.Values)
        {
            var day = today(plan.Id);
            rows.Add(new(plan.Head(day), StandingQueries.Sums(read, plan.Id, day).Headline));
        }

        return [.. rows.OrderBy(row => row.Plan.Invented).ThenBy(row => row.Plan.Over).ThenByDescending(row => row.Plan.End)
            .ThenBy(row => row.Plan.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>What every page shows of a plan; null when there is none.</summary>
    public PlanHead? Head(PlanId plan, DateOnly today) => views.Register.Plan(plan)?.Head(today);

    /// <summary>Whether a log tells of an invented example.</summary>
    public bool IsInvented(string log) => views.Register.Plans.Values.Any(plan => plan.Log == log && plan.Invented);

    /// <summary>Whether one of these plans is an invented example.</summary>
    public bool IsInvented(IEnumerable<PlanId> of) => of.Any(plan => views.Register.Plan(plan)?.Invented == true);

    /// <summary>The front page of a plan.</summary>
    public HomeView? Home(PlanId plan, DateOnly today)
    {
        if (views.Register.Plan(plan) is not { } body) return null;
        using var read = views.Read();
        var figures = StandingQueries.Sums(read, plan, today);
        return new(
            body.Head(today), figures.Headline, Due(read, NextDue, body, today), Due(read, LatestLate, body, today),
            Due(read, Moved, body, today),
            history.Of(plan, null, 10).Items, history.Became(plan, ProofState.Proven, Few), history.Became(plan, ProofState.Disputed, Few), Fields(read, body, today), Partners(read, plan, figures));
    }

    /// <summary>A plan, whole.</summary>
    public PlanView? Plan(PlanId plan, DateOnly today)
    {
        if (views.Register.Plan(plan) is not { } body) return null;
        using var read = views.Read();
        var register = views.Register;
        var figures = StandingQueries.Sums(read, plan, today);
        var touched = read.First(LastIndex, row => row.Number(0), plan.Value) ?? 0;
        var index = Math.Max(body.Touched, touched);
        return new(
            body.Head(today), body.About, body.Source, body.StartUnknownBecause, body.EndWords,
            register.Name(body.Forum, body),
            [.. body.Organisations.Keys.Select(id => register.Name(OrganisationId.Parse(id), body))],
            [.. body.Reviewers.Select(reviewer => new PlanReviewer(
                register.Name(reviewer.Organisation, body), reviewer.Reason, reviewer.At, reviewer.Development, body.Log, reviewer.Index))],
            [.. read.Query(Leads, row => register.Name(OrganisationId.Parse(row.GetString(0)), body), plan.Value)],
            body.Policy ?? ProofPolicy.Standard,
            [.. (body.Tightened ?? []).Select(one => new PolicyChange(one.Policy, one.On, one.Reason, body.Log, one.Index))], figures.Headline, Fields(read, body, today), Partners(read, plan, figures),
            index, $"\"{index}-{today:yyyy-MM-dd}\"");
    }

    /// <summary>Whether an office leads a leaf of a plan.</summary>
    public bool IsLed(PlanId plan, OrganisationId office)
    {
        using var read = views.Read();
        return read.First("SELECT EXISTS (SELECT 1 FROM milestone WHERE lead = $1 AND plan = $2 AND leaf = 1)", row => row.GetInt64(0), office.Value, plan.Value) == 1;
    }

    private ImmutableArray<DueItem> Due(in ViewRead read, string sql, PlanBody plan, DateOnly today)
    {
        var register = views.Register;
        return
        [
            .. read.Query(
                sql,
                row =>
                {
                    var standing = ViewJson.Read<MilestoneStanding>(row.GetString(6));
                    return new DueItem(
                        CommitmentId.Parse(row.GetString(0)), ViewJson.Read<Words>(row.GetString(2)), MilestoneNumber.Parse(row.GetString(1)),
                        ViewJson.Read<Words>(row.GetString(3)), row.Text(4) is { } lead ? register.Name(OrganisationId.Parse(lead), plan) : null,
                        row.Day(5)!.Value, standing.MissedDue is null ? null : standing.Due, standing.Reported, standing.Proof, standing.Lateness); // each query asks for a day
                },
                plan.Id.Value, today, (long)Few),
        ];
    }

    private static ImmutableArray<FieldCount> Fields(in ViewRead read, PlanBody plan, DateOnly today)
    {
        var sums = StandingQueries.SumsByField(read, plan.Id, today).ToDictionary(sum => sum.Field, sum => sum.Figures);
        return
        [
            .. plan.Fields.Concat(sums.Keys.Order(Comparer<PriorityField>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)))).Distinct()
                .Select(field => new FieldCount(
                    field, plan.FieldNames.GetValueOrDefault(field.Value) ?? Words.None,
                    sums.GetValueOrDefault(field).Commitments,
                    sums.GetValueOrDefault(field).Headline ?? new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
        ];
    }

    private static ImmutableArray<PartnerCount> Partners(in ViewRead read, PlanId plan, Figures figures)
    {
        var counts = read.Query(
            ByOrganisation,
            row => (Partner: (Partner)row.GetInt32(0), Organisations: row.GetInt32(1), Sent: row.GetInt32(2), Waiting: row.GetInt32(3),
                Accepted: row.GetInt32(4), Disputes: row.GetInt32(5)),
            plan.Value).ToDictionary(row => row.Partner);
        return
        [
            .. Enum.GetValues<Partner>().Select(partner =>
            {
                var of = counts.GetValueOrDefault(partner);
                return new PartnerCount(
                    partner, of.Organisations, of.Sent, of.Waiting, of.Accepted, of.Disputes, figures.Backed(partner));
            }),
        ];
    }
}
