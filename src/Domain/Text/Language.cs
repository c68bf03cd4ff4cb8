using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Tracker.Domain.Text;

/// <summary>A language of content, as a BCP 47 primary subtag: <c>id</c>, <c>en</c>, <c>fr</c>.</summary>
[JsonConverter(typeof(TextValueConverter<Language>))]
public readonly record struct Language : ITextValue<Language>
{
    private Language(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out Language value)
    {
        value = text is { Length: 2 or 3 } && text.All(char.IsAsciiLetterLower) ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static Language Parse(string text) => TextValue.Parse<Language>(text);

    public override string ToString() => Value;
}
