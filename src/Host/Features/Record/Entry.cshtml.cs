using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Record;

/// <summary>One entry's permanent page, with its proof.</summary>
public sealed class EntryPage(HistoryViews history, PlanViews plans, PlanClock clock) : PublicPage
{
    public HistoryEntry Entry { get; private set; } = null!; // the page is shown only after OnGet has found it

    public bool Invented { get; private set; }

    public IActionResult OnGet(string log, long index)
    {
        if (history.Entry(log, index) is not { } entry) return NotFound();
        Entry = entry;
        Invented = entry.Plan is { } plan && plans.Head(plan, clock.Today(plan))?.Invented == true;
        return Page();
    }
}
