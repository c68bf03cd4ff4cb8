using System.Text.Json;

namespace Tracker.PluginSdk;

/// <summary>
/// Reads what the other side says as a message, and believes nothing of it. A member that stands twice is read differently by
/// different readers: it is no message.
/// </summary>
internal static class Incoming
{
    /// <summary>The message in a body.</summary>
    /// <exception cref="ProtocolViolation">It is none.</exception>
    public static JsonElement Parse(byte[] body)
    {
        try
        {
            Names(body);
            using var document = JsonDocument.Parse(body, new() { MaxDepth = Protocol.MostDepth, AllowDuplicateProperties = false });
            var message = document.RootElement.Clone();
            return message.ValueKind == JsonValueKind.Object && TextOf(message, "jsonrpc") == "2.0"
                ? message
                : throw Malformed("a message is an object with \"jsonrpc\": \"2.0\"");
        }
        catch (JsonException wrong)
        {
            throw Malformed($"a message is no JSON of at most {Protocol.MostDepth} levels, each member once: {wrong.Message}");
        }
    }

    /// <summary>
    /// Escapes can spell half a character in valid UTF-8. Whoever looks for a member beside such a name would throw, far from
    /// here. A text is its reader's business: half a character in a draft refuses that draft, not the run.
    /// </summary>
    private static void Names(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Protocol.MostDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            throw Malformed("a name in a message is no Unicode: half of a surrogate pair");
        }
    }

    /// <summary>A message's parameters; an empty object where there are none.</summary>
    /// <exception cref="ProtocolViolation">They are no object.</exception>
    public static JsonElement Parameters(JsonElement message) =>
        !message.TryGetProperty("params", out var parameters) ? JsonElement.Parse("{}")
        : parameters.ValueKind == JsonValueKind.Object ? parameters
        : throw Malformed("parameters are an object");

    /// <summary>A member that is a text; null where it is not there.</summary>
    /// <exception cref="ProtocolViolation">It is no text.</exception>
    public static string? TextOf(JsonElement of, string name) =>
        !of.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? Text(value, name)
        : throw Malformed($"'{name}' is a text");

    /// <exception cref="ProtocolViolation">It holds half a character.</exception>
    public static string Text(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Malformed($"'{name}' is no Unicode: half of a surrogate pair");
        }
    }

    public static ProtocolViolation Malformed(string detail) => new(ViolationKind.Malformed, detail);
}

internal static class JsonNumbers
{
    public static bool TryNumber(this JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number);
    }
}
