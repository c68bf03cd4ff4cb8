using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Organisations;

/// <summary>One organisation: what it did, what it declared, whom it appointed. All of it is public.</summary>
public sealed class OrganisationPage(OrganisationViews organisations) : PublicPage
{
    public OrganisationView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public long? RecordedAt { get; private set; }

    public IActionResult OnGet(string id, long? recorded)
    {
        if (!OrganisationId.TryParse(id, out var found) || organisations.Organisation(found) is not { } view) return NotFound();
        View = view;
        RecordedAt = recorded;
        return Page();
    }
}
