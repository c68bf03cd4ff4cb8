using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Record;

/// <summary>A log: its seal, how to check it, its entries.</summary>
public sealed class LogPage(HistoryViews history, PlanViews plans) : PublicPage
{
    public LogView Log { get; private set; } = null!; // the page is shown only after OnGet has found it

    public Page<HistoryEntry> Entries { get; private set; } = new([], null);

    public bool Invented { get; private set; }

    public string Site => $"{Request.Scheme}://{Request.Host}";

    public async Task<IActionResult> OnGet(string log, string? cursor)
    {
        if (await history.Log(log, HttpContext.RequestAborted) is not { } view) return NotFound();
        Log = view;
        Invented = plans.IsInvented(log);
        try
        {
            Entries = history.OfLog(log, string.IsNullOrEmpty(cursor) ? null : cursor, 100);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        return Page();
    }
}
