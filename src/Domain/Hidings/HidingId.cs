using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Hidings;

/// <summary>
/// What is decided about showing the words of one entry. A stream of its own beneath the entry's
/// (<c>contoh/1/k7q2/hidden.1</c> is about version 1 of <c>contoh/1/k7q2</c>): so hiding a text never moves what it is about,
/// and nothing that is judged there waits for it.
/// </summary>
[JsonConverter(typeof(TextValueConverter<HidingId>))]
public readonly record struct HidingId(string Of, long Version) : ITextValue<HidingId>
{
    /// <summary>What stands between the stream of the entry and its version.</summary>
    public const string Mark = "/hidden.";

    /// <summary>The public id.</summary>
    public string Value => Stream.Replace('/', '~');

    /// <summary>The stream on the ledger and the key of the grain.</summary>
    public string Stream => $"{Of}{Mark}{Version.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The plan that the entry belongs to; null: to none.</summary>
    public PlanId? Plan => PlanId.TryParse(Of.Split('/')[0], out var plan) && plan.Value is not ("organisation" or "plugin") ? plan : null;

    public static bool TryParse([NotNullWhen(true)] string? text, out HidingId value) => TryFromStream(text?.Replace('~', '/'), out value);

    public static bool TryFromStream([NotNullWhen(true)] string? stream, out HidingId value)
    {
        value = default;
        var at = stream?.LastIndexOf(Mark, StringComparison.Ordinal) ?? -1;
        if (at <= 0 || !long.TryParse(stream.AsSpan(at + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1) return false;
        value = new(stream![..at], version);
        return true;
    }

    public override string ToString() => Value;
}
