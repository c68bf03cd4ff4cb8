using Microsoft.AspNetCore.Identity;
using Tracker.Domain.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>An account: always one organisation's. Its name stays here; the ledger knows only the random public id.</summary>
public sealed class Account : IdentityUser
{
    /// <summary><c>by</c> on the ledger.</summary>
    public required string PublicId { get; set; }

    public required string Organisation { get; set; }

    public required Partner Partner { get; set; }

    public bool Disabled { get; set; }

    /// <summary>When its holder left for good; null: they have not. It is never opened again: what it did stays its organisation's.</summary>
    public DateTimeOffset? Left { get; set; }

    public List<Grant> Grants { get; } = [];
}

/// <summary>A role an account holds, for one plan or for its whole organisation or site.</summary>
public sealed class Grant
{
    public long Id { get; set; }

    public required string AccountId { get; set; }

    public required Role Role { get; set; }

    /// <summary>Null: every plan that the organisation is part of.</summary>
    public string? Plan { get; set; }
}

/// <summary>A token of the API, kept as its hash only.</summary>
public sealed class ApiToken
{
    public required byte[] Hash { get; set; }

    public required string AccountId { get; set; }

    public required DateTimeOffset Created { get; set; }

    /// <summary>Names it to its holder; it opens nothing. Null: made before tokens had names.</summary>
    public string? Id { get; set; }

    /// <summary>What its holder calls it: what it is for.</summary>
    public string? Name { get; set; }
}

/// <summary>A person signed in. The cookie names it; ending it here ends it everywhere.</summary>
public sealed class Session
{
    public required byte[] Hash { get; set; }

    public required string AccountId { get; set; }

    public required DateTimeOffset Expires { get; set; }

    /// <summary>Names it to its holder; it opens nothing. Null: begun before sessions had names.</summary>
    public string? Id { get; set; }

    /// <summary>When it began; null: before this was kept.</summary>
    public DateTimeOffset? Begun { get; set; }

    /// <summary>Which sort of browser on which sort of machine, for its holder to recognise.</summary>
    public string? Browser { get; set; }
}

/// <summary>What a link in a letter is for.</summary>
public enum LinkPurpose
{
    NewPassword,
    ConfirmAddress,
}

/// <summary>A link in a letter that works once.</summary>
public sealed class OneTimeLink
{
    public required byte[] Hash { get; set; }

    public required string AccountId { get; set; }

    public required LinkPurpose Purpose { get; set; }

    /// <summary>The address that the account has once the link is followed; null for other purposes.</summary>
    public string? Address { get; set; }

    public required DateTimeOffset Expires { get; set; }
}

/// <summary>That a letter went to an address, kept for a day under a digest of it.</summary>
public sealed class MailCount
{
    public long Id { get; set; }

    public required byte[] Recipient { get; set; }

    public required DateTimeOffset At { get; set; }
}

/// <summary>The one-time link by which a new site gets its first admin.</summary>
public sealed class SetUpLink
{
    public required byte[] Hash { get; set; }

    public required DateTimeOffset Expires { get; set; }
}

/// <summary>An account that somebody may open: through a link that works once, until it expires.</summary>
public sealed class Invitation
{
    /// <summary>Random; names it on pages. It is not the link.</summary>
    public required string Id { get; set; }

    /// <summary>Of the link.</summary>
    public required byte[] Hash { get; set; }

    public required string Organisation { get; set; }

    public required DateTimeOffset Created { get; set; }

    public required DateTimeOffset Expires { get; set; }

    /// <summary>Public id of whoever invites: the appointments will be theirs.</summary>
    public required string InvitedBy { get; set; }

    /// <summary>The role in which they do.</summary>
    public required Role InvitedAs { get; set; }

    /// <summary>The idempotency key under which it was asked for.</summary>
    public required string Key { get; set; }

    /// <summary>Id of the account whose holder leaves; null: nobody does.</summary>
    public string? Succeeds { get; set; }

    /// <summary>The address that the link was sent to; null: it was handed over otherwise.</summary>
    public string? Address { get; set; }

    /// <summary>When it was accepted; null: it is open.</summary>
    public DateTimeOffset? Accepted { get; set; }

    /// <summary>Id of the account that was opened by it, even where its appointments could not be finished.</summary>
    public string? Opened { get; set; }

    public List<InvitedRole> Roles { get; } = [];
}

/// <summary>A role that somebody is invited to.</summary>
public sealed class InvitedRole
{
    public long Id { get; set; }

    public required string InvitationId { get; set; }

    public required Role Role { get; set; }

    /// <summary>Null: it is not limited to a plan.</summary>
    public string? Plan { get; set; }
}
