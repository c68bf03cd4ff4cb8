using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Hidings;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Record;

/// <summary>One entry's permanent page, with its proof.</summary>
public sealed class EntryPage(HistoryViews history, HidingViews hidings, PlanViews plans, PlanClock clock) : PublicPage
{
    public HistoryEntry Entry { get; private set; } = null!; // the page is shown only after OnGet has found it

    /// <summary>What was decided about showing its words; null: nothing ever was.</summary>
    public HidingView? Hiding { get; private set; }

    /// <summary>Whether its words are somebody's own, and may be hidden.</summary>
    public bool MayHide => Hiding is null && Entry.Plan is not null && Entry.Texts.Any(text => HidingRules.MayHide(Entry.Type, text.Name));

    /// <summary>The entry that somebody wrote about this one a moment ago.</summary>
    public long? RecordedAt { get; private set; }

    public bool Invented { get; private set; }

    public IActionResult OnGet(string log, long index, long? recorded)
    {
        if (history.Entry(log, index) is not { } entry) return NotFound();
        (Entry, RecordedAt) = (entry, recorded);
        Hiding = hidings.Of(log, index);
        Invented = entry.Plan is { } plan && plans.Head(plan, clock.Today(plan))?.Invented == true;
        return Page();
    }
}
