using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Host.Running;

/// <summary>
/// A setting as somebody gave it: as text, as a form does, or as the JSON value that the manifest's schema asks for. A text that
/// reads as the value is as good as the value.
/// </summary>
/// <param name="Text">As a person would type it: a list or an object is its JSON. Null: nothing.</param>
/// <param name="Kind">The JSON type that was given.</param>
[JsonConverter(typeof(Reader))]
public readonly record struct TypedSetting(string? Text, JsonValueKind Kind = JsonValueKind.String)
{
    /// <summary>Whether what was given can be of a type of JSON Schema; a text always can, by what it reads as.</summary>
    /// <param name="type">The type.</param>
    public bool CanBe(string type) => Kind switch
    {
        JsonValueKind.Number => type is "number" or "integer",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Array => type == "array",
        JsonValueKind.Object => type == "object",
        _ => true,
    };

    private sealed class Reader : JsonConverter<TypedSetting>
    {
        public override bool HandleNull => true;

        public override TypedSetting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new(reader.GetString());
            if (reader.TokenType == JsonTokenType.Null) return new(null, JsonValueKind.Null);
            using var value = JsonDocument.ParseValue(ref reader);
            var (given, raw) = (value.RootElement, value.RootElement.GetRawText());
            // 430.0 and 4.3e2 are the whole number 430.
            return given.ValueKind == JsonValueKind.Number && decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new((number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture), JsonValueKind.Number)
                : new(raw, given.ValueKind);
        }

        public override void Write(Utf8JsonWriter writer, TypedSetting value, JsonSerializerOptions options)
        {
            if (value.Kind == JsonValueKind.String) writer.WriteStringValue(value.Text);
            else writer.WriteRawValue(value.Text ?? "null");
        }
    }
}
