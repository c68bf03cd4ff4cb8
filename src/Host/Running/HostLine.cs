using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Domain;

namespace Tracker.Host.Running;

/// <summary>What happened to something that was sent to a plugin.</summary>
internal enum HostNote
{
    /// <summary>The plugin failed over a delivery, and the delivery is gone.</summary>
    DeliveryDropped,

    /// <summary>The plugin does not take what a person filled in.</summary>
    FormNotTaken,
}

/// <summary>
/// A line that this site wrote among those of a plugin: kept as what happened, so that every reader has it in their language. No
/// plugin can write one: its own lines have the levels of the protocol.
/// </summary>
/// <param name="What">What happened.</param>
/// <param name="Came">When what it is about came.</param>
/// <param name="Failure">How the plugin failed, by its name; null: it did not.</param>
/// <param name="Words">Its own words, or what was seen of the failure; null: none.</param>
internal sealed record HostLine(HostNote What, DateTimeOffset Came, string? Failure = null, string? Words = null)
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
