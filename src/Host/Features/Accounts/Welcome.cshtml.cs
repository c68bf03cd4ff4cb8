using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>Where an invitation's link leads: whoever was invited chooses a name and a password.</summary>
public sealed class WelcomePage(Invitations invitations, OrganisationViews organisations) : OwnPage, IForm
{
    public string Form => "welcome";

    public Typed Typed { get; private set; } = new();

    /// <summary>Null: the link leads nowhere.</summary>
    public Invitation? Invitation { get; private set; }

    public bool Done { get; private set; }

    public OrganisationName Organisation => organisations.Name(OrganisationId.Parse(Invitation!.Organisation)); // shown only where there is one

    public IEnumerable<HeldRole> Roles =>
        Invitation?.Roles.OrderBy(role => role.Id).Select(role => new HeldRole(role.Id, role.Role, role.Plan is null ? null : PlanId.Parse(role.Plan))) ?? [];

    public async Task<IActionResult> OnGet(string? link)
    {
        Invitation = await invitations.Find(link ?? "", HttpContext.RequestAborted);
        Typed["link"] = link ?? "";
        return Answer(Invitation is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPost()
    {
        Typed = new(await Request.ReadFormAsync(HttpContext.RequestAborted));
        Invitation = await invitations.Find(Typed["link"], HttpContext.RequestAborted);
        if (Invitation is null) return Answer(StatusCodes.Status404NotFound);
        if (Typed["account"].Length is 0 or > 64) Typed.Refuse("account", DoorRules.AccountNameMalformed.Refuse("account"));
        if (Typed["password"].Length is 0 or > 256) Typed.Refuse("password", DoorRules.PasswordTooShort.Refuse("password"));
        else if (Typed["password"] != Typed["again"]) Typed.Refuse("again", DoorRules.PasswordsDiffer.Refuse("again"));
        if (Typed.Wrong.Count > 0) return Answer(StatusCodes.Status400BadRequest);
        // What was begun is finished, whether or not somebody waits for it.
        var refused = await invitations.Accept(Typed["link"], Typed["account"], Typed["password"], CancellationToken.None);
        if (refused is not null) Typed.Refuse(refused.Field is "account" or "password" ? refused.Field : "", refused);
        Done = refused is null;
        return Answer(refused is null ? StatusCodes.Status200OK : refused.Rule == DoorRules.OutcomeUnknown.Name ? StatusCodes.Status503ServiceUnavailable : Problems.Status(refused.Kind));
    }

    private PageResult Answer(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
