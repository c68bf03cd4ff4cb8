using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plans;

/// <summary>A priority field of a plan, such as <c>infrastructure</c>; <c>unassigned</c> where the plan names none.</summary>
[JsonConverter(typeof(TextValueConverter<PriorityField>))]
public readonly record struct PriorityField : ITextValue<PriorityField>
{
    private PriorityField(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out PriorityField value)
    {
        value = TextValue.IsSlug(text) ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static PriorityField Parse(string text) => TextValue.Parse<PriorityField>(text);

    public override string ToString() => Value;

    public static PriorityField Unassigned { get; } = new("unassigned");
}
