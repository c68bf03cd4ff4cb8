using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>A commitment everywhere: <c>bojonegoro-2016/1</c>, which is also its stream and the key of its grain.</summary>
[JsonConverter(typeof(TextValueConverter<CommitmentId>))]
public readonly record struct CommitmentId(PlanId Plan, CommitmentNumber Number) : ITextValue<CommitmentId>
{
    public string Value => $"{Plan.Value}/{Number.Value}";

    public static bool TryParse([NotNullWhen(true)] string? text, out CommitmentId value)
    {
        value = default;
        if (text?.Split('/') is not [var plan, var number]
            || !PlanId.TryParse(plan, out var planId)
            || !(number == CommitmentNumber.OfWholePlan.Value || CommitmentNumber.TryParse(number, out _))) return false;
        value = new(planId, number == CommitmentNumber.OfWholePlan.Value ? CommitmentNumber.OfWholePlan : CommitmentNumber.Parse(number));
        return true;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static CommitmentId Parse(string text) => TextValue.Parse<CommitmentId>(text);

    public override string ToString() => Value;
}
