using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>One of one's own tokens is ended: no program writes with it any more.</summary>
public sealed class EndTokenPage(AccountsDb accounts, AccountDirectory directory, Reader reader) : PersonForm
{
    public override string Form => "end-token";

    public ApiToken Token { get; private set; } = null!; // the page is shown only after it was found

    public async Task<IActionResult> OnGet(string token) =>
        Caller.Of(HttpContext) is not { } caller ? Redirect(reader.To.SignInFor(reader.Here)) : await Find(caller, token) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string token)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.To.OwnAccount));
        if (!await Find(caller, token)) return NotFound();
        await accounts.Tokens.Where(one => one.AccountId == caller.AccountId && one.Id == token).ExecuteDeleteAsync(HttpContext.RequestAborted);
        directory.Forget();
        return Redirect(reader.To.OwnAccount);
    }

    /// <summary>Nobody finds another's.</summary>
    private async Task<bool> Find(Caller caller, string id)
    {
        var found = await accounts.Tokens.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == caller.AccountId && one.Id == id, HttpContext.RequestAborted);
        if (found is null) return false;
        Token = found;
        return true;
    }
}
