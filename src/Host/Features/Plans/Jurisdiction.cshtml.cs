using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>The front page of one jurisdiction: its current plan, and the way to its others.</summary>
public sealed class JurisdictionPage(PlanViews plans, PlanClock clock) : PublicPage
{
    public HomeView Home { get; private set; } = null!; // the page is shown only after OnGet has found it

    public ImmutableArray<PlanRow> Others { get; private set; } = [];

    public IActionResult OnGet(string jurisdiction)
    {
        var rows = plans.All(clock.Today).Where(row => row.Plan.Jurisdiction.Value == jurisdiction).ToImmutableArray();
        if (rows.Length == 0 || plans.Home(rows[0].Plan.Id, rows[0].Plan.Today) is not { } home) return NotFound();
        Home = home;
        Others = [.. rows.Skip(1)];
        return Page();
    }
}
