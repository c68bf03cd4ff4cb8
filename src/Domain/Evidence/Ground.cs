using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>The rule under which a text is kept from the world. A closed list: what is merely unwelcome is not on it.</summary>
[JsonConverter(typeof(WordsConverter<Ground>))]
public enum Ground
{
    /// <summary>It tells of a person what is nobody else's business.</summary>
    [JsonStringEnumMemberName("personal")] Personal,

    /// <summary>The law forbids saying it.</summary>
    [JsonStringEnumMemberName("unlawful")] Unlawful,

    /// <summary>It has nothing to do with what was promised. Only for what nobody has read yet: what stands in public is judged, not hidden.</summary>
    [JsonStringEnumMemberName("unrelated")] Unrelated,
}
