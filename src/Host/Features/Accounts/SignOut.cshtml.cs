using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;

namespace Tracker.Host.Features.Accounts;

/// <summary>Signing out, everywhere at once.</summary>
public sealed class SignOutPage(SignIn signIn, Reader reader) : OwnPage
{
    public async Task<IActionResult> OnPost()
    {
        await signIn.Out(HttpContext);
        return Redirect(reader.To.SignOut);
    }
}
