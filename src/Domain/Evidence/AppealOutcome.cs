using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>How another organisation decides an appeal against a return.</summary>
[JsonConverter(typeof(WordsConverter<AppealOutcome>))]
public enum AppealOutcome
{
    /// <summary>The return stands: it waits for repair.</summary>
    [JsonStringEnumMemberName("stands")] Stands,

    /// <summary>The return falls: it waits for a check again, by somebody else.</summary>
    [JsonStringEnumMemberName("overturned")] Overturned,
}
