using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>A commitment's number in its plan, a text: <c>1</c>, <c>3.2.5</c>, <c>B.1.A</c>, <c>SC12</c>.</summary>
[JsonConverter(typeof(TextValueConverter<CommitmentNumber>))]
public readonly record struct CommitmentNumber : ITextValue<CommitmentNumber>
{
    private const string Whole = "-";

    private CommitmentNumber(string value) => Value = value;

    /// <summary>Where a commitment's number would stand in the address of what is about the whole plan. No commitment has it.</summary>
    public static CommitmentNumber OfWholePlan { get; } = new(Whole);

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out CommitmentNumber value)
    {
        value = TextValue.IsPart(text) && text != Whole ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static CommitmentNumber Parse(string text) => TextValue.Parse<CommitmentNumber>(text);

    public override string ToString() => Value;
}
