using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>Where the printed one-time link leads.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SetUpModel(SetUp setUp) : PageModel, IForm
{
    public string Form => "set-up";

    public Typed Typed { get; private set; } = new();

    public bool Open { get; private set; }

    public bool Done { get; private set; }

    public async Task<IActionResult> OnGet(string? link)
    {
        Typed["link"] = link ?? "";
        Open = await setUp.IsOpen(Typed["link"], HttpContext.RequestAborted);
        return Answer(Open ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPost()
    {
        Typed = new(await Request.ReadFormAsync(HttpContext.RequestAborted));
        Open = await setUp.IsOpen(Typed["link"], HttpContext.RequestAborted);
        if (!Open) return Answer(StatusCodes.Status404NotFound);
        if (Typed["account"].Length is 0 or > 64) Typed.Refuse("account", DoorRules.AccountNameMalformed.Refuse("account"));
        if (Typed["password"].Length is < AccountsHosting.ShortestPassword or > 256) Typed.Refuse("password", DoorRules.PasswordTooShort.Refuse("password"));
        if (!OrganisationId.TryParse(Typed["organisation"], out var organisation))
            Typed.Refuse("organisation", DoorRules.MalformedValue.Refuse("organisation", ("wanted", "a-z, 0-9 and -, at most 32")));
        var name = Typed.Text("organisation-name", required: true);
        var partner = Typed.Choice<Partner>("partner", required: true);
        if (!Domain.Text.Language.TryParse(RouteData.Values["language"] as string ?? "en", out var language)) return NotFound();
        if (Typed.Wrong.Count > 0 || name is null || partner is not { } one) return Answer(StatusCodes.Status400BadRequest);
        var refused = await setUp.Use(Typed["link"], Typed["account"], Typed["password"], organisation, one, language, name, CancellationToken.None);
        if (refused is not null) Typed.Refuse(FieldOf(refused), refused);
        Done = refused is null;
        return Answer(refused is null ? StatusCodes.Status200OK : Problems.Status(refused.Kind));
    }

    /// <summary>The field of this form that a refusal is about; empty: none.</summary>
    private static string FieldOf(Domain.Refused why) => why.Field switch
    {
        "account" or "password" or "organisation" or "partner" => why.Field,
        { } field when field.StartsWith("name", StringComparison.Ordinal) => "organisation-name",
        _ => "",
    };

    private PageResult Answer(int status)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
