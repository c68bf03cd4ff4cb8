using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>An open invitation. Its link is shown for half an hour, to whoever made it.</summary>
public sealed class InvitationPage(AccountList list, FreshLinks fresh, OrganisationViews organisations, Reader reader) : OwnPage
{
    public InvitationRow Row { get; private set; } = null!; // the page is shown only after OnGet has found it

    public OrganisationName Organisation => organisations.Name(Row.Organisation);

    /// <summary>Plans that it will not review yet, whatever the account may: their coordinators have not entered its organisation.</summary>
    public IEnumerable<PlanId> NotAppointed => Row.Roles.Where(held => held.Role == Role.Reviewer).Select(held => held.Plan).OfType<PlanId>()
        .Except(organisations.ReviewedBy(Row.Organisation));

    /// <summary>The whole address to hand over; null once it is no longer shown.</summary>
    public string? Link { get; private set; }

    public async Task<IActionResult> OnGet(string id)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Admin) && !caller.Is(Role.Coordinator)) return StatusCode(StatusCodes.Status403Forbidden);
        if (await list.Invitation(caller, id, HttpContext.RequestAborted) is not { } row) return NotFound();
        Row = row;
        Link = fresh.Find(caller.By, id) is { } link ? $"{Request.Scheme}://{Request.Host}{reader.To.AcceptInvitation(link)}" : null;
        return Page();
    }
}
