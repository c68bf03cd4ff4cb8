using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Projections.Plugins;

/// <summary>What a plugin contributed, counted over its pieces of evidence.</summary>
/// <param name="Contributed">Pieces sent.</param>
/// <param name="Waiting">Of these, waiting for a check.</param>
/// <param name="Accepted">Of these, accepted.</param>
/// <param name="Returned">Of these, sent back.</param>
/// <param name="Withdrawn">Of these, taken back.</param>
public sealed record PluginTally(int Contributed, int Waiting, int Accepted, int Returned, int Withdrawn)
{
    /// <summary>Nothing yet.</summary>
    public static PluginTally None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Several together.</summary>
    public static PluginTally Of(IEnumerable<PluginTally> tallies) => tallies.Aggregate(None, (all, one) => new(
        all.Contributed + one.Contributed, all.Waiting + one.Waiting, all.Accepted + one.Accepted, all.Returned + one.Returned, all.Withdrawn + one.Withdrawn));

    /// <summary>The share of what was judged that was accepted, in whole percent: 100 where all was, 0 where none was; null while nothing was judged.</summary>
    public int? AcceptanceRate => Accepted + Returned == 0 ? null
        : Math.Clamp((int)Math.Round(Accepted * 100m / (Accepted + Returned), MidpointRounding.AwayFromZero), Accepted > 0 ? 1 : 0, Returned > 0 ? 99 : 100);
}

/// <summary>Files that were put before the site.</summary>
/// <param name="Version">The version its manifest says.</param>
/// <param name="Digest">The files.</param>
/// <param name="MadeFor">The partners it is made for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Fetches">Addresses it may ask for.</param>
/// <param name="Maintainer">Who looks after it; null where held or erased, or not said.</param>
/// <param name="Shipped">Came with the product.</param>
/// <param name="At">When it was listed.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="By">Who put it there; null: the site itself.</param>
/// <param name="Waits">Whether nobody has decided yet.</param>
/// <param name="Refused">Whether it was refused.</param>
/// <param name="Why">Why it was refused.</param>
/// <param name="WhyIndex">Where its refusal stands on the ledger; null: it was not refused.</param>
public sealed record PluginListingView(
    PluginVersion Version, PluginDigest Digest, ImmutableArray<Partner> MadeFor, Words Name, string? Licence, ImmutableArray<string> Fetches,
    string? Maintainer, bool Shipped, DateTimeOffset At, string Log, long Index, OrganisationName? By, bool Waits, bool Refused, Prose? Why, long? WhyIndex);

/// <summary>A plugin as it speaks, or spoke, for an organisation.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Partner">Its partner.</param>
/// <param name="Version">The version approved.</param>
/// <param name="Digest">The files approved.</param>
/// <param name="At">When it was approved.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="Development">Granted by a development host only.</param>
/// <param name="QuarantinedAt">Since when it is in quarantine; null: it is not.</param>
/// <param name="Failure">The failure that brought it there.</param>
/// <param name="RevokedAt">When it was stopped; null: it speaks.</param>
/// <param name="Why">The last reason an admin gave.</param>
/// <param name="WhyIndex">Where it was given on the ledger: it was stopped there, or let run again; null: neither.</param>
/// <param name="Tally">What it contributed for it.</param>
public sealed record PluginApprovalView(
    OrganisationName Organisation, Partner Partner, PluginVersion Version, PluginDigest Digest, DateTimeOffset At, string Log, long Index,
    bool Development, DateTimeOffset? QuarantinedAt, string? Failure, DateTimeOffset? RevokedAt, Prose? Why, long? WhyIndex, PluginTally Tally);

/// <summary>A plugin, whole, as the ledger has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Listings">Everything listed, the oldest first.</param>
/// <param name="Approvals">For whom it speaks or spoke.</param>
/// <param name="Tally">What it contributed for all of them.</param>
public sealed record PluginView(
    PluginId Id, ImmutableArray<PluginListingView> Listings, ImmutableArray<PluginApprovalView> Approvals, PluginTally Tally)
{
    /// <summary>What speaks now.</summary>
    public IEnumerable<PluginApprovalView> Speaking => Approvals.Where(approval => approval.RevokedAt is null);

    /// <summary>The files that what is shown is about: those that speak, else the newest.</summary>
    public PluginListingView Current =>
        Speaking.OrderByDescending(approval => approval.Index).FirstOrDefault() is { } speaks
            ? Listings.Last(listing => listing.Digest == speaks.Digest)
            : Listings[^1];

    /// <summary>The files that wait for a decision, the longest waiting first.</summary>
    public IEnumerable<PluginListingView> Waiting => Listings.Where(listing => listing.Waits);
}
