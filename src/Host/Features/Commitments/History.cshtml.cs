using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>A commitment's whole history, a part at a time.</summary>
[AsOf]
public sealed class HistoryPage(CommitmentViews commitments, HistoryViews history, PlanClock clock) : PublicPage
{
    public CommitmentView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public Page<HistoryEntry> Entries { get; private set; } = new([], null);

    /// <summary>Only of this kind; null: everything.</summary>
    public HistoryKind? Kind { get; private set; }

    public IActionResult OnGet(string plan, string number, string? kind, string? cursor)
    {
        if (!CommitmentId.TryParse($"{plan}/{number}", out var id) || commitments.Commitment(id, clock.Today(id.Plan)) is not { } view) return NotFound();
        View = view;
        if (!string.IsNullOrEmpty(kind))
        {
            if (!Enum.GetValues<HistoryKind>().Any(one => Fields.Word(one) == kind)) return BadRequest();
            Kind = Enum.GetValues<HistoryKind>().First(one => Fields.Word(one) == kind);
        }

        try
        {
            Entries = history.Of(id, Kind, cursor, 100);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        return Page();
    }
}
