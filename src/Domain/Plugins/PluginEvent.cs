using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plugins;

/// <summary>What happens to a plugin: log <c>site</c>, stream <c>plugin/&lt;id&gt;</c>.</summary>
public abstract record PluginEvent : TrackerEvent;

/// <summary>A plugin, or a changed one, was put before the site. It runs for nobody yet; anybody can see since when it waits.</summary>
/// <param name="Plugin">Its id.</param>
/// <param name="Version">The version its manifest says.</param>
/// <param name="Digest">Its files.</param>
/// <param name="MadeFor">The partners it is made for, as its manifest says.</param>
/// <param name="Name">Its name by language.</param>
/// <param name="Licence">Its licence, as an SPDX expression.</param>
/// <param name="Fetches">The addresses it may ask for, as its manifest says, in its order; the keys are 01, 02…</param>
/// <param name="Maintainer">Who looks after it: may be a person's name.</param>
/// <param name="Shipped">True where it came with the product.</param>
public sealed record PluginListed(
    PluginId Plugin,
    PluginVersion Version,
    PluginDigest Digest,
    ImmutableArray<Partner> MadeFor,
    ImmutableSortedDictionary<string, PublicText> Name,
    string? Licence = null,
    ImmutableSortedDictionary<string, PublicText>? Fetches = null,
    PersonalText? Maintainer = null,
    bool? Shipped = null) : PluginEvent;

/// <summary>An admin let exactly these files speak for exactly this organisation. It takes the place of what spoke for it before.</summary>
/// <param name="Organisation">The organisation it may speak for.</param>
/// <param name="MemberOf">That organisation's partner.</param>
/// <param name="Version">The version.</param>
/// <param name="Digest">The files.</param>
/// <param name="Development">True where a development host granted it to have something to show.</param>
public sealed record PluginApproved(
    OrganisationId Organisation,
    Partner MemberOf,
    PluginVersion Version,
    PluginDigest Digest,
    bool? Development = null) : PluginEvent;

/// <summary>An admin said that these files will not run here.</summary>
/// <param name="Version">The version.</param>
/// <param name="Digest">The files.</param>
/// <param name="Reason">Why.</param>
public sealed record PluginRefused(PluginVersion Version, PluginDigest Digest, PublicText Reason) : PluginEvent;

/// <summary>An admin stopped it. What it contributed stays what it was: marking that is a reviewer's decision.</summary>
/// <param name="Organisation">The organisation it no longer speaks for; null: for all of them.</param>
/// <param name="Reason">Why.</param>
public sealed record PluginRevoked(OrganisationId? Organisation, PublicText Reason) : PluginEvent;

/// <summary>It failed too often in a row and is not started again before an admin says so.</summary>
/// <param name="Organisation">The organisation it spoke for.</param>
/// <param name="Digest">The files.</param>
/// <param name="Failures">How often in a row.</param>
/// <param name="Failure">The last failure, by its name.</param>
public sealed record PluginQuarantined(OrganisationId Organisation, PluginDigest Digest, int Failures, string Failure) : PluginEvent;

/// <summary>An admin let it run again.</summary>
/// <param name="Organisation">The organisation it speaks for.</param>
/// <param name="Digest">The files.</param>
/// <param name="Reason">Why it should be well now.</param>
public sealed record PluginReinstated(OrganisationId Organisation, PluginDigest Digest, PublicText Reason) : PluginEvent;
