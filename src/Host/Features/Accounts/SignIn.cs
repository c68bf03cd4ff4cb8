using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Signing in and out of the pages. A wrong name, a wrong password, a locked and a disabled account are told apart by nothing:
/// the answer is the same and takes as long.
/// </summary>
public sealed class SignIn(UserManager<Account> users, IPasswordHasher<Account> hasher, AccountsDb accounts, AccountDirectory directory, TimeProvider clock)
{
    public const string SessionClaim = "session";
    private static readonly TimeSpan s_session = TimeSpan.FromHours(12);
    private static readonly Account s_nobody = new() { PublicId = "", Organisation = "", Partner = default };
    private static string? s_nobodysPassword;

    /// <summary>Signs in. The session is always a new one.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> WithPassword(HttpContext http, string name, string password)
    {
        var account = await users.FindByNameAsync(name);
        var against = account?.PasswordHash ?? (s_nobodysPassword ??= hasher.HashPassword(s_nobody, Secret.New()));
        var right = hasher.VerifyHashedPassword(account ?? s_nobody, against, password) != PasswordVerificationResult.Failed;
        if (account is null || await users.IsLockedOutAsync(account)) return false;
        if (!right)
        {
            await users.AccessFailedAsync(account);
            return false;
        }

        if (account.Disabled) return false;
        if (account.AccessFailedCount > 0) await users.ResetAccessFailedCountAsync(account);
        await Begin(http, account);
        return true;
    }

    /// <summary>Whether somebody who is signed in knows the account's password too. Wrong guesses count as at the door.</summary>
    public async Task<bool> Proves(Account account, string password)
    {
        var right = hasher.VerifyHashedPassword(account, account.PasswordHash ?? "", password) != PasswordVerificationResult.Failed;
        if (await users.IsLockedOutAsync(account)) return false;
        if (!right) await users.AccessFailedAsync(account);
        else if (account.AccessFailedCount > 0) await users.ResetAccessFailedCountAsync(account);
        return right;
    }

    /// <summary>What is kept of the session that a request belongs to; null: it belongs to none.</summary>
    public byte[]? SessionHash(HttpContext http) => http.User.FindFirstValue(SessionClaim) is { } session ? Secret.Hash(session) : null;

    /// <summary>Ends the session, everywhere its cookie went.</summary>
    public async Task Out(HttpContext http)
    {
        await End(http.User.FindFirstValue(SessionClaim), http.RequestAborted);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    internal async Task Begin(HttpContext http, Account account)
    {
        await End(http.User.FindFirstValue(SessionClaim), http.RequestAborted);
        var now = clock.GetUtcNow();
        await accounts.Sessions.Where(s => s.Expires < now).ExecuteDeleteAsync(http.RequestAborted);
        var session = Secret.New();
        accounts.Sessions.Add(new()
        {
            Hash = Secret.Hash(session),
            AccountId = account.Id,
            Expires = now + s_session,
            Id = Secret.PublicId(),
            Begun = now,
            Browser = Browser(http.Request.Headers.UserAgent.ToString()),
        });
        await accounts.SaveChangesAsync(http.RequestAborted);
        var identity = new ClaimsIdentity([new(SessionClaim, session)], CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new(identity));
    }

    /// <summary>Enough for its holder to recognise, and no more: never what the browser said in full.</summary>
    private static string? Browser(string agent)
    {
        string[] browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"], machines = ["Android", "iPhone", "iPad", "Windows", "Mac", "Linux"];
        var browser = browsers.FirstOrDefault(name => agent.Contains(name, StringComparison.Ordinal)) switch { "Edg" => "Edge", "OPR" => "Opera", var name => name };
        var machine = machines.FirstOrDefault(name => agent.Contains(name, StringComparison.Ordinal));
        return (browser, machine) switch { (null, null) => null, (null, _) => machine, (_, null) => browser, _ => $"{browser}, {machine}" };
    }

    private async Task End(string? session, CancellationToken ct)
    {
        if (session is null) return;
        var hash = Secret.Hash(session);
        await accounts.Sessions.Where(s => s.Hash == hash).ExecuteDeleteAsync(ct);
        directory.Forget();
    }
}
