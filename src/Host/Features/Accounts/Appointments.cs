using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>Opens accounts and gives roles. Every appointment is public: a <see cref="GrantRole"/> on the ledger.</summary>
public sealed class Appointments(
    UserManager<Account> users, AccountsDb accounts, AccountDirectory directory, IMediator mediator, TimeProvider clock)
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

    /// <inheritdoc cref="Give"/>
    /// <returns>Null when given, or why not.</returns>
    public async Task<Refused?> Appoint(Account account, Role role, PlanId? plan, Actor by, bool development, CancellationToken ct) =>
        await Give(account, role, plan, by, $"grant:{account.PublicId}:{Words.Of(role)}:{plan?.Value}", development, ct) switch
        {
            WriteOutcome.Done or WriteOutcome.Noted => null,
            WriteOutcome.Declined declined => declined.Why,
            _ => DoorRules.OutcomeUnknown.Refuse(),
        };

    /// <summary>
    /// Gives a role: first publicly, then to the account. Its holder's sessions end: whoever signs in next has the new role
    /// under a new session id.
    /// </summary>
    /// <returns>As of any write; noted where the role is held already.</returns>
    public async Task<WriteOutcome> Give(Account account, Role role, PlanId? plan, Actor by, string key, bool development, CancellationToken ct)
    {
        var held = await accounts.Grants.Where(g => g.AccountId == account.Id).ToListAsync(ct);
        if (Compatible(role, account.Partner, held.Select(g => g.Role)) is { } refused) return new WriteOutcome.Declined(refused);
        if (account.Left is not null) return new WriteOutcome.Declined(DoorRules.AccountLeft.Refuse());
        if (held.Any(g => g.Role == role && g.Plan == plan?.Value)) return new WriteOutcome.Noted(account.PublicId);
        var outcome = await mediator.Send(
            new Write<GrantRole>(new(account.PublicId, role, plan, development), Of(account, plan), by, key), ct);
        if (outcome is not WriteOutcome.Done && outcome is not WriteOutcome.Declined { Why.Rule: "role-granted-already" }) return outcome;
        accounts.Grants.Add(new() { AccountId = account.Id, Role = role, Plan = plan?.Value });
        await accounts.SaveChangesAsync(ct);
        await EndSessions(account.Id, ct);
        return outcome is WriteOutcome.Done ? outcome : new WriteOutcome.Noted(account.PublicId);
    }

    /// <summary>
    /// Ends a role: first publicly, then for the account. Sent again after an answer that did not come, it ends what is left of it.
    /// </summary>
    /// <returns>As of any write; noted where it had ended already.</returns>
    public async Task<WriteOutcome> End(Account account, Role role, PlanId? plan, Actor by, string key, CancellationToken ct)
    {
        var outcome = await mediator.Send(new Write<EndRole>(new(account.PublicId, role, plan), Of(account, plan), by, key), ct);
        if (outcome is not WriteOutcome.Done && outcome is not WriteOutcome.Declined { Why.Rule: "role-not-held-publicly" }) return outcome;
        await accounts.Grants.Where(g => g.AccountId == account.Id && g.Role == role && g.Plan == (plan == null ? null : plan.Value.Value)).ExecuteDeleteAsync(ct);
        await EndSessions(account.Id, ct);
        return outcome is WriteOutcome.Done ? outcome : new WriteOutcome.Noted(account.PublicId);
    }

    /// <summary>What an appointment of this account's is about.</summary>
    public static Target Of(Account account, PlanId? plan) => new Target.OfAppointment(OrganisationId.Parse(account.Organisation), plan);

    /// <summary>Whether somebody may hold a role beside those already held.</summary>
    /// <returns>Null: yes; else why not.</returns>
    public static Refused? Compatible(Role role, Partner partner, IEnumerable<Role> held)
    {
        if (role is Role.Visitor or Role.Plugin or Role.System) return Rules.RoleNotGrantable.Refuse("role", ("role", Words.Of(role)));
        if (role == Role.Reviewer && partner == Partner.Government) return Rules.GovernmentNeverReviews.Refuse("role");
        if (role == Role.Owner && partner != Partner.Government) return DoorRules.RoleNotOfOffices.Refuse("role");
        var all = held.Append(role).ToHashSet();
        return all.Contains(Role.Reviewer) && all.Overlaps([Role.Owner, Role.Coordinator, Role.Admin])
            ? Rules.RolesIncompatible.Refuse("role")
            : null;
    }

    /// <summary>A new token of the API for an account.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="name">What its holder calls it, at most 60 characters; null: nothing.</param>
    /// <param name="ct">Ends it before anything was kept.</param>
    /// <returns>The token: shown once, kept as its hash.</returns>
    public async Task<string> IssueToken(Account account, string? name, CancellationToken ct)
    {
        var token = Secret.New("trk_");
        accounts.Tokens.Add(new() { Hash = Secret.Hash(token), AccountId = account.Id, Created = clock.GetUtcNow(), Id = Secret.PublicId(), Name = name });
        await accounts.SaveChangesAsync(ct);
        directory.Forget();
        return token;
    }

    /// <summary>Gives an account a new password and ends its sessions.</summary>
    public async Task ResetPassword(Account account, string password, CancellationToken ct)
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        await users.UpdateSecurityStampAsync(account);
        await EndSessions(account.Id, ct);
    }

    /// <summary>Closes the account to its holder: sessions end, tokens answer nobody.</summary>
    public async Task Disable(Account account, CancellationToken ct)
    {
        account.Disabled = true;
        await users.UpdateAsync(account);
        await EndSessions(account.Id, ct);
    }

    /// <summary>Opens a disabled account again. Its holder signs in anew.</summary>
    public async Task Enable(Account account)
    {
        account.Disabled = false;
        await users.UpdateAsync(account);
        directory.Forget();
    }

    /// <summary>Its holder leaves: nobody gets in by this account again, and its tokens are gone. What it did stays.</summary>
    public async Task Close(Account account, CancellationToken ct)
    {
        account.Left ??= clock.GetUtcNow();
        (account.Email, account.NormalizedEmail, account.EmailConfirmed) = (null, null, false);
        await accounts.Tokens.Where(t => t.AccountId == account.Id).ExecuteDeleteAsync(ct);
        await Disable(account, ct);
    }

    /// <summary>Ends every session of an account; its holder may sign in again.</summary>
    public async Task EndSessions(string accountId, CancellationToken ct)
    {
        await accounts.Sessions.Where(s => s.AccountId == accountId).ExecuteDeleteAsync(ct);
        directory.Forget();
    }

    internal static Refused Refusal(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) => DoorRules.AccountNameTaken.Refuse("account"),
        nameof(IdentityErrorDescriber.InvalidUserName) => DoorRules.AccountNameMalformed.Refuse("account"),
        _ => DoorRules.PasswordTooShort.Refuse("password"),
    };
}
