using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;

namespace Tracker.Domain.Plugins;

/// <summary>Files that were put before the site.</summary>
/// <param name="Version">The version its manifest says.</param>
/// <param name="MadeFor">The partners it is made for.</param>
/// <param name="Decided">Whether somebody approved or refused them.</param>
/// <param name="Refused">Whether they were refused.</param>
public sealed record PluginListing(PluginVersion Version, ImmutableArray<Partner> MadeFor, bool Decided = false, bool Refused = false);

/// <summary>What may speak for an organisation.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="MemberOf">Its partner.</param>
/// <param name="Version">The version.</param>
/// <param name="Digest">The files.</param>
/// <param name="Quarantined">Whether it failed too often to be started.</param>
public sealed record PluginApproval(
    OrganisationId Organisation, Partner MemberOf, PluginVersion Version, PluginDigest Digest, bool Quarantined = false);

/// <summary>What the rules must know of a plugin. Folded from its stream; <see cref="Evolve"/> never refuses.</summary>
public sealed record PluginState
{
    /// <summary>Before anything happened.</summary>
    public static PluginState None { get; } = new();

    /// <summary>The organisation that put the first files before the site; null for what came with the product.</summary>
    public OrganisationId? Owner { get; private init; }

    /// <summary>Whether anything was ever listed.</summary>
    public bool Listed => !Listings.IsEmpty;

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    /// <summary>Everything that was listed, by its files.</summary>
    public ImmutableDictionary<PluginDigest, PluginListing> Listings { get; private init; } = ImmutableDictionary<PluginDigest, PluginListing>.Empty;

    /// <summary>What may speak, by the organisation it speaks for.</summary>
    public ImmutableDictionary<OrganisationId, PluginApproval> Approvals { get; private init; } = ImmutableDictionary<OrganisationId, PluginApproval>.Empty;

    /// <summary>The next state.</summary>
    public PluginState Evolve(Recorded<PluginEvent> recorded)
    {
        var next = this with { Version = recorded.Header.Version };
        return recorded.Event switch
        {
            PluginListed listed => next with
            {
                Owner = next.Listed ? next.Owner : recorded.Header.Actor.Organisation,
                Listings = next.Listings.SetItem(listed.Digest, new(listed.Version, listed.MadeFor)),
            },
            PluginApproved approved => next.Decided(approved.Digest, refused: false) with
            {
                Approvals = next.Approvals.SetItem(
                    approved.Organisation, new(approved.Organisation, approved.MemberOf, approved.Version, approved.Digest)),
            },
            PluginRefused refused => next.Decided(refused.Digest, refused: true),
            PluginRevoked { Organisation: { } one } => next with { Approvals = next.Approvals.Remove(one) },
            PluginRevoked => next with { Approvals = next.Approvals.Clear() },
            PluginQuarantined quarantined => next.Quarantine(quarantined.Organisation, quarantined.Digest, true),
            PluginReinstated reinstated => next.Quarantine(reinstated.Organisation, reinstated.Digest, false),
            _ => next,
        };
    }

    private PluginState Decided(PluginDigest digest, bool refused) => Listings.TryGetValue(digest, out var listing)
        ? this with { Listings = Listings.SetItem(digest, listing with { Decided = true, Refused = refused }) }
        : this;

    private PluginState Quarantine(OrganisationId organisation, PluginDigest digest, bool quarantined) =>
        Approvals.TryGetValue(organisation, out var approval) && approval.Digest == digest
            ? this with { Approvals = Approvals.SetItem(organisation, approval with { Quarantined = quarantined }) }
            : this;
}
