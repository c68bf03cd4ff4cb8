using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>The number of a milestone or indicator: <c>1.1</c>, <c>C01.1.1</c>. An indicator's extends its parent's.</summary>
[JsonConverter(typeof(TextValueConverter<MilestoneNumber>))]
public readonly record struct MilestoneNumber : ITextValue<MilestoneNumber>
{
    private MilestoneNumber(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out MilestoneNumber value)
    {
        value = TextValue.IsPart(text) ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static MilestoneNumber Parse(string text) => TextValue.Parse<MilestoneNumber>(text);

    public override string ToString() => Value;

    /// <summary>Whether this is an indicator somewhere beneath the other: its number goes on after a dot.</summary>
    public bool Extends(MilestoneNumber other) =>
        Value.Length > other.Value.Length + 1 && Value.StartsWith(other.Value, StringComparison.Ordinal) && Value[other.Value.Length] == '.';
}
