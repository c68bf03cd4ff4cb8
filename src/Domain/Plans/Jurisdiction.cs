using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plans;

/// <summary>Who made the promise, and the name of its log: <c>bojonegoro</c>. <c>site</c> is reserved.</summary>
[JsonConverter(typeof(TextValueConverter<Jurisdiction>))]
public readonly record struct Jurisdiction : ITextValue<Jurisdiction>
{
    private Jurisdiction(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out Jurisdiction value)
    {
        value = TextValue.IsSlug(text) && text != "site" ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static Jurisdiction Parse(string text) => TextValue.Parse<Jurisdiction>(text);

    public override string ToString() => Value;
}
