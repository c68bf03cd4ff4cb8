using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Drafting;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>What the account's organisation leads and what waits for it.</summary>
public sealed class MinePage(CommitmentViews commitments, EvidenceViews evidence, PlanViews plans, PlanClock clock, ReportDrafts drafts) : OwnPage
{
    public MyCommitments Mine { get; private set; } = null!; // the page is shown only after OnGet has read it

    /// <summary>Disputes of what it leads that wait for its answer.</summary>
    public ImmutableArray<NeedItem> Unanswered { get; private set; } = [];

    public bool Invented { get; private set; }

    public DateOnly Today(PlanId plan) => clock.Today(plan);

    /// <summary>What the organisation has begun to write.</summary>
    public ImmutableArray<ReportDraft> Drafts { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? cursor, [FromServices] Reader reader)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (caller.Is(Role.Owner)) Unanswered = evidence.Unanswered(caller.Organisation, clock.Today);
        try
        {
            Mine = commitments.Mine(caller.Organisation, clock.Today, string.IsNullOrEmpty(cursor) ? null : cursor);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        Invented = plans.IsInvented(new[] { Mine.Late, Mine.Due, Mine.Other, Mine.Disputed }.SelectMany(leaves => leaves).Select(leaf => leaf.Commitment.Plan)
            .Concat(new[] { Mine.Returned, Mine.WaitingForReviewer.Items }.SelectMany(items => items).Select(item => item.Row.Id.Commitment.Plan)));
        Drafts = await drafts.Of(caller.Organisation);
        return Page();
    }
}
