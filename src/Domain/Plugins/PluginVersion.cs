using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plugins;

/// <summary>A plugin's version, as its manifest says: <c>1.4.0</c>. Only for people: what was approved is the digest.</summary>
[JsonConverter(typeof(TextValueConverter<PluginVersion>))]
public readonly record struct PluginVersion : ITextValue<PluginVersion>
{
    private PluginVersion(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out PluginVersion value)
    {
        value = text is { Length: > 0 and <= 32 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+') ? new(text) : default;
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static PluginVersion Parse(string text) => TextValue.Parse<PluginVersion>(text);

    public override string ToString() => Value;
}
