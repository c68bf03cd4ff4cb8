using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>OGP's completion scale in force, in its rank order 0 to 3. "No Evidence Available" is a state of proof, not a level.</summary>
[JsonConverter(typeof(WordsConverter<Completion>))]
public enum Completion
{
    [JsonStringEnumMemberName("Not Started")] NotStarted = 0,
    [JsonStringEnumMemberName("Limited")] Limited = 1,
    [JsonStringEnumMemberName("Substantial")] Substantial = 2,
    [JsonStringEnumMemberName("Complete")] Complete = 3,
}
