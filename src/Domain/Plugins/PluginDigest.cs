using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plugins;

/// <summary>SHA-256 over all files of a plugin, in lower-case hexadecimal: whoever approves, approves exactly these bytes.</summary>
[JsonConverter(typeof(TextValueConverter<PluginDigest>))]
public readonly record struct PluginDigest : ITextValue<PluginDigest>
{
    private PluginDigest(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out PluginDigest value)
    {
        value = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new(text) : default;
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static PluginDigest Parse(string text) => TextValue.Parse<PluginDigest>(text);

    public override string ToString() => Value;
}
