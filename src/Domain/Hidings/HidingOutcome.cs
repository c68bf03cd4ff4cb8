using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Hidings;

/// <summary>How a reviewer decides about something hidden.</summary>
[JsonConverter(typeof(WordsConverter<HidingOutcome>))]
public enum HidingOutcome
{
    /// <summary>It stays hidden, for good.</summary>
    [JsonStringEnumMemberName("stands")] Stands,

    /// <summary>Everybody can read it again, at once.</summary>
    [JsonStringEnumMemberName("lifted")] Lifted,
}
