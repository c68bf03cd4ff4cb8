using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>How often a recurring leaf is due. "Ongoing" is read as biannual.</summary>
[JsonConverter(typeof(WordsConverter<Recurrence>))]
public enum Recurrence
{
    [JsonStringEnumMemberName("quarterly")] Quarterly,
    [JsonStringEnumMemberName("biannual")] Biannual,
    [JsonStringEnumMemberName("annual")] Annual,
}
