using System.Collections.Immutable;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Plans.Ogp;

namespace Tracker.Host.Features.Plans;

/// <summary>A plan in the 171 columns of OGP's own data set: what a plan does not say, and only a review codes, is <c>ND</c>.</summary>
public sealed class ExportOgpEndpoint : ISlice
{
    private static readonly Table<ImmutableArray<string>> s_table = OgpColumns.Names.Index()
        .Aggregate(new Table<ImmutableArray<string>>(), (table, column) => table.Text(column.Item, row => row[column.Index]));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/export.ogp.csv", (HttpContext http, PlanId plan, PromisedPlans plans) =>
        {
            Asked.Only(http);
            return plans.Find(plan) is { } promised
                ? WholeList.Of("csv", $"{plan}.ogp", OgpRows.Of(promised.Plan), s_table)
                : OpenAnswer.Of<PlanList>(http, null);
        })
        .AnswersFile("ExportPlanOgp", "A plan's commitments in the 171 columns of OGP's data set, as CSV.", "text/csv", mayBeMissing: true)
        .HasAPast();
}
