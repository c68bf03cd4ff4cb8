using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Domain.Text;

/// <summary>
/// What was promised or decided, in words: plan, titles, deliverables, institutions, reasons of decisions.
/// Travels to the ledger as a disclosure that no redaction accepts.
/// </summary>
[JsonConverter(typeof(PublicTextConverter))]
public readonly record struct PublicText(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// Words that may have to be erased by law: names, narratives, the title, summary and source of evidence, addresses.
/// Travels to the ledger as an erasable disclosure; null wherever it was held back or erased.
/// E-mail addresses and telephone numbers never reach the ledger, not even as this.
/// </summary>
[JsonConverter(typeof(PersonalTextConverter))]
public readonly record struct PersonalText(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Limits of one text, in UTF-8 bytes (Markdig is quadratic on some inputs).</summary>
public static class TextLimits
{
    /// <summary>What a door accepts from a person.</summary>
    public const int Usual = 8 * 1024;

    /// <summary>What a plan file may hold under one heading.</summary>
    public const int Hard = 16 * 1024;
}

internal sealed class PublicTextConverter : JsonConverter<PublicText>
{
    public override PublicText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Marked.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, PublicText value, JsonSerializerOptions options) =>
        Marked.Write(writer, Marked.Public, value.Value);
}

internal sealed class PersonalTextConverter : JsonConverter<PersonalText>
{
    public override PersonalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Marked.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options) =>
        Marked.Write(writer, Marked.Personal, value.Value);
}

/// <summary>
/// A text inside an event's JSON is marked by an object of one member, so that the codec can take texts out of the
/// facts by their kind and no text can ever be mistaken for a fact.
/// </summary>
internal static class Marked
{
    public const string Public = "$public";
    public const string Personal = "$personal";

    public static void Write(Utf8JsonWriter writer, string kind, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(kind, text);
        writer.WriteEndObject();
    }

    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!; // a String token is never null
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName
            || !reader.Read() || reader.TokenType != JsonTokenType.String)
            throw new JsonException("Not a text.");
        var text = reader.GetString()!; // a String token is never null
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject) throw new JsonException("Not a text.");
        return text;
    }
}
