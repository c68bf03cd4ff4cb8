using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Domain;

namespace Tracker.Host.Running;

/// <summary>What happened in a run that this site tells of.</summary>
internal enum HostNote
{
    /// <summary>The plugin failed over a delivery, and the delivery is gone.</summary>
    DeliveryDropped,

    /// <summary>The plugin does not take what a person filled in.</summary>
    FormNotTaken,

    /// <summary>A source was looked at again and no longer says so, or nobody can tell.</summary>
    SourceAstray,

    /// <summary>Sources were looked at again.</summary>
    SourcesLooked,

    /// <summary>The plugin failed when it was asked whether a source still says so.</summary>
    CheckFailed,

    /// <summary>The host failed over a delivery: it stays, and is tried again.</summary>
    DeliveryHeld,
}

/// <summary>
/// A line that this site wrote among those of a plugin: kept as what happened, so that every reader has it in their language. No
/// plugin can write one: its own lines have the levels of the protocol.
/// </summary>
/// <param name="What">What happened.</param>
/// <param name="Came">When what it is about came, or was looked at.</param>
/// <param name="Failure">How the plugin failed, by its name; null: it did not.</param>
/// <param name="Words">Its own words, or what was seen of the failure; null: none.</param>
/// <param name="Key">The plugin's own name of what it is about; null: of nothing it named.</param>
/// <param name="Verdict">What its source says; null: nobody can tell, or none was asked.</param>
/// <param name="Looked">How many pieces' sources were looked at.</param>
/// <param name="Astray">How many of these no longer say so.</param>
internal sealed record HostLine(
    HostNote What, DateTimeOffset Came, string? Failure = null, string? Words = null, string? Key = null, SourceVerdict? Verdict = null, int Looked = 0, int Astray = 0)
{
    private const string Level = "host";

    /// <summary>Whether the words are the plugin's own, and not what this site saw of its end.</summary>
    [JsonIgnore]
    public bool ItsWords => Failure is null or FailedByAnswer || SourceTrouble.In(Failure) is not null;

    /// <summary>It answered with an error, in words of its own.</summary>
    public const string FailedByAnswer = "error-answer";

    /// <summary>The line, as it is kept.</summary>
    public RunLine Line() => new(Level, JsonSerializer.Serialize(this, DomainJson.Options));

    /// <summary>What a line says, where this site wrote it; null: the plugin did.</summary>
    public static HostLine? Of(RunLine line) => line.Level == Level ? JsonSerializer.Deserialize<HostLine>(line.Text, DomainJson.Options) : null;
}
