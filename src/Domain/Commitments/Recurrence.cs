using System.Text.Json.Serialization;

namespace Tracker.Domain.Commitments;

/// <summary>How often a recurring leaf is due. "Ongoing" is read as biannual.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Recurrence>))]
public enum Recurrence
{
    [JsonStringEnumMemberName("quarterly")] Quarterly,
    [JsonStringEnumMemberName("biannual")] Biannual,
    [JsonStringEnumMemberName("annual")] Annual,
}
