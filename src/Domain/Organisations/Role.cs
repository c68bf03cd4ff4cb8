using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>In what role somebody acts. Nobody holds reviewer together with owner, coordinator or admin.</summary>
[JsonConverter(typeof(WordsConverter<Role>))]
public enum Role
{
    [JsonStringEnumMemberName("visitor")] Visitor,
    [JsonStringEnumMemberName("owner")] Owner,
    [JsonStringEnumMemberName("partner")] Partner,
    [JsonStringEnumMemberName("reviewer")] Reviewer,
    [JsonStringEnumMemberName("coordinator")] Coordinator,
    [JsonStringEnumMemberName("admin")] Admin,
    [JsonStringEnumMemberName("plugin")] Plugin,
    [JsonStringEnumMemberName("system")] System,
}
