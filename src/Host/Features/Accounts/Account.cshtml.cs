using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>One account, for those who look after it.</summary>
public sealed class AccountPage(AccountList list, OrganisationViews organisations, Reader reader) : OwnPage
{
    public AccountRow Row { get; private set; } = null!; // the page is shown only after OnGet has found it

    public OrganisationName Organisation => organisations.Name(Row.Organisation);

    public long? RecordedAt { get; private set; }

    public bool Own { get; private set; }

    public bool Admin { get; private set; }

    /// <summary>Whether every role of it is one that they make and end: then they may hand it over.</summary>
    public bool Wholly { get; private set; }

    public bool MayEnd(HeldRole role) => !Own && Caller.Of(HttpContext) is { } caller && AccountList.LooksAfter(caller, role.Role, role.Plan);

    public async Task<IActionResult> OnGet(string account, long? recorded)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Admin) && !caller.Is(Role.Coordinator)) return StatusCode(StatusCodes.Status403Forbidden);
        if (await list.Find(caller, account, HttpContext.RequestAborted) is not { } found) return NotFound();
        (Row, RecordedAt, Own, Admin) = (found.Row, recorded, found.Row.By == caller.By, caller.Is(Role.Admin));
        Wholly = Row.Roles.All(MayEnd);
        return Page();
    }
}
