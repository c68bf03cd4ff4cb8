using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>A new password for one's own account. Every other session of it ends, and this one goes on under a new id.</summary>
public sealed class ChangePasswordPage(UserManager<Account> users, SignIn signIn, Appointments appointments, Reader reader) : PersonForm
{
    public override string Form => "change-password";

    public IActionResult OnGet() => Caller.Of(HttpContext) is null ? Redirect(reader.To.SignInFor(reader.Here)) : Page();

    public async Task<IActionResult> OnPost()
    {
        if (Caller.Of(HttpContext) is not { } caller || await users.FindByIdAsync(caller.AccountId) is not { } account) return Redirect(reader.To.SignInFor(reader.Here));
        await Read();
        ReadNewPassword();
        if (Typed.Wrong.Count > 0) return Answer(null);
        if (!await signIn.Proves(account, Typed["current"])) return Answer(DoorRules.PasswordWrong.Refuse("current"));
        await appointments.ResetPassword(account, Typed["password"], CancellationToken.None);
        await signIn.Begin(HttpContext, account);
        return Answer(null);
    }
}
