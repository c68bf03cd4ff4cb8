using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>A commitment's evidence, the newest first.</summary>
public sealed class ListEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plans/{plan}/commitments/{number}/evidence", (
            HttpContext http, PlanId plan, CommitmentNumber number, EvidenceViews views, CommitmentViews commitments, PlanClock clock,
            string? leaf, string? cursor, string? limit) =>
        {
            Asked.Only(http, "leaf", "cursor", "limit");
            var (id, of, atOnce) = (new CommitmentId(plan, number), Asked.Value<MilestoneNumber>("leaf", leaf), Asked.Limit(limit));
            if (commitments.ETag(id, clock.Today(plan)) is null) return OpenAnswer.Of<EvidenceList>(http, null);
            var page = Asked.From(() => views.Of(id, of, cursor, atOnce));
            return OpenAnswer.Of(http, new EvidenceList([.. page.Items.Select(EvidenceSummary.Of)], page.Next));
        })
        .Answers<EvidenceList>("ListEvidence", "A commitment's evidence, the newest first.", mayBeMissing: true).HasAPast();
        api.MapWhole("/plans/{plan}/commitments/{number}/evidence", "ExportEvidence", "A commitment's evidence, the newest first", mayBeMissing: true, form => (
            HttpContext http, PlanId plan, CommitmentNumber number, EvidenceViews views, CommitmentViews commitments, PlanClock clock, string? leaf) =>
        {
            Asked.Only(http, "leaf");
            var (id, of) = (new CommitmentId(plan, number), Asked.Value<MilestoneNumber>("leaf", leaf));
            return commitments.ETag(id, clock.Today(plan)) is null
                ? OpenAnswer.Of<EvidenceList>(http, null)
                : WholeList.Of(form, "evidence", WholeList.Parts((cursor, limit) => views.Of(id, of, cursor, limit)).Select(EvidenceSummary.Of), EvidenceSummary.Table);
        }, hasAPast: true);
    }
}

/// <summary>A part of the list, and the cursor of the next.</summary>
public sealed record EvidenceList(ImmutableArray<EvidenceSummary> Items, string? Next);
