using System.Collections.Immutable;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;
using Tracker.Plans.Ogp;

namespace Tracker.Host.Features.Plans;

/// <summary>A plan in the 171 columns of OGP's own data set: what neither the plan nor a review says is <c>ND</c>.</summary>
public sealed class ExportOgpEndpoint : ISlice
{
    private static readonly Table<ImmutableArray<string>> s_table = OgpColumns.Names.Index()
        .Aggregate(new Table<ImmutableArray<string>>(), (table, column) => table.Text(column.Item, row => row[column.Index]));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/export.ogp.csv", (HttpContext http, PlanId plan, PromisedPlans plans, ReviewViews reviews) =>
        {
            Asked.Only(http);
            return plans.Find(plan) is { } promised
                ? WholeList.Of("csv", $"{plan}.ogp", OgpRows.Of(promised.Plan, Coded(reviews, plan)), s_table)
                : OpenAnswer.Of<PlanList>(http, null);
        })
        .AnswersFile("ExportPlanOgp", "A plan's commitments in the 171 columns of OGP's data set, as CSV.", "text/csv", mayBeMissing: true)
        .HasAPast();

    /// <summary>Every review of a whole commitment that nobody took back and no third organisation found not to hold.</summary>
    private static ILookup<string, CodedReview> Coded(ReviewViews reviews, PlanId plan) =>
        WholeList.Parts((cursor, limit) => reviews.List(new(plan), cursor, limit)).Select(item => item.Row)
            .Where(row => row is { Leaf: null, Id.IsOfPlan: false, OverruledBy: null }
                && row.Status is not (EvidenceStage.Withdrawn or EvidenceStage.Settled or EvidenceStage.Returned or EvidenceStage.Appealed))
            .ToLookup(row => row.Id.Commitment.Number.Value, row => new CodedReview(row.Said!.Codings, row.On), StringComparer.Ordinal); // a list of reviews
}
