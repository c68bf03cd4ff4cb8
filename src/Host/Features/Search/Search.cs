using System.Collections.Immutable;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Search;

namespace Tracker.Host.Features.Search;

/// <summary>Finds plans, commitments, milestones, evidence, reports, reviews, reasons, organisations and plugins by their words.</summary>
public sealed class SearchEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/search", (HttpContext http, SearchViews views, string? q, string? kind, string? plan, string? cursor, string? limit) =>
        {
            Asked.Only(http, "q", "kind", "plan", "cursor", "limit");
            var filter = Filter(q, kind, plan);
            var atOnce = Asked.Limit(limit);
            var page = Asked.From(() => views.Find(filter, cursor, atOnce));
            return OpenAnswer.Of(http, new FoundList([.. page.Items.Select(FoundSummary.Of)], page.Next));
        })
        .Answers<FoundList>("Search", "Everything public by its words, the best match first.", mayBeMissing: false);
        api.MapWhole("/search", "ExportSearch", "What was found, the best match first, as far as a search goes", mayBeMissing: false, form => (
            HttpContext http, SearchViews views, string? q, string? kind, string? plan) =>
        {
            Asked.Only(http, "q", "kind", "plan");
            var filter = Filter(q, kind, plan);
            return WholeList.Of(form, "search", WholeList.Parts((cursor, limit) => views.Find(filter, cursor, limit)).Select(FoundSummary.Of), FoundSummary.Table);
        });
    }

    private static SearchFilter Filter(string? q, string? kind, string? plan) => string.IsNullOrWhiteSpace(q)
        ? throw new RejectedException(DoorRules.Required.Refuse("q"))
        : new(q, Asked.Word<FoundKind>("kind", kind), Asked.Value<PlanId>("plan", plan));
}

/// <summary>A part of what was found, and the cursor of the next.</summary>
public sealed record FoundList(ImmutableArray<FoundSummary> Items, string? Next);

/// <summary>A thing that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id; a milestone's is <c>plan/commitment#milestone</c>, a report's or a reason's <c>log/index</c>.</param>
/// <param name="Plan">The plan it belongs to; null: to the site.</param>
/// <param name="Title">Its title in the plan's own language; of a report or a reason that of what it is about.</param>
/// <param name="Titles">By language.</param>
/// <param name="Excerpt">The words around the best match, as written.</param>
public sealed record FoundSummary(
    FoundKind Kind, string Id, string? Plan, string Title, ImmutableSortedDictionary<string, string> Titles, string Excerpt)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<FoundSummary> Table { get; } = new Table<FoundSummary>()
        .Value("kind", row => row.Kind).Text("id", row => row.Id).Text("plan", row => row.Plan).Worded("title", row => row.Title, row => row.Titles)
        .Json("titles", row => row.Titles).Text("excerpt", row => row.Excerpt);

    public static FoundSummary Of(FoundItem item) => new(
        item.Kind, item.Id, item.Plan?.Value, item.Title.Own, item.Title.ByLanguage(), string.Concat(item.Excerpt.Select(part => part.Text)));
}
