using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plugins;

/// <summary>What may happen to a plugin. Pure and total: the events, or a named refusal.</summary>
public static class PluginRules
{
    /// <summary>How many failures in a row put a plugin into quarantine.</summary>
    public const int FailuresBeforeQuarantine = 5;

    private const int MostFetches = 64;

    /// <summary>Any partner puts a plugin before the site; a changed one only the organisation whose plugin it is.</summary>
    public static Outcome<PluginEvent> List(PluginState state, ListPlugin command, Actor actor)
    {
        var why = Allowed(actor, Role.Partner, Role.System)
            ?? (actor.Role == Role.Partner && actor.Organisation is null ? Rules.OrganisationNeeded.Refuse() : null)
            ?? (command.Plugin.Value is null || command.Version.Value is null || command.Digest.Value is null ? Rules.PluginUnknown.Refuse() : null)
            ?? (state.Listed && actor.Role == Role.Partner && state.Owner != actor.Organisation ? Rules.PluginOfAnother.Refuse() : null)
            ?? (state.Listings.ContainsKey(command.Digest) ? Rules.PluginListedAlready.Refuse("digest") : null)
            ?? (command.MadeFor.IsDefaultOrEmpty || command.MadeFor.Distinct().Count() != command.MadeFor.Length
                ? Rules.PluginForNobody.Refuse("madeFor")
                : null)
            ?? command.MadeFor.Select(partner => Words.Check<Partner>("madeFor", partner)).FirstOrDefault(wrong => wrong is not null)
            ?? Wording.All("name", command.Name, required: true)
            ?? Wording.Optional("licence", command.Licence, 128)
            ?? Wording.Optional("maintainer", command.Maintainer, 512)
            ?? Fetches(command.Fetches);
        return why is not null ? why : new PluginListed(
            command.Plugin,
            command.Version,
            command.Digest,
            command.MadeFor,
            command.Name,
            Wording.Clean(command.Licence),
            Numbered(command.Fetches),
            Wording.Personal(command.Maintainer),
            command.Shipped ? true : null);
    }

    /// <summary>An admin lets exactly these files speak for an organisation of a partner that they are made for.</summary>
    public static Outcome<PluginEvent> Approve(PluginState state, ApprovePlugin command, Actor actor)
    {
        if (!state.Listed) return Rules.PluginUnknown.Refuse();
        var listing = command.Digest.Value is null ? null : state.Listings.GetValueOrDefault(command.Digest);
        var why = (actor.Role == Role.System && command.Development ? null : Allowed(actor, Role.Admin))
            ?? (command.Organisation.Value is null ? Rules.OrganisationUnknown.Refuse("organisation") : null)
            ?? (listing is null ? Rules.PluginDigestUnknown.Refuse("digest") : null)
            ?? (listing!.Refused ? Rules.PluginRefusedAlready.Refuse("digest") : null) // the line before refused null
            ?? (listing.MadeFor.Contains(command.MemberOf)
                ? null
                : Rules.PluginNotMadeFor.Refuse("organisation", ("partner", Words.Of(command.MemberOf))))
            ?? (state.Approvals.TryGetValue(command.Organisation, out var now) && now.Digest == command.Digest
                ? Rules.PluginApprovedAlready.Refuse("organisation")
                : null);
        return why is not null ? why : new PluginApproved(
            command.Organisation, command.MemberOf, listing!.Version, command.Digest, command.Development ? true : null);
    }

    /// <summary>An admin says, with a reason, that files will not run here.</summary>
    public static Outcome<PluginEvent> Refuse(PluginState state, RefusePlugin command, Actor actor)
    {
        if (!state.Listed) return Rules.PluginUnknown.Refuse();
        var waiting = state.Listings.Where(one => !one.Value.Decided).Select(one => one.Key).Take(2).ToImmutableArray();
        var digest = command.Digest ?? (waiting is [var only] ? only : state.Listings.Count == 1 ? state.Listings.First().Key : default);
        var listing = digest.Value is null ? null : state.Listings.GetValueOrDefault(digest);
        var why = Allowed(actor, Role.Admin)
            ?? (listing is null ? Rules.PluginDigestUnknown.Refuse("digest") : null)
            ?? (listing!.Refused ? Rules.PluginRefusedAlready.Refuse("digest") : null) // the line before refused null
            ?? (state.Approvals.Values.Any(approval => approval.Digest == digest) ? Rules.PluginInUse.Refuse("digest") : null)
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new PluginRefused(listing!.Version, digest, Wording.Public(command.Reason));
    }

    /// <summary>An admin stops it, with a reason; no standing changes by it.</summary>
    public static Outcome<PluginEvent> Revoke(PluginState state, RevokePlugin command, Actor actor)
    {
        if (!state.Listed) return Rules.PluginUnknown.Refuse();
        var why = Allowed(actor, Role.Admin)
            ?? ((command.Organisation is { } one ? state.Approvals.ContainsKey(one) : !state.Approvals.IsEmpty)
                ? null
                : Rules.PluginNotApproved.Refuse("organisation"))
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new PluginRevoked(command.Organisation, Wording.Public(command.Reason));
    }

    /// <summary>The site itself stops what failed too often in a row.</summary>
    public static Outcome<PluginEvent> Quarantine(PluginState state, QuarantinePlugin command, Actor actor)
    {
        if (!state.Listed) return Rules.PluginUnknown.Refuse();
        var approval = state.Approvals.GetValueOrDefault(command.Organisation);
        var why = Allowed(actor, Role.System)
            ?? (approval is null || approval.Digest != command.Digest ? Rules.PluginNotApproved.Refuse("organisation") : null)
            ?? (approval!.Quarantined ? Rules.PluginQuarantinedAlready.Refuse("organisation") : null) // the line before refused null
            ?? (command.Failures < FailuresBeforeQuarantine
                ? Rules.PluginFailedTooSeldom.Refuse("failures", ("failures", FailuresBeforeQuarantine.ToString(CultureInfo.InvariantCulture)))
                : null);
        return why is not null ? why : new PluginQuarantined(command.Organisation, command.Digest, command.Failures, command.Failure);
    }

    /// <summary>An admin lets it run again, with a reason.</summary>
    public static Outcome<PluginEvent> Reinstate(PluginState state, ReinstatePlugin command, Actor actor)
    {
        if (!state.Listed) return Rules.PluginUnknown.Refuse();
        var approval = command.Organisation.Value is null ? null : state.Approvals.GetValueOrDefault(command.Organisation);
        var why = Allowed(actor, Role.Admin)
            ?? (approval is null ? Rules.PluginNotApproved.Refuse("organisation") : null)
            ?? (approval!.Quarantined ? null : Rules.PluginNotQuarantined.Refuse("organisation")) // the line before refused null
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new PluginReinstated(command.Organisation, approval!.Digest, Wording.Public(command.Reason));
    }

    private static Refused? Fetches(ImmutableArray<string> addresses) => addresses.IsDefaultOrEmpty ? null
        : addresses.Length > MostFetches ? Rules.TextTooLong.Refuse("fetches", ("bytes", MostFetches.ToString(CultureInfo.InvariantCulture)))
        : addresses.Select(address => Wording.Required("fetches", address, 2048)).FirstOrDefault(wrong => wrong is not null);

    private static ImmutableSortedDictionary<string, PublicText>? Numbered(ImmutableArray<string> texts) => texts.IsDefaultOrEmpty
        ? null
        : texts.Index().ToImmutableSortedDictionary(
            one => (one.Index + 1).ToString("00", CultureInfo.InvariantCulture), one => Wording.Public(one.Item), StringComparer.Ordinal);

    private static Refused? Allowed(Actor actor, params ReadOnlySpan<Role> roles) =>
        roles.Contains(actor.Role) ? null : Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
}
