using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>What a piece of evidence says about a level.</summary>
[JsonConverter(typeof(WordsConverter<Stance>))]
public enum Stance
{
    /// <summary>That the level is reached.</summary>
    [JsonStringEnumMemberName("supports")] Supports,

    /// <summary>That what is reported or proven is not reached: it shows less, and names what would settle it.</summary>
    [JsonStringEnumMemberName("disputes")] Disputes,
}
