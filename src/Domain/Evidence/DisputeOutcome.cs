using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>How a third organisation ends a dispute.</summary>
[JsonConverter(typeof(WordsConverter<DisputeOutcome>))]
public enum DisputeOutcome
{
    /// <summary>What would settle it is there: it stops counting.</summary>
    [JsonStringEnumMemberName("settled")] Settled,

    /// <summary>It is right: the level becomes the one it shows.</summary>
    [JsonStringEnumMemberName("upheld")] Upheld,
}
