using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Text;

namespace Tracker.Support.Domain;

/// <summary>Some plugin, made for the public and for academia.</summary>
public static class SomePlugin
{
    public static readonly PluginId Id = PluginId.Parse("village-counts");
    public static readonly PluginVersion Version = PluginVersion.Parse("1.2.0");
    public static readonly PluginDigest Digest = PluginDigest.Parse(new string('a', 64));
    public static readonly PluginDigest OtherDigest = PluginDigest.Parse(new string('b', 64));

    /// <summary>Digest of bytes that were archived.</summary>
    public static readonly string Archived = new('c', 64);

    public static ListPlugin List(PluginDigest? digest = null) => new(
        Id, Version, digest ?? Digest, [Partner.Public, Partner.Academia],
        ImmutableSortedDictionary<string, PublicText>.Empty.Add("en", new("Village counts")), "Apache-2.0",
        ["https://data.example.org/counts/"], "A residents' association");

    public static ApprovePlugin Approve(PluginDigest? digest = null) => new(digest ?? Digest, SomeActor.Community, Partner.Public);

    /// <summary>The plugin, speaking for the community.</summary>
    public static Actor Speaking() => Id.SpeaksFor(SomeActor.Community, Partner.Public, Version);

    public static Contribution Contribution(string key = "village-1", string? data = null) => new(
        key, EvidenceKind.Dataset, Digest, [new(Archived, "https://data.example.org/counts/1.json", "row 1", "312 of 430 villages")], data);

    /// <summary>What it says about <see cref="SomeCommitment.Leaf"/>.</summary>
    public static SubmitEvidence Says(string key = "village-1", string title = "Counts of March", Completion shows = Completion.Limited) =>
        SomeEvidence.Supporting(shows) with { Title = title, Contribution = Contribution(key) };

    /// <summary>The same as a revision.</summary>
    public static ReviseEvidence SaysAnew(string title = "Counts of April")
    {
        var said = Says(title: title);
        return new(said.Title, said.Summary, said.Source, said.On, said.Shows, said.Period, said.SettledBy, said.Contribution);
    }
}
