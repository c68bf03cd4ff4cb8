using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>The values of open government that a commitment serves, as OGP names them.</summary>
[JsonConverter(typeof(WordsConverter<OgpValue>))]
public enum OgpValue
{
    [JsonStringEnumMemberName("Access To Information")] AccessToInformation,
    [JsonStringEnumMemberName("Civic Participation")] CivicParticipation,
    [JsonStringEnumMemberName("Public Accountability")] PublicAccountability,
    [JsonStringEnumMemberName("Technology")] Technology,
}
