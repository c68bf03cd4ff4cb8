using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>One of one's own sessions is ended from elsewhere.</summary>
public sealed class EndSessionPage(AccountsDb accounts, AccountDirectory directory, Reader reader) : PersonForm
{
    public override string Form => "end-session";

    public Session Session { get; private set; } = null!; // the page is shown only after it was found

    public async Task<IActionResult> OnGet(string session) =>
        Caller.Of(HttpContext) is not { } caller ? Redirect(reader.To.SignInFor(reader.Here)) : await Find(caller, session) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string session)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.To.OwnAccount));
        if (!await Find(caller, session)) return NotFound();
        await accounts.Sessions.Where(one => one.AccountId == caller.AccountId && one.Id == session).ExecuteDeleteAsync(HttpContext.RequestAborted);
        directory.Forget();
        return Redirect(reader.To.OwnAccount);
    }

    /// <summary>Nobody finds another's.</summary>
    private async Task<bool> Find(Caller caller, string id)
    {
        var found = await accounts.Sessions.AsNoTracking().FirstOrDefaultAsync(one => one.AccountId == caller.AccountId && one.Id == id, HttpContext.RequestAborted);
        if (found is null) return false;
        Session = found;
        return true;
    }
}
