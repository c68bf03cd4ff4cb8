using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Domain;

namespace Tracker.Host.Projections.Store;

/// <summary>How bodies are kept in the views: as the domain writes its records.</summary>
internal static class ViewJson
{
    // What is written anew with every report says nothing of what is none, no, or zero: half the bytes.
    private static readonly JsonSerializerOptions s_short = new(DomainJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, DomainJson.Options);

    /// <summary>The same in fewer words, for records whose every value that is left out is its type's default. Read like the others.</summary>
    public static string WriteShort<T>(T value) => JsonSerializer.Serialize(value, s_short);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, DomainJson.Options)!; // what was written is never null
}
