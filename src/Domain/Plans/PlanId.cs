using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plans;

/// <summary>A plan's name in files, addresses and streams: <c>bojonegoro-2016</c>.</summary>
[JsonConverter(typeof(TextValueConverter<PlanId>))]
public readonly record struct PlanId : ITextValue<PlanId>
{
    private PlanId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out PlanId value)
    {
        value = TextValue.IsSlug(text) ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static PlanId Parse(string text) => TextValue.Parse<PlanId>(text);

    public override string ToString() => Value;
}
