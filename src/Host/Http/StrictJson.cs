using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Domain;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Http;

/// <summary>How JSON from outside is read: nothing is guessed, nothing is ignored. And how answers are written.</summary>
public static class StrictJson
{
    public const int Depth = 64;

    public static JsonSerializerOptions Options { get; } = Fixed();

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.MaxDepth = Depth;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.RespectNullableAnnotations = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new ValueLists());
        return options;
    }

    private static JsonSerializerOptions Fixed()
    {
        var options = Apply(new(JsonSerializerDefaults.Web));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>The words of a value list, exactly as they are written.</summary>
    public static IReadOnlyList<string> Words(Type list) =>
        [.. list.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name)];

    /// <summary>Domain's value lists, and why there is no copy, read exactly: no numbers, no other spelling, and the error names the words.</summary>
    private sealed class ValueLists : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsEnum && (typeToConvert.Assembly == typeof(Refused).Assembly || typeToConvert == typeof(CopyRefusal));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ValueList<>).MakeGenericType(typeToConvert))!; // has a constructor
    }

    private sealed class ValueList<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly FrozenDictionary<string, T> s_values =
            Words(typeof(T)).Zip(Enum.GetValues<T>()).ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

        private static readonly FrozenDictionary<T, string> s_words = s_values.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && s_values.TryGetValue(reader.GetString() ?? "", out var value)
                ? value
                : throw new JsonException($"One of: {string.Join(", ", Words(typeof(T)))}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(s_words[value]);

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(s_words[value]);
    }
}
