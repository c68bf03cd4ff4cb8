using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>The structured data of a plugin's evidence: one flat JSON object, small enough to stand on the ledger as a text.</summary>
public static class EvidenceData
{
    /// <summary>How large it may be, in UTF-8 bytes.</summary>
    public const int MostBytes = 16 * 1024;

    private const int LongestName = 100;

    /// <summary>Null: it may pass, or there is none.</summary>
    public static Refused? Refusal(string field, string? json)
    {
        if (json is null) return null;
        if (json.Length > MostBytes || Encoding.UTF8.GetByteCount(json) > MostBytes) return Wrong(field);
        try
        {
            using var data = JsonDocument.Parse(json, new() { MaxDepth = 2 });
            if (data.RootElement.ValueKind != JsonValueKind.Object) return Wrong(field);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in data.RootElement.EnumerateObject())
            {
                if (!names.Add(member.Name) || member.Name.Length > LongestName) return Wrong(field);
                if (Wording.Required(field, member.Name) is { } name) return name;
                if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return Wrong(field);
                // Numbers are no texts: a long one is not somebody's telephone.
                if (member.Value.ValueKind == JsonValueKind.String && Wording.Optional(field, member.Value.GetString()) is { } value) return value;
            }

            return null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return Wrong(field);
        }
    }

    private static Refused Wrong(string field) =>
        Rules.DataInvalid.Refuse(field, ("bytes", MostBytes.ToString(CultureInfo.InvariantCulture)));
}
