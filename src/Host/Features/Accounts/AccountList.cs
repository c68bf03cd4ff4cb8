using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

/// <summary>Whether the holder of an account gets in.</summary>
public enum AccountState
{
    /// <summary>With name and password.</summary>
    Active,

    /// <summary>Not until an admin opens it again.</summary>
    Disabled,

    /// <summary>Never again: they have left.</summary>
    Left,
}

/// <summary>A role that an account holds.</summary>
/// <param name="Grant">Names it in addresses.</param>
/// <param name="Role">The role.</param>
/// <param name="Plan">The plan it is limited to; null: it is not limited.</param>
public sealed record HeldRole(long Grant, Role Role, PlanId? Plan);

/// <summary>An account as those see it who look after accounts.</summary>
/// <param name="By">Its public id.</param>
/// <param name="Name">Its name: shown to nobody else.</param>
/// <param name="Organisation">Its organisation.</param>
/// <param name="State">Whether its holder gets in.</param>
/// <param name="Roles">What it holds.</param>
public sealed record AccountRow(string By, string Name, OrganisationId Organisation, AccountState State, ImmutableArray<HeldRole> Roles);

/// <summary>An invitation that nobody has accepted yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Where to.</param>
/// <param name="Roles">What for.</param>
/// <param name="Created">Since when.</param>
/// <param name="Expires">Until when.</param>
/// <param name="Expired">Whether that has passed.</param>
/// <param name="Address">Where the link was sent; null: it was handed over otherwise.</param>
public sealed record InvitationRow(
    string Id, OrganisationId Organisation, ImmutableArray<HeldRole> Roles, DateTimeOffset Created, DateTimeOffset Expires, bool Expired, string? Address)
{
    /// <summary>The first plan that it is for, whose clocks its reader goes by; null: the whole site.</summary>
    public PlanId? Plan => Roles.Select(held => held.Plan).FirstOrDefault(plan => plan is not null);
}

/// <summary>The accounts that somebody looks after: an admin all of them, a coordinator the owners and reviewers of their plans.</summary>
public sealed class AccountList(AccountsDb accounts, TimeProvider clock)
{
    /// <summary>The plans that somebody coordinates.</summary>
    public static ImmutableArray<PlanId> Plans(Caller caller) =>
        [.. caller.Holds.Where(held => held is { Role: Role.Coordinator, Plan: not null }).Select(held => held.Plan!.Value).Distinct()]; // asked just now

    /// <summary>Whether an appointment is one that they make and end.</summary>
    public static bool LooksAfter(Caller caller, Role role, PlanId? plan) =>
        caller.Is(Role.Admin) || (role is Role.Owner or Role.Reviewer && plan is { } of && Plans(caller).Contains(of));

    public async Task<ImmutableArray<AccountRow>> Accounts(Caller caller, CancellationToken ct)
    {
        var all = await accounts.Users.AsNoTracking().Include(account => account.Grants)
            .OrderBy(account => account.Organisation).ThenBy(account => account.NormalizedUserName).ToListAsync(ct);
        return [.. all.Select(Row).Where(row => IsSeen(caller, row.Roles))];
    }

    public async Task<ImmutableArray<InvitationRow>> Invitations(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = await accounts.Invitations.AsNoTracking().Include(invitation => invitation.Roles)
            .Where(invitation => invitation.Accepted == null).OrderByDescending(invitation => invitation.Created).ToListAsync(ct);
        return [.. all.Select(invitation => Row(invitation, now)).Where(row => IsSeen(caller, row.Roles))];
    }

    /// <summary>One that they look after, with what it may still be asked; null where there is none.</summary>
    public async Task<(Account Account, AccountRow Row)?> Find(Caller caller, string? by, CancellationToken ct)
    {
        var account = by is null ? null : await accounts.Users.Include(one => one.Grants).FirstOrDefaultAsync(one => one.PublicId == by, ct);
        return account is not null && Row(account) is var row && IsSeen(caller, row.Roles) ? (account, row) : null;
    }

    public async Task<InvitationRow?> Invitation(Caller caller, string? id, CancellationToken ct) =>
        (await Invitations(caller, ct)).FirstOrDefault(row => row.Id == id);

    private static bool IsSeen(Caller caller, ImmutableArray<HeldRole> roles) =>
        caller.Is(Role.Admin) || roles.Any(role => LooksAfter(caller, role.Role, role.Plan));

    private static AccountRow Row(Account account) => new(
        account.PublicId, account.UserName ?? "", OrganisationId.Parse(account.Organisation),
        account.Left is not null ? AccountState.Left : account.Disabled ? AccountState.Disabled : AccountState.Active,
        [.. account.Grants.OrderBy(grant => grant.Id).Select(grant => new HeldRole(grant.Id, grant.Role, Plan(grant.Plan)))]);

    private static InvitationRow Row(Invitation invitation, DateTimeOffset now) => new(
        invitation.Id, OrganisationId.Parse(invitation.Organisation),
        [.. invitation.Roles.OrderBy(role => role.Id).Select(role => new HeldRole(role.Id, role.Role, Plan(role.Plan)))],
        invitation.Created, invitation.Expires, invitation.Expires <= now, invitation.Address);

    private static PlanId? Plan(string? plan) => plan is null ? null : PlanId.Parse(plan);
}
