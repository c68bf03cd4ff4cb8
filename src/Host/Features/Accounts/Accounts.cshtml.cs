using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>The accounts and open invitations that somebody looks after.</summary>
public sealed class AccountsPage(AccountList list, OrganisationViews organisations, Reader reader) : OwnPage
{
    public ImmutableArray<AccountRow> Accounts { get; private set; } = [];

    public ImmutableArray<InvitationRow> Invitations { get; private set; } = [];

    public OrganisationName Name(OrganisationId organisation) => organisations.Name(organisation);

    public async Task<IActionResult> OnGet()
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Admin) && !caller.Is(Role.Coordinator)) return StatusCode(StatusCodes.Status403Forbidden);
        Accounts = await list.Accounts(caller, HttpContext.RequestAborted);
        Invitations = await list.Invitations(caller, HttpContext.RequestAborted);
        return Page();
    }
}
