using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plugins;

/// <summary>Put a plugin, or a changed one, before the site. Parameters as in <see cref="PluginListed"/>.</summary>
public sealed record ListPlugin(
    PluginId Plugin,
    PluginVersion Version,
    PluginDigest Digest,
    ImmutableArray<Partner> MadeFor,
    ImmutableSortedDictionary<string, PublicText> Name,
    string? Licence,
    ImmutableArray<string> Fetches,
    string? Maintainer,
    bool Shipped = false);

/// <summary>Let exactly these files speak for an organisation.</summary>
/// <param name="Digest">The files.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="MemberOf">Its partner, as the register says.</param>
/// <param name="Development">True only on a development host's own grant.</param>
public sealed record ApprovePlugin(PluginDigest Digest, OrganisationId Organisation, Partner MemberOf, bool Development = false);

/// <summary>Say that files will not run here.</summary>
/// <param name="Reason">Why; public.</param>
/// <param name="Digest">The files; null: the only ones that wait, or that there are.</param>
public sealed record RefusePlugin(string Reason, PluginDigest? Digest = null);

/// <summary>Stop a plugin.</summary>
/// <param name="Reason">Why; public.</param>
/// <param name="Organisation">The organisation it is to speak for no longer; null: all of them.</param>
public sealed record RevokePlugin(string Reason, OrganisationId? Organisation = null);

/// <summary>Stop a plugin that fails again and again.</summary>
/// <param name="Organisation">The organisation it speaks for.</param>
/// <param name="Digest">The files that failed: newer ones are not held to it.</param>
/// <param name="Failures">How often in a row.</param>
/// <param name="Failure">The last failure's name, kebab-case.</param>
public sealed record QuarantinePlugin(OrganisationId Organisation, PluginDigest Digest, int Failures, string Failure);

/// <summary>Let a plugin run again that was quarantined.</summary>
public sealed record ReinstatePlugin(OrganisationId Organisation, string Reason);
