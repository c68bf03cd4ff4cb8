using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Organisations;

/// <summary>Lists the public register: who belongs to which partner, and what each did.</summary>
public sealed class ListOrganisationsEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organisations", (HttpContext http, OrganisationViews views, string? partner, string? cursor, string? limit) =>
        {
            Asked.Only(http, "partner", "cursor", "limit");
            var (of, atOnce) = (Asked.Word<Partner>("partner", partner), Asked.Limit(limit));
            var page = Asked.From(() => views.List(of, cursor, atOnce));
            return OpenAnswer.Of(http, new OrganisationList([.. page.Items.Select(OrganisationSummary.Of)], page.Next));
        })
        .Answers<OrganisationList>("ListOrganisations", "The public register of organisations.", mayBeMissing: false);
        api.MapWhole("/organisations", "ExportOrganisations", "The public register of organisations", mayBeMissing: false, form => (HttpContext http, OrganisationViews views, string? partner) =>
        {
            Asked.Only(http, "partner");
            var of = Asked.Word<Partner>("partner", partner);
            return WholeList.Of(form, "organisations", WholeList.Parts((cursor, limit) => views.List(of, cursor, limit)).Select(OrganisationSummary.Of), OrganisationSummary.Table);
        });
    }
}

/// <summary>A part of the register, and the cursor of the next.</summary>
public sealed record OrganisationList(ImmutableArray<OrganisationSummary> Items, string? Next);

/// <summary>An organisation of the register.</summary>
/// <param name="Declarations">How many declarations of independence it made.</param>
/// <param name="Record">What it did.</param>
public sealed record OrganisationSummary(
    string Id, string Name, ImmutableSortedDictionary<string, string> Names, Partner? Partner, bool Invented, int Declarations,
    OrganisationRecord Record)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<OrganisationSummary> Table { get; } = new Table<OrganisationSummary>()
        .Text("id", row => row.Id).Worded("name", row => row.Name, row => row.Names).Json("names", row => row.Names).Value("partner", row => row.Partner)
        .Value("invented", row => row.Invented).Value("declarations", row => row.Declarations).Value("sent", row => row.Record.Sent)
        .Value("waiting", row => row.Record.Waiting).Value("accepted", row => row.Record.Accepted).Value("returned", row => row.Record.Returned)
        .Value("withdrawn", row => row.Record.Withdrawn).Value("disputes", row => row.Record.Disputes).Value("reviews", row => row.Record.Reviews)
        .Value("disputesAccepted", row => row.Record.DisputesAccepted).Value("judgedAccepted", row => row.Record.JudgedAccepted)
        .Value("judgedReturned", row => row.Record.JudgedReturned).Value("reports", row => row.Record.Reports);

    public static OrganisationSummary Of(OrganisationRow row) => new(
        row.Organisation.Id.Value, row.Organisation.Name.Own, row.Organisation.Name.ByLanguage(), row.Organisation.Partner,
        row.Invented, row.Declarations, row.Record);
}
