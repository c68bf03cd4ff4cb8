using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Drafting;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>A draft for whoever was given its address: read only, marked as a draft, kept and indexed by nobody.</summary>
public sealed class PreviewPage(ReportDrafts drafts, CommitmentViews commitments, PlanClock clock, TimeProvider time) : OwnPage
{
    public DraftedReport Drafted { get; private set; } = null!; // the page is shown only after OnGet has found it

    public async Task<IActionResult> OnGet(string secret)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        if (secret.Length > 100 || await drafts.Shared(secret) is not { } draft
            || DraftedReport.Leaf(commitments, clock, draft.Commitment, draft.Leaf.Value) is not var (view, milestone)) return NotFound();
        Drafted = new(draft, view, milestone, time.GetUtcNow());
        return Page();
    }
}
