using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Domain.Commitments;

/// <summary>
/// A figure that a source gave, 0 to 100 with at most two decimals. Shown as the source's; it is not a level: only 100
/// reads as Complete.
/// </summary>
[JsonConverter(typeof(PercentConverter))]
public readonly record struct Percent
{
    private Percent(decimal value) => Value = value;

    public decimal Value { get; }

    public static bool TryCreate(decimal value, out Percent percent)
    {
        // Division by 1.000… drops trailing zeros, so that 54 and 54.00 are written with the same bytes.
        percent = new(value / 1.000000000000000000000000000000m);
        return value is >= 0 and <= 100 && decimal.Round(value, 2) == value;
    }

    /// <exception cref="FormatException">Not within 0 to 100, or with more than two decimals.</exception>
    public static Percent Of(decimal value) =>
        TryCreate(value, out var percent) ? percent : throw new FormatException($"{value} is not a percentage.");

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class PercentConverter : JsonConverter<Percent>
{
    public override Percent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) && Percent.TryCreate(value, out var percent)
            ? percent
            : throw new JsonException("Not a percentage from 0 to 100 with at most two decimals.");

    public override void Write(Utf8JsonWriter writer, Percent value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Value);
}
