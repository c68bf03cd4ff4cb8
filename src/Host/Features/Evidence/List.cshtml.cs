using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The evidence of a commitment, or of one of its leaves, a part at a time.</summary>
[AsOf]
public sealed class ListPage(CommitmentViews commitments, EvidenceViews evidence, PlanClock clock) : PublicPage
{
    public CommitmentView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public MilestoneNumber? Leaf { get; private set; }

    public Words? LeafTitle { get; private set; }

    public Page<EvidenceRow> Rows { get; private set; } = new([], null);

    public IActionResult OnGet(string plan, string number, string? leaf, string? cursor)
    {
        if (!CommitmentId.TryParse($"{plan}/{number}", out var id) || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view) return NotFound();
        View = view;
        if (leaf is not null)
        {
            if (view.Milestones.FirstOrDefault(milestone => milestone.Standing.Number.Value == leaf) is not { } milestone) return NotFound();
            Leaf = milestone.Standing.Number;
            LeafTitle = milestone.Title;
        }

        try
        {
            Rows = evidence.Of(id, Leaf, cursor, 100);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        return Page();
    }
}
