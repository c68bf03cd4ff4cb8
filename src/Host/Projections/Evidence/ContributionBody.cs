using System.Collections.Immutable;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Evidence;

/// <summary>What only a plugin's evidence says, as kept in the views.</summary>
internal sealed record ContributionBody(
    PluginId Plugin, PluginVersion Version, PluginDigest Digest, EvidenceKind? Kind, string? Data, ImmutableArray<SourceView> Sources)
{
    /// <summary>Null for what a person sent.</summary>
    public static ContributionBody? Of(ReadEntry entry)
    {
        var (kind, digest) = entry.Event switch
        {
            EvidenceSubmitted sent => (sent.Kind, sent.Digest),
            EvidenceRevised sent => (sent.Kind, sent.Digest),
            _ => (null, null),
        };
        if (digest is not { } files || !PluginId.TryFromActor(entry.Header.Actor, out var plugin, out var version)) return null;
        return new(plugin, version, files, kind, entry.Text("data")?.Text, Archived(entry));
    }

    private static ImmutableArray<SourceView> Archived(ReadEntry entry) =>
    [
        .. entry.Texts
            .Where(text => text.Name.StartsWith("sources/", StringComparison.Ordinal))
            .Select(text => text.Name.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)
            .Select(number => new SourceView(
                entry.Text($"sources/{number}/sha256")?.Text, entry.Text($"sources/{number}/address")?.Text,
                entry.Text($"sources/{number}/page")?.Text, entry.Text($"sources/{number}/quotation")?.Text)),
    ];
}
