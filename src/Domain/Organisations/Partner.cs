using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>The four partners (<em>empat sekawan</em>): an organisation belongs to exactly one.</summary>
[JsonConverter(typeof(WordsConverter<Partner>))]
public enum Partner
{
    /// <summary>Also parliament, courts, auditors, state companies, bodies headed ex officio by an official or an official's spouse.</summary>
    [JsonStringEnumMemberName("government")] Government,

    /// <summary>Also media, unions, faith groups, donors.</summary>
    [JsonStringEnumMemberName("public")] Public,

    [JsonStringEnumMemberName("academia")] Academia,

    [JsonStringEnumMemberName("business")] Business,
}
