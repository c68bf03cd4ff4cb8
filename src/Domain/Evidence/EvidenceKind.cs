using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>What sort of thing a plugin's evidence is.</summary>
[JsonConverter(typeof(WordsConverter<EvidenceKind>))]
public enum EvidenceKind
{
    [JsonStringEnumMemberName("document")] Document,
    [JsonStringEnumMemberName("dataset")] Dataset,
    [JsonStringEnumMemberName("measurement")] Measurement,
    [JsonStringEnumMemberName("survey")] Survey,
    [JsonStringEnumMemberName("contract")] Contract,
    [JsonStringEnumMemberName("publication")] Publication,
    [JsonStringEnumMemberName("report")] Report,
}
