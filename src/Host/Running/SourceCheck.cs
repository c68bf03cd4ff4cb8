using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Running;

/// <summary>What a plugin says of the source of something that it sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceVerdict>))]
public enum SourceVerdict
{
    /// <summary>It says what it said.</summary>
    [JsonStringEnumMemberName("unchanged")] Unchanged,

    /// <summary>It says something else.</summary>
    [JsonStringEnumMemberName("changed")] Changed,

    /// <summary>It is there no longer.</summary>
    [JsonStringEnumMemberName("gone")] Gone,
}

/// <summary>When the source of a piece of evidence was looked at again, and what its plugin said. Operation, never history.</summary>
/// <param name="LookedAt">When it was last looked at.</param>
/// <param name="Verdict">What the plugin said last, where it could tell; null: it never could.</param>
/// <param name="Since">Since when it says so; null where there is no verdict.</param>
public sealed record SourceCheck(DateTimeOffset LookedAt, SourceVerdict? Verdict, DateTimeOffset? Since);

/// <summary>A piece of evidence whose source is to be looked at again.</summary>
/// <param name="Evidence">The piece.</param>
/// <param name="Key">The plugin's own key of it.</param>
/// <param name="Asked">Whether a person asked for it; else its turn has come.</param>
internal sealed record DueCheck(EvidenceId Evidence, string Key, bool Asked);

/// <summary>What a plugin is asked about.</summary>
/// <param name="Key">Its own key of the piece.</param>
/// <param name="Sources">What the piece rests on: digest, address, page, quotation.</param>
/// <param name="Data">The figures it gave; null: none.</param>
internal sealed record SaidOnce(string Key, ImmutableArray<(string Sha256, string Address, string? Page, string? Quotation)> Sources, JsonObject? Data)
{
    /// <summary>The piece as it is now; null where nobody can look again: withdrawn, a person's by now, erased, or sent to this site, where nothing is read again.</summary>
    /// <param name="key">The plugin's own key of it.</param>
    /// <param name="stage">Where it stands.</param>
    /// <param name="said">What it says.</param>
    /// <param name="plugin">Whoever sent it.</param>
    /// <param name="options">Of this site.</param>
    public static SaidOnce? Of(string key, EvidenceStage stage, ContributionBody said, PluginId plugin, TrackerOptions options)
    {
        if (stage == EvidenceStage.Withdrawn || said.Plugin != plugin) return null;
        var sources = said.Sources.Where(source => source is { Sha256: not null, Address: not null })
            .Select(source => (source.Sha256!, source.Address!, source.Page, source.Quotation)).ToImmutableArray(); // filtered
        return sources.All(source => PluginHooks.IsOne(options, source.Item2)) ? null : new(key, sources, said.Data is { } data ? JsonNode.Parse(data) as JsonObject : null);
    }
}

/// <summary>What a plugin answers when it is asked whether a source still says so.</summary>
/// <param name="Offers">Whether it looks at all.</param>
/// <param name="Verdict">What it says; null: it cannot tell now.</param>
/// <param name="Note">In its words; null: nothing to add.</param>
internal sealed record LookedAgain(bool Offers, SourceVerdict? Verdict = null, string? Note = null);

/// <summary>What was sent under a key, as far as looking at its source again needs it.</summary>
/// <param name="Evidence">The piece.</param>
/// <param name="Key">The plugin's own key of it.</param>
/// <param name="Again">Whether the run said what was said already.</param>
/// <param name="Read">Whether it read its sources again for that: then they say so still.</param>
internal sealed record SentPiece(EvidenceId Evidence, string Key, bool Again, bool Read = true);
