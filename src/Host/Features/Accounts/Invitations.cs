using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Mail;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Links by which accounts are opened: each works once, for a week, and is kept as its digest only. Whoever opens the account
/// chooses its name and password; the appointments that follow are those of whoever invited, and are made only while they may
/// still make them.
/// </summary>
public sealed class Invitations(
    AccountsDb accounts, AccountDirectory directory, Appointments appointments, UserManager<Account> users, OrganisationViews organisations,
    FreshLinks fresh, Letters letters, Outbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan s_valid = TimeSpan.FromDays(7);

    /// <summary>Makes an invitation; the same again for the same key. Its link is shown once, to whoever invites.</summary>
    /// <returns>Its id, or why not.</returns>
    public async Task<(string? Id, Refused? Why)> Make(Write<InviteAccount> write, CancellationToken ct)
    {
        var (command, by) = (write.Command, write.Actor);
        var known = await accounts.Invitations.Where(i => i.InvitedBy == by.By && i.Key == write.Key).Select(i => i.Id).FirstOrDefaultAsync(ct);
        if (known is not null) return (known, null);
        if (Refusal(command, by, write.Target.Plan) is { } refused) return (null, refused);
        var leaving = command.Succeeds is { } left ? await accounts.Users.FirstOrDefaultAsync(a => a.PublicId == left, ct) : null;
        if (command.Succeeds is not null && leaving?.Organisation != command.Organisation.Value) return (null, DoorRules.AccountUnknown.Refuse());
        var link = Secret.New();
        var now = clock.GetUtcNow();
        var invitation = new Invitation
        {
            Id = Secret.PublicId(),
            Hash = Secret.Hash(link),
            Organisation = command.Organisation.Value,
            Created = now,
            Expires = now + s_valid,
            InvitedBy = by.By,
            InvitedAs = by.Role,
            Key = write.Key,
            Succeeds = leaving?.Id,
            Address = command.Address,
        };
        foreach (var role in command.Roles) invitation.Roles.Add(new() { InvitationId = invitation.Id, Role = role.Role, Plan = role.Plan?.Value });
        accounts.Invitations.Add(invitation);
        await accounts.SaveChangesAsync(ct);
        if (command.Address is not { } address) fresh.Keep(by.By, invitation.Id, link);
        else outbox.Post(letters.Invitation(address, command.Language, organisations.Name(command.Organisation).Text(command.Language), link));
        return (invitation.Id, null);
    }

    public Task<int> Withdraw(string id, CancellationToken ct) =>
        accounts.Invitations.Where(i => i.Id == id && i.Accepted == null).ExecuteDeleteAsync(ct);

    /// <summary>The open invitation of a link; null where there is none.</summary>
    public Task<Invitation?> Find(string link, CancellationToken ct)
    {
        var hash = Secret.Hash(link);
        var now = clock.GetUtcNow();
        return accounts.Invitations.AsNoTracking().Include(i => i.Roles)
            .FirstOrDefaultAsync(i => i.Hash == hash && i.Accepted == null && i.Expires > now, ct);
    }

    /// <summary>Opens the account. The link is spent when its appointments are made.</summary>
    /// <returns>Null when done, or why not.</returns>
    public async Task<Refused?> Accept(string link, string name, string password, CancellationToken ct)
    {
        if (await Find(link, ct) is not { } invitation) return DoorRules.InvitationSpent.Refuse();
        var now = clock.GetUtcNow();
        // Writing is what claims the link: of two at once, one finds nothing to write to.
        if (await accounts.Invitations.Where(i => i.Id == invitation.Id && i.Accepted == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Accepted, now), ct) != 1) return DoorRules.InvitationSpent.Refuse();
        Refused? refused = DoorRules.OutcomeUnknown.Refuse();
        try
        {
            refused = await Open(invitation, name, password, ct);
        }
        finally
        {
            if (refused is not null)
                await accounts.Invitations.Where(i => i.Id == invitation.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Accepted, (DateTimeOffset?)null), CancellationToken.None);
        }

        return refused;
    }

    private async Task<Refused?> Open(Invitation invitation, string name, string password, CancellationToken ct)
    {
        // Whoever invited may have lost the role meanwhile: then their word appoints nobody.
        if (await directory.ByPublicId(invitation.InvitedBy, ct) is not { } inviter || !inviter.Is(invitation.InvitedAs)) return DoorRules.InvitationSpent.Refuse();
        var organisation = OrganisationId.Parse(invitation.Organisation);
        if (organisations.Name(organisation).Partner is not { } partner) return Rules.OrganisationUnknown.Refuse();
        var (account, refused) = await Again(invitation, name, password, ct) is { } begun ? begun : await appointments.Open(name, password, organisation, partner);
        if (account is null) return refused;
        await accounts.Invitations.Where(i => i.Id == invitation.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Opened, account.Id), ct);
        if (invitation.Address is { } address)
        {
            (account.Email, account.EmailConfirmed) = (address, true); // the link came by it
            await users.UpdateAsync(account);
        }

        foreach (var role in invitation.Roles.OrderBy(role => role.Id))
        {
            var outcome = await appointments.Give(
                account, role.Role, role.Plan is null ? null : PlanId.Parse(role.Plan), inviter.As(invitation.InvitedAs),
                $"invitation:{invitation.Id}:{role.Id}", development: false, ct);
            if (outcome is WriteOutcome.Declined declined) return declined.Why;
            if (outcome is not (WriteOutcome.Done or WriteOutcome.Noted)) return DoorRules.OutcomeUnknown.Refuse();
        }

        return null;
    }

    /// <summary>The account that was opened before, where its appointments could not be finished: under the name chosen now.</summary>
    private async Task<(Account?, Refused?)?> Again(Invitation invitation, string name, string password, CancellationToken ct)
    {
        if (invitation.Opened is not { } id || await users.FindByIdAsync(id) is not { } account) return null;
        if (account.UserName != name)
        {
            account.UserName = name;
            var renamed = await users.UpdateAsync(account);
            if (!renamed.Succeeded) return (null, Appointments.Refusal(renamed.Errors.First()));
        }

        if (password.Length < users.Options.Password.RequiredLength) return (null, DoorRules.PasswordTooShort.Refuse("password"));
        await appointments.ResetPassword(account, password, ct);
        return (account, null);
    }

    private Refused? Refusal(InviteAccount command, Actor by, PlanId? within)
    {
        if (organisations.Name(command.Organisation).Partner is not { } partner) return Rules.OrganisationUnknown.Refuse("organisation");
        if (command.Address is not null && !outbox.Delivers) return DoorRules.MailNotSet.Refuse("address");
        if (command.Address is not null && !Letter.TryAddress(command.Address, out _)) return DoorRules.AddressMalformed.Refuse("address");
        if (command.Roles.IsDefaultOrEmpty) return DoorRules.InvitationForNothing.Refuse("role");
        List<Role> beside = [];
        foreach (var (role, plan) in command.Roles.Select(one => (one.Role, one.Plan)))
        {
            if (Appointments.Compatible(role, partner, beside) is { } refused) return refused;
            if (role is Role.Reviewer or Role.Coordinator && plan is null) return Rules.RoleNeedsPlan.Refuse("plan", ("role", Words.Of(role)));
            // What the appointment's own rule will say in a week is said today.
            if (by.Role == Role.Coordinator && (role is not (Role.Owner or Role.Reviewer) || plan is null || plan != within)) return Rules.RoleNotCoordinators.Refuse("role");
            beside.Add(role);
        }

        return null;
    }
}

/// <summary>Links that were just made, for the eyes of whoever made them: in memory only, for half an hour.</summary>
public sealed class FreshLinks(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_shown = TimeSpan.FromMinutes(30);
    private readonly MemoryCache _links = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public void Keep(string by, string id, string link) =>
        _links.Set((by, id), (link, clock.GetUtcNow() + s_shown), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_shown });

    /// <summary>The link, while it may be shown; null afterwards.</summary>
    public string? Find(string by, string id) =>
        _links.TryGetValue((by, id), out (string Link, DateTimeOffset Until) kept) && kept.Until > clock.GetUtcNow() ? kept.Link : null;

    public void Dispose() => _links.Dispose();
}
