using Microsoft.AspNetCore.Mvc;

namespace Tracker.Host.Features.Accounts;

/// <summary>Where the letter's link leads: a new password.</summary>
public sealed class NewPasswordPage(OneTimeLinks links) : PersonForm
{
    public override string Form => "new-password";

    public bool Open { get; private set; }

    public async Task<IActionResult> OnGet(string? link)
    {
        Typed["link"] = link ?? "";
        Open = await links.IsOpen(Typed["link"], LinkPurpose.NewPassword, HttpContext.RequestAborted);
        return Answer(Open ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPost()
    {
        await Read();
        Open = await links.IsOpen(Typed["link"], LinkPurpose.NewPassword, HttpContext.RequestAborted);
        if (!Open) return Answer(StatusCodes.Status404NotFound);
        ReadNewPassword();
        return Answer(Typed.Wrong.Count > 0 ? null : await links.SetPassword(Typed["link"], Typed["password"], CancellationToken.None));
    }
}
