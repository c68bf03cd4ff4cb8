using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// A form by which somebody looks after their own way in. It does not pass the corridor: it is about whoever fills it in, and nobody
/// else can be meant.
/// </summary>
public abstract class PersonForm : OwnPage, IForm
{
    public abstract string Form { get; }

    public Typed Typed { get; private set; } = new();

    public bool Done { get; private set; }

    protected async Task Read() => Typed = new(await Request.ReadFormAsync(HttpContext.RequestAborted));

    /// <summary>A password chosen twice.</summary>
    protected void ReadNewPassword()
    {
        if (Typed["password"].Length is < 12 or > 256) Typed.Refuse("password", DoorRules.PasswordTooShort.Refuse("password"));
        else if (Typed["password"] != Typed["again"]) Typed.Refuse("again", DoorRules.PasswordsDiffer.Refuse("again"));
    }

    protected PageResult Answer(Refused? refused)
    {
        if (refused is not null) Typed.Refuse(refused.Field ?? "", refused);
        Done = Typed.Wrong.Count == 0;
        return Answer(Done ? StatusCodes.Status200OK : refused is null ? StatusCodes.Status400BadRequest : Problems.Status(refused.Kind));
    }

    protected PageResult Answer(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
