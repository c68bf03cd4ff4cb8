using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Domain.Text;

/// <summary>A value that is written as one string: parsed once at the door, valid ever after.</summary>
public interface ITextValue<TSelf>
    where TSelf : struct, ITextValue<TSelf>
{
    string Value { get; }

    /// <summary>Reads the value; false, never an exception, when the text is not one.</summary>
    static abstract bool TryParse([NotNullWhen(true)] string? text, out TSelf value);
}

/// <summary>What values written as one string share.</summary>
public static class TextValue
{
    /// <summary>Reads a value that is known to be valid (a literal, an entry already on the ledger).</summary>
    /// <exception cref="FormatException">The text is not such a value.</exception>
    public static T Parse<T>(string text)
        where T : struct, ITextValue<T> =>
        T.TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a {typeof(T).Name}.");

    /// <summary>One part of a stream's name: 1 to 32 of <c>A-Z a-z 0-9 . -</c>.</summary>
    public static bool IsPart([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 32 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    /// <summary>A name in addresses: 1 to 32 of <c>a-z 0-9 -</c>, beginning with a letter or digit.</summary>
    public static bool IsSlug([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 32 } && text[0] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

/// <summary>Writes a value as its string, also as a key of an object.</summary>
public sealed class TextValueConverter<T> : JsonConverter<T>
    where T : struct, ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
        && T.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"Not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
