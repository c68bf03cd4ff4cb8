using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Organisations;

/// <summary>Reads the public register. Nothing here waits: views are local.</summary>
public sealed class OrganisationViews(ViewReader views)
{
    internal const string All = """
        SELECT o.body, t.sent, t.waiting, t.accepted, t.returned, t.withdrawn, t.disputes, t.disputes_accepted, t.judged_accepted,
            t.judged_returned, t.reports, t.disputes_open, t.disputes_settled, t.disputes_upheld, t.reviews FROM organisation o LEFT JOIN organisation_tally t ON t.org = o.org
        WHERE o.org > $1 ORDER BY o.org LIMIT $2
        """;

    internal const string OfPartner = """
        SELECT o.body, t.sent, t.waiting, t.accepted, t.returned, t.withdrawn, t.disputes, t.disputes_accepted, t.judged_accepted,
            t.judged_returned, t.reports, t.disputes_open, t.disputes_settled, t.disputes_upheld, t.reviews FROM organisation o LEFT JOIN organisation_tally t ON t.org = o.org
        WHERE o.partner = $3 AND o.org > $1 ORDER BY o.org LIMIT $2
        """;

    internal const string One = """
        SELECT o.body, t.sent, t.waiting, t.accepted, t.returned, t.withdrawn, t.disputes, t.disputes_accepted, t.judged_accepted,
            t.judged_returned, t.reports, t.disputes_open, t.disputes_settled, t.disputes_upheld, t.reviews FROM organisation o LEFT JOIN organisation_tally t ON t.org = o.org WHERE o.org = $1
        """;

    /// <summary>A part of the register, by id.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<OrganisationRow> List(Partner? partner, string? cursor, int limit)
    {
        var after = Cursor.Read("organisations", cursor, 1) is [var id] ? id : "";
        using var read = views.Read();
        var rows = partner is { } of
            ? read.Query(OfPartner, Row, after, (long)limit + 1, of)
            : read.Query(All, Row, after, (long)limit + 1);
        return new(
            [.. rows.Take(limit)], rows.Count > limit ? Cursor.Write("organisations", rows[limit - 1].Organisation.Id.Value) : null);
    }

    /// <summary>An organisation, whole; null when it is not registered.</summary>
    public OrganisationView? Organisation(OrganisationId organisation)
    {
        using var read = views.Read();
        var (body, record) = read.First(One, row => (ViewJson.Read<OrganisationBody>(row.GetString(0)), Record(row)), organisation.Value);
        return body is null
            ? null
            : new(
                body.AsName(), body.Invented, body.Note, body.At, body.Log, body.Index, body.Declarations, body.Appointments,
                [.. ReviewedBy(organisation).Select(plan => new ReviewerOf(plan, views.Register.Plan(plan)?.Title ?? Words.None))],
                record, [.. body.Challenges.Select(challenge => Shown(body, challenge))]);
    }

    /// <summary>Its name; the bare id when it is not registered.</summary>
    public OrganisationName Name(OrganisationId organisation) => views.Register.Name(organisation);

    /// <summary>The plans that name an organisation as reviewer.</summary>
    public ImmutableArray<PlanId> ReviewedBy(OrganisationId organisation) =>
    [
        .. views.Register.Plans.Values
            .Where(plan => plan.Reviewers.Any(reviewer => reviewer.Organisation == organisation))
            .Select(plan => plan.Id),
    ];

    /// <summary>What an organisation declared and a third one refuted.</summary>
    public ImmutableArray<Refutation> Refutations(OrganisationId organisation) =>
    [
        .. (views.Register.Organisations.GetValueOrDefault(organisation.Value)?.Challenges ?? [])
            .Where(challenge => challenge.Ruling is { Outcome: ChallengeOutcome.Refuted })
            .Select(challenge => new Refutation(challenge.Plan, challenge.Commitments, challenge.Ruling!.At, challenge.Ruling.Index)), // filtered
    ];

    /// <summary>Every organisation of which something was refuted.</summary>
    public IEnumerable<OrganisationId> Refuted() => views.Register.Organisations.Values
        .Where(body => body.Challenges.Any(challenge => challenge.Ruling is { Outcome: ChallengeOutcome.Refuted }))
        .Select(body => body.Id);

    /// <summary>Challenges that a reviewer of these plans may decide, the oldest first: neither of nor by its own organisation.</summary>
    public ImmutableArray<ChallengeItem> Undecided(OrganisationId reviewer, ImmutableArray<PlanId> plans) =>
    [
        .. views.Register.Organisations.Values.Where(body => body.Id != reviewer)
            .SelectMany(body => body.Challenges
                .Where(challenge => challenge.Ruling is null && challenge.By != reviewer && plans.Contains(challenge.Plan))
                .Select(challenge => new ChallengeItem(body.AsName(), Shown(body, challenge))))
            .OrderBy(item => item.Challenge.At),
    ];

    private ChallengeView Shown(OrganisationBody body, ChallengeBody challenge) => new(
        challenge.Version, challenge.Plan, challenge.Commitments, challenge.Reason, views.Register.Name(challenge.By), challenge.At, body.Log,
        challenge.Index,
        challenge.Ruling is { } ruling ? new(ruling.Outcome, ruling.Reason, views.Register.Name(ruling.By), ruling.At, ruling.Index) : null);

    private static OrganisationRow Row(SqliteDataReader row)
    {
        var body = ViewJson.Read<OrganisationBody>(row.GetString(0));
        return new(body.AsName(), body.Invented, body.Declarations.Length, Record(row));
    }

    private static OrganisationRecord Record(SqliteDataReader row)
    {
        return new(N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), N(9), N(10), N(11), N(12), N(13), N(14));

        int N(int column) => row.IsDBNull(column) ? 0 : row.GetInt32(column);
    }
}
