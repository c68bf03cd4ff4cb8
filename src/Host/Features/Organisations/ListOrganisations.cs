using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Organisations;

/// <summary>Lists the public register: who belongs to which partner, and what each did.</summary>
public sealed class ListOrganisationsEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/organisations", (HttpContext http, OrganisationViews views, string? partner, string? cursor, string? limit) =>
        {
            Asked.Only(http, "partner", "cursor", "limit");
            var (of, atOnce) = (Asked.Word<Partner>("partner", partner), Asked.Limit(limit));
            var page = Asked.From(() => views.List(of, cursor, atOnce));
            return OpenAnswer.Of(http, new OrganisationList(
                [.. page.Items.Select(row => new OrganisationSummary(
                    row.Organisation.Id.Value, row.Organisation.Name.Own, row.Organisation.Name.ByLanguage(), row.Organisation.Partner,
                    row.Invented, row.Declarations, row.Record))],
                page.Next));
        })
        .Answers<OrganisationList>("ListOrganisations", "The public register of organisations.", mayBeMissing: false);
}

/// <summary>A part of the register, and the cursor of the next.</summary>
public sealed record OrganisationList(ImmutableArray<OrganisationSummary> Items, string? Next);

/// <summary>An organisation of the register.</summary>
/// <param name="Declarations">How many declarations of independence it made.</param>
/// <param name="Record">What it did.</param>
public sealed record OrganisationSummary(
    string Id, string Name, ImmutableSortedDictionary<string, string> Names, Partner? Partner, bool Invented, int Declarations,
    OrganisationRecord Record);
