using System.Globalization;
using System.Text.Json;

namespace Tracker.Ledger.Entries;

/// <summary>The facts an author hands over: read strictly, written sorted.</summary>
internal static class FactsJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static JsonDocument Parse(ReadOnlyMemory<byte> facts)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(facts, Strict);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The facts are not valid JSON: {e.Message}", e);
        }

        return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new ArgumentException("The facts are not a JSON object.");
    }

    /// <summary>Checks the members whose meaning is the ledger's own; returns the role.</summary>
    public static string Check(JsonElement facts)
    {
        foreach (var fact in facts.EnumerateObject())
        {
            if (EntryShape.Reserved.Contains(fact.Name))
            {
                throw new ArgumentException($"The member '{fact.Name}' is the writer's.");
            }
        }

        if (Text(facts, "role") is not { } role || !EntryShape.Roles.Contains(role))
        {
            throw new ArgumentException("The facts name no role, or none of the eight.");
        }

        if (Text(facts, "partner") is { } partner && !EntryShape.Partners.Contains(partner))
        {
            throw new ArgumentException($"'{partner}' is none of the four partners.");
        }

        if (Text(facts, "on") is { } on && !DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw new ArgumentException($"'{on}' is not a date of the form yyyy-MM-dd.");
        }

        _ = Text(facts, "by");
        _ = Text(facts, "org");
        return role;
    }

    /// <summary>What an entry does to an earlier one's texts; null for all types but a few.</summary>
    public static TextChange? Change(string type, JsonElement facts)
    {
        if (type is not (EntryShape.Redacted or EntryShape.Released or EntryShape.Hidden or EntryShape.Withheld or EntryShape.Shown))
        {
            return null;
        }

        if (!facts.TryGetProperty("target", out var at) || at.ValueKind != JsonValueKind.Number || !at.TryGetInt64(out var target) || target < 0)
        {
            throw new ArgumentException($"An entry of type {type} names its target, an index.");
        }

        if (type != EntryShape.Redacted)
        {
            return new TextChange(target, null, type);
        }

        return Text(facts, "digest") is { Length: Disclosure.DigestLength } digest
            ? new TextChange(target, digest, type)
            : throw new ArgumentException("A redaction names the digest of the text it erases.");
    }

    /// <summary>Writes a value with the members of every object in ordinal order.</summary>
    public static void WriteSorted(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    WriteSorted(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteSorted(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(StringOf(value));
                break;
            default:
                json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static string? Text(JsonElement facts, string name) =>
        !facts.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? StringOf(value)
        : throw new ArgumentException($"The member '{name}' is not a text.");

    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!; // a JSON string is never null
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException("The facts contain a lone surrogate.", e);
        }
    }
}
