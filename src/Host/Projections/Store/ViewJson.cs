using System.Text.Json;
using Tracker.Domain;

namespace Tracker.Host.Projections.Store;

/// <summary>How bodies are kept in the views: as the domain writes its records.</summary>
internal static class ViewJson
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, DomainJson.Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, DomainJson.Options)!; // what was written is never null
}
