using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Text;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Plugins;

/// <summary>Files that were put before the site, as kept in the views.</summary>
internal sealed record ListingBody(
    PluginVersion Version, PluginDigest Digest, ImmutableArray<Partner> MadeFor, Words Name, string? Licence, ImmutableArray<string> Fetches,
    string? Maintainer, bool Shipped, DateTimeOffset At, long Index, OrganisationId? By, bool Decided, bool Refused, Prose? Why, long? WhyIndex = null);

/// <summary>What speaks for an organisation, as kept in the views.</summary>
internal sealed record ApprovalBody(
    OrganisationId Organisation, Partner MemberOf, PluginVersion Version, PluginDigest Digest, DateTimeOffset At, long Index, bool Development,
    DateTimeOffset? QuarantinedAt, string? Failure, DateTimeOffset? RevokedAt, Prose? Why, long? WhyIndex = null);

/// <summary>A plugin as kept in the views: the fold of its stream.</summary>
internal sealed record PluginBody(
    PluginId Id, string Log, ImmutableArray<ListingBody> Listings, ImmutableArray<ApprovalBody> Approvals)
{
    /// <summary>What may speak now, by organisation.</summary>
    public IEnumerable<ApprovalBody> Speaking => Approvals.Where(approval => approval.RevokedAt is null);

    /// <summary>Folds one entry. Null before anything was listed.</summary>
    public static PluginBody? Evolve(PluginBody? body, ReadEntry entry) => (body, entry.Event) switch
    {
        (null, PluginListed listed) => new(listed.Plugin, entry.Header.Log, [Listing(listed, entry)], []),
        ({ } known, PluginListed listed) => known with { Listings = known.Listings.Add(Listing(listed, entry)) },
        ({ } known, PluginApproved approved) => known.Decided(approved.Digest, false, null, null) with
        {
            Approvals = known.Approvals.RemoveAll(one => one.Organisation == approved.Organisation).Add(new(
                approved.Organisation, approved.MemberOf, approved.Version, approved.Digest, entry.Header.At, entry.Header.Index,
                approved.Development ?? false, null, null, null, null)),
        },
        ({ } known, PluginRefused refused) => known.Decided(refused.Digest, true, entry.Prose("reason"), entry.Header.Index),
        ({ } known, PluginRevoked revoked) => known.Each(
            one => one.RevokedAt is null && (revoked.Organisation ?? one.Organisation) == one.Organisation,
            one => one with { RevokedAt = entry.Header.At, Why = entry.Prose("reason"), WhyIndex = entry.Header.Index }),
        ({ } known, PluginQuarantined quarantined) => known.Each(
            one => one.Organisation == quarantined.Organisation && one.Digest == quarantined.Digest,
            one => one with { QuarantinedAt = entry.Header.At, Failure = quarantined.Failure, Why = null, WhyIndex = null }), // nobody gave a reason for it
        ({ } known, PluginReinstated reinstated) => known.Each(
            one => one.Organisation == reinstated.Organisation && one.Digest == reinstated.Digest,
            one => one with { QuarantinedAt = null, Failure = null, Why = entry.Prose("reason"), WhyIndex = entry.Header.Index }),
        _ => body,
    };

    private static ListingBody Listing(PluginListed listed, ReadEntry entry) => new(
        listed.Version, listed.Digest, listed.MadeFor,
        entry.Words("name", (listed.Name ?? ImmutableSortedDictionary<string, PublicText>.Empty).Keys.Select(Language.Parse)) ?? Words.None,
        listed.Licence,
        [.. entry.Texts.Where(text => text.Name.StartsWith("fetches/", StringComparison.Ordinal)).OrderBy(text => text.Name, StringComparer.Ordinal).Select(text => text.Text)],
        entry.Text("maintainer")?.Text, listed.Shipped ?? false, entry.Header.At, entry.Header.Index, entry.Header.Actor.Organisation, false, false, null);

    private PluginBody Decided(PluginDigest digest, bool refused, Prose? why, long? index) => this with
    {
        Listings = [.. Listings.Select(one => one.Digest == digest ? one with { Decided = true, Refused = refused, Why = why, WhyIndex = index } : one)],
    };

    private PluginBody Each(Func<ApprovalBody, bool> which, Func<ApprovalBody, ApprovalBody> becomes) => this with
    {
        Approvals = [.. Approvals.Select(one => which(one) ? becomes(one) : one)],
    };
}
