using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>A piece of evidence, whole, beside the claim it is about.</summary>
public sealed class EvidencePage(EvidenceViews evidence, PlanClock clock) : PublicPage
{
    public EvidenceView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public long? RecordedAt { get; private set; }

    public IActionResult OnGet(string id, long? recorded)
    {
        if (!EvidenceId.TryParse(id, out var found) || evidence.Evidence(found, clock.Today(found.Commitment.Plan)) is not { } view) return NotFound();
        View = view;
        RecordedAt = recorded;
        return Page();
    }
}
