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
            t.judged_returned, t.reports, t.disputes_open, t.disputes_settled, t.disputes_upheld FROM organisation o LEFT JOIN organisation_tally t ON t.org = o.org
        WHERE o.org > $1 ORDER BY o.org LIMIT $2
        """;

    internal const string OfPartner = """
        SELECT o.body, t.sent, t.waiting, t.accepted, t.returned, t.withdrawn, t.disputes, t.disputes_accepted, t.judged_accepted,
            t.judged_returned, t.reports, t.disputes_open, t.disputes_settled, t.disputes_upheld FROM organisation o LEFT JOIN organisation_tally t ON t.org = o.org
        WHERE o.partner = $3 AND o.org > $1 ORDER BY o.org LIMIT $2
        """;

    internal const string One = """
        SELECT o.body, t.sent, t.waiting, t.accepted, t.returned, t.withdrawn, t.disputes, t.disputes_accepted, t.judged_accepted,
            t.judged_returned, t.reports, t.disputes_open, t.disputes_settled, t.disputes_upheld FROM organisation o LEFT JOIN organisation_tally t ON t.org = o.org WHERE o.org = $1
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
                record);
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

    private static OrganisationRow Row(SqliteDataReader row)
    {
        var body = ViewJson.Read<OrganisationBody>(row.GetString(0));
        return new(body.AsName(), body.Invented, body.Declarations.Length, Record(row));
    }

    private static OrganisationRecord Record(SqliteDataReader row)
    {
        return new(N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), N(9), N(10), N(11), N(12), N(13));

        int N(int column) => row.IsDBNull(column) ? 0 : row.GetInt32(column);
    }
}
