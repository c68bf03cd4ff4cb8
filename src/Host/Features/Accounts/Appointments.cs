using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Host.Features.Accounts;

/// <summary>Opens accounts and gives roles. What goes on the ledger about it is <see cref="GrantRole"/>, sent by the door.</summary>
public sealed class Appointments(
    UserManager<Account> users, AccountsDb accounts, AccountDirectory directory, TimeProvider clock)
{
    /// <summary>Opens an account in an organisation.</summary>
    /// <returns>The account, or why not.</returns>
    public async Task<(Account? Account, Refused? Why)> Open(string name, string password, OrganisationId organisation, Partner partner)
    {
        var account = new Account
        {
            UserName = name,
            PublicId = Secret.PublicId(),
            Organisation = organisation.Value,
            Partner = partner,
        };
        var made = await users.CreateAsync(account, password);
        return made.Succeeded ? (account, null) : (null, Refusal(made.Errors.First()));
    }

    /// <summary>Gives a role. Its holder's sessions end: whoever signs in next has the new role under a new session id.</summary>
    /// <returns>Null when given, or why not.</returns>
    public async Task<Refused?> Appoint(Account account, Role role, PlanId? plan, CancellationToken ct)
    {
        var held = await accounts.Grants.Where(g => g.AccountId == account.Id).ToListAsync(ct);
        if (Compatible(role, account.Partner, held.Select(g => g.Role)) is { } refused) return refused;
        if (held.Any(g => g.Role == role && g.Plan == plan?.Value)) return null;
        accounts.Grants.Add(new() { AccountId = account.Id, Role = role, Plan = plan?.Value });
        await accounts.SaveChangesAsync(ct);
        await EndSessions(account.Id, ct);
        return null;
    }

    /// <summary>Whether somebody may hold a role beside those already held.</summary>
    /// <returns>Null: yes; else why not.</returns>
    public static Refused? Compatible(Role role, Partner partner, IEnumerable<Role> held)
    {
        if (role is Role.Visitor or Role.Plugin or Role.System)
            return new("role-not-for-accounts", RefusalKind.Invalid, "This role is not given to accounts.", "role");
        if (role == Role.Reviewer && partner == Partner.Government)
            return new("reviewer-not-of-government", RefusalKind.Conflict, "Nobody of government reviews.", "role");
        if (role == Role.Owner && partner != Partner.Government)
            return new("owner-of-government", RefusalKind.Conflict, "Owners are offices of government.", "role");
        return held.Append(role).Contains(Role.Reviewer) && held.Append(role).Any(r => r is Role.Owner or Role.Coordinator or Role.Admin)
            ? new("reviewer-holds-nothing-else", RefusalKind.Conflict, "Nobody holds reviewer together with owner, coordinator or admin.", "role")
            : null;
    }

    /// <summary>A new token of the API for an account.</summary>
    /// <returns>The token: shown once, kept as its hash.</returns>
    public async Task<string> IssueToken(Account account, CancellationToken ct)
    {
        var token = Secret.New("trk_");
        accounts.Tokens.Add(new() { Hash = Secret.Hash(token), AccountId = account.Id, Created = clock.GetUtcNow() });
        await accounts.SaveChangesAsync(ct);
        directory.Forget();
        return token;
    }

    /// <summary>Closes the account to its holder: sessions end, tokens answer nobody.</summary>
    public async Task Disable(Account account, CancellationToken ct)
    {
        account.Disabled = true;
        await users.UpdateAsync(account);
        await EndSessions(account.Id, ct);
    }

    private async Task EndSessions(string accountId, CancellationToken ct)
    {
        await accounts.Sessions.Where(s => s.AccountId == accountId).ExecuteDeleteAsync(ct);
        directory.Forget();
    }

    private static Refused Refusal(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) =>
            new("account-name-taken", RefusalKind.Conflict, "There is an account of this name already.", "account"),
        nameof(IdentityErrorDescriber.InvalidUserName) =>
            new("account-name-malformed", RefusalKind.Invalid, "An account's name has letters, digits, - . _ and @ only.", "account"),
        _ => new("password-too-weak", RefusalKind.Invalid, "A password has at least 12 characters.", "password"),
    };
}
