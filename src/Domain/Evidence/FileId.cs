using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>A file, from the moment its upload begins: 128 random bits as 32 lower-case hexadecimal digits, so that no address can be guessed.</summary>
[JsonConverter(typeof(TextValueConverter<FileId>))]
public readonly record struct FileId : ITextValue<FileId>
{
    private FileId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out FileId value)
    {
        value = text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower) ? new(text) : default;
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static FileId Parse(string text) => TextValue.Parse<FileId>(text);

    /// <summary>The id of 16 random bytes.</summary>
    public static FileId Of(ReadOnlySpan<byte> random) => Parse(Convert.ToHexStringLower(random));

    public override string ToString() => Value;
}
