using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Accounts;

// What is done to accounts. None of it stands on the ledger, which holds no names: only appointments do.

/// <summary>Invite somebody to open an account in an organisation.</summary>
/// <param name="Organisation">The organisation it will belong to.</param>
/// <param name="Roles">The roles it will hold, with their plans; at least one.</param>
/// <param name="Succeeds">Public id of the account whose holder leaves; null: nobody does.</param>
/// <param name="Address">Where the link is sent; null: whoever invites hands it over.</param>
/// <param name="Language">The language of the letter.</param>
public sealed record InviteAccount(
    OrganisationId Organisation, ImmutableArray<Held> Roles, string? Succeeds = null, string? Address = null, string Language = "en");

/// <summary>Take an invitation back: its link no longer works.</summary>
/// <param name="Invitation">Its id.</param>
public sealed record WithdrawInvitation(string Invitation);

/// <summary>Close an account for good, because its holder leaves. It holds no role any more.</summary>
/// <param name="Account">Its public id.</param>
public sealed record CloseAccount(string Account);

/// <summary>Keep the holder of an account out, until it is opened again.</summary>
/// <param name="Account">Its public id.</param>
public sealed record DisableAccount(string Account);

/// <summary>Open a disabled account again.</summary>
/// <param name="Account">Its public id.</param>
public sealed record EnableAccount(string Account);

/// <summary>End every session of an account.</summary>
/// <param name="Account">Its public id.</param>
public sealed record EndSessions(string Account);
