using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Reviews;

/// <summary>Reviews of one plan or of all, narrowed; a part at a time, or whole.</summary>
public sealed class ListReviewsEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reviews", (
            HttpContext http, ReviewViews views, string? plan, string? commitment, string? leaf, string? organisation, string? state, string? differing,
            string? cursor, string? limit) =>
        {
            Asked.Only(http, "plan", "commitment", "leaf", "organisation", "state", "differing", "cursor", "limit");
            var (filter, atOnce) = (Filter(plan, commitment, leaf, organisation, state, differing), Asked.Limit(limit));
            var page = Asked.From(() => views.List(filter, cursor, atOnce));
            return OpenAnswer.Of(http, new ReviewList([.. page.Items.Select(ReviewSummary.Of)], page.Next));
        })
        .Answers<ReviewList>("ListReviews", "Independent reviews, narrowed, a part at a time; commitment - is the whole plan.", mayBeMissing: false).HasAPast();
        api.MapWhole("/reviews", "ExportReviews", "Independent reviews, narrowed", mayBeMissing: false, form => (
            HttpContext http, ReviewViews views, string? plan, string? commitment, string? leaf, string? organisation, string? state, string? differing) =>
        {
            Asked.Only(http, "plan", "commitment", "leaf", "organisation", "state", "differing");
            var filter = Filter(plan, commitment, leaf, organisation, state, differing);
            return WholeList.Of(form, "reviews", WholeList.Parts((cursor, limit) => views.List(filter, cursor, limit)).Select(ReviewSummary.Of), ReviewSummary.Table);
        }, hasAPast: true);
    }

    /// <summary>A commitment is named by its number beside its plan; <c>-</c> is the plan itself.</summary>
    private static ReviewFilter Filter(string? plan, string? commitment, string? leaf, string? organisation, string? state, string? differing)
    {
        var of = Asked.Value<PlanId>("plan", plan);
        var number = commitment == CommitmentNumber.OfWholePlan.Value ? CommitmentNumber.OfWholePlan : Asked.Value<CommitmentNumber>("commitment", commitment);
        if (number is not null && of is null) throw new RejectedException(Domain.Rules.PlanUnknown.Refuse("plan") with { Kind = Domain.RefusalKind.Invalid }); // a number is one in a plan
        return new(
            of, number is { } known ? new CommitmentId(of!.Value, known) : null, Asked.Value<MilestoneNumber>("leaf", leaf), // refused above without a plan
            Asked.Value<OrganisationId>("organisation", organisation), Asked.Word<EvidenceStage>("state", state), Asked.YesNo("differing", differing));
    }
}

/// <summary>A part of the list, and the cursor of the next.</summary>
public sealed record ReviewList(ImmutableArray<ReviewSummary> Items, string? Next);
