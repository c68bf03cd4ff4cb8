using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Reviews;

/// <summary>A review, whole: what it codes, what the office answers, and what differs from it.</summary>
[AsOf]
public sealed class ReviewPage(ReviewViews reviews, EvidenceViews evidence, PlanClock clock) : PublicPage
{
    public EvidenceView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public ImmutableArray<EvidenceRow> Differing { get; private set; } = [];

    public long? RecordedAt { get; private set; }

    public IActionResult OnGet(string id, long? recorded)
    {
        if (!EvidenceId.TryParse(id, out var found) || reviews.Review(found, clock.Today(found.Commitment.Plan)) is not { } view) return NotFound();
        View = view;
        Differing = evidence.Rows(view.Row.Differs);
        RecordedAt = recorded;
        return Page();
    }
}
