using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Organisations;

/// <summary>The public register of organisations and what each has done.</summary>
public sealed class OrganisationsPage(OrganisationViews organisations) : PublicPage
{
    public Page<OrganisationRow> Rows { get; private set; } = new([], null);

    public Partner? Partner { get; private set; }

    public IActionResult OnGet(string? partner, string? cursor)
    {
        if (!string.IsNullOrEmpty(partner))
        {
            Partner = Enum.GetValues<Partner>().Cast<Partner?>().FirstOrDefault(known => Fields.Word(known!.Value) == partner); // cast from values
            if (Partner is null) return NotFound();
        }

        try
        {
            Rows = organisations.List(Partner, string.IsNullOrEmpty(cursor) ? null : cursor, 100);
        }
        catch (FormatException)
        {
            return NotFound();
        }

        return Page();
    }
}
