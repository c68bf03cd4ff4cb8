using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Signing in. A form whose session had ended posts itself here (307): what was typed rides along in hidden fields, and is waiting
/// in the form afterwards.
/// </summary>
[IgnoreAntiforgeryToken] // a carried form brings a token of the session that ended; the token is checked below before anything happens
public sealed class SignInPage(SignIn signIn, AccountDirectory directory, Drafts drafts, IAntiforgery tokens, Reader reader) : OwnPage, IForm
{
    private const string Prefix = "typed.";

    public string Form => "sign-in";

    public Typed Typed { get; private set; } = new();

    /// <summary>Where to go afterwards; null: the account's own page.</summary>
    public string? Back { get; private set; }

    /// <summary>What was typed into the form that brought them here.</summary>
    public IReadOnlyList<(string Name, string Value)> Carried { get; private set; } = [];

    public void OnGet(string? back) => Back = Addresses.IsOwn(back) ? back : null;

    public async Task<IActionResult> OnPost([FromQuery(Name = "back")] string? carriedTo)
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        if (Addresses.IsOwn(carriedTo))
        {
            Back = carriedTo;
            Carried = Flat(form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal)), Prefix);
            return Page(); // nothing but a question: who are you?
        }

        Typed = new(form);
        Back = Addresses.IsOwn(form["back"]) ? form["back"].ToString() : null;
        Carried = Flat(form.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal)), "");
        if (!await tokens.IsRequestValidAsync(HttpContext)) return Again(StatusCodes.Status403Forbidden, DoorRules.FormExpired.Refuse());
        if (form["account"].ToString().Length is 0 or > 256 || form["password"].ToString().Length is 0 or > 1024
            || !await signIn.WithPassword(HttpContext, form["account"].ToString(), form["password"].ToString()))
        {
            return Again(StatusCodes.Status400BadRequest, new("account-or-password-wrong", RefusalKind.Invalid, "The account or the password is not right."));
        }

        var caller = await directory.ByName(form["account"].ToString(), HttpContext.RequestAborted);
        if (Back is not null && Carried.Count > 0 && caller is not null)
        {
            var typed = form.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(field => KeyValuePair.Create(field.Key[Prefix.Length..], field.Value));
            return LocalRedirect(QueryHelpers.AddQueryString(Back, "draft", drafts.Keep(caller.AccountId, typed)));
        }

        return LocalRedirect(Back ?? Own(caller));
    }

    private string Own(Caller? caller) => caller switch
    {
        null => reader.To.Home,
        _ when caller.Is(Role.Reviewer) => reader.To.Reviews,
        _ when caller.Is(Role.Owner) || caller.Is(Role.Partner) => reader.To.Mine,
        _ when caller.Is(Role.Coordinator) => reader.To.PlanFiles,
        _ when caller.Is(Role.Admin) => reader.To.Accounts,
        _ => reader.To.Home,
    };

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Again(int status, Refused why)
    {
        Typed.Refuse("", why);
        Response.StatusCode = status;
        return Page();
    }

    private static List<(string, string)> Flat(IEnumerable<KeyValuePair<string, StringValues>> fields, string prefix) =>
        [.. fields.SelectMany(field => field.Value, (field, value) => (prefix + field.Key, value ?? ""))];
}
