using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>Where the printed one-time link leads.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SetUpModel(SetUp setUp) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Link { get; set; } = "";

    [BindProperty]
    public string Account { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty]
    public string Organisation { get; set; } = "";

    [BindProperty]
    public string OrganisationName { get; set; } = "";

    [BindProperty]
    public Partner Partner { get; set; }

    public string Language => RouteData.Values["language"] as string ?? "en";

    public bool Open { get; private set; }

    public bool Done { get; private set; }

    public Domain.Refused? Refusal { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        Open = await setUp.IsOpen(Link ?? "", HttpContext.RequestAborted);
        return Answer(Open ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPost()
    {
        Open = await setUp.IsOpen(Link ?? "", HttpContext.RequestAborted);
        if (!Open) return Answer(StatusCodes.Status404NotFound);
        var refused = !ModelState.IsValid ? DoorRules.Required.Refuse()
            : !OrganisationId.TryParse(Organisation, out var organisation) ? DoorRules.MalformedValue.Refuse("organisation", ("wanted", "a-z, 0-9 and -, at most 32"))
            : !Domain.Text.Language.TryParse(Language, out var language) ? DoorRules.NotFound.Refuse()
            : await setUp.Use(Link ?? "", Account, Password, organisation, Partner, language, OrganisationName, CancellationToken.None);
        Done = refused is null;
        Refusal = refused;
        return Answer(refused is null ? StatusCodes.Status200OK : Problems.Status(refused.Kind));
    }

    private PageResult Answer(int status)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }
}
