using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>A token by which a program writes as oneself. It is shown once; whoever makes one proves first that they know the password.</summary>
public sealed class MakeTokenPage(AccountsDb accounts, UserManager<Account> users, SignIn signIn, Appointments appointments, Reader reader) : PersonForm
{
    /// <summary>How many an account has at most.</summary>
    public const int Most = 20;

    /// <summary>How many characters its name has at most.</summary>
    private const int MostName = 60;

    public override string Form => "make-token";

    /// <summary>The token, for its holder's eyes; empty before it was made.</summary>
    public string Token { get; private set; } = "";

    public IActionResult OnGet() => Caller.Of(HttpContext) is null ? Redirect(reader.To.SignInFor(reader.Here)) : Page();

    public async Task<IActionResult> OnPost()
    {
        if (Caller.Of(HttpContext) is not { } caller || await users.FindByIdAsync(caller.AccountId) is not { } account) return Redirect(reader.To.SignInFor(reader.Here));
        await Read();
        var name = Typed["name"].Trim();
        if (name.Length is 0 or > MostName || name.Any(char.IsControl)) return Answer(DoorRules.TokenUnnamed.Refuse("name"));
        if (!await signIn.Proves(account, Typed["current"])) return Answer(DoorRules.PasswordWrong.Refuse("current"));
        if (await accounts.Tokens.CountAsync(token => token.AccountId == account.Id, HttpContext.RequestAborted) >= Most) return Answer(DoorRules.TooManyTokens.Refuse());
        Token = await appointments.IssueToken(account, name, CancellationToken.None);
        return Answer(null);
    }
}
