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
}

/// <summary>A person signed in. The cookie names it; ending it here ends it everywhere.</summary>
public sealed class Session
{
    public required byte[] Hash { get; set; }

    public required string AccountId { get; set; }

    public required DateTimeOffset Expires { get; set; }
}

/// <summary>The one-time link by which a new site gets its first admin.</summary>
public sealed class SetUpLink
{
    public required byte[] Hash { get; set; }

    public required DateTimeOffset Expires { get; set; }
}
