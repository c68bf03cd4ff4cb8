using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>How a third organisation decides whether a declaration of independence is true.</summary>
[JsonConverter(typeof(WordsConverter<ChallengeOutcome>))]
public enum ChallengeOutcome
{
    /// <summary>The declaration stands.</summary>
    [JsonStringEnumMemberName("stands")] Stands,

    /// <summary>It is false: what rested on it counts no longer.</summary>
    [JsonStringEnumMemberName("refuted")] Refuted,
}
