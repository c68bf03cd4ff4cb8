using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tracker.Host.Http;

/// <summary>
/// Reads a command from a request's body. Members that the address gives are not members of the body: whoever sends one is
/// refused like with any unknown member. Every refusal names the member.
/// </summary>
public static class Body
{
    public const int Limit = 64 * 1024;

    /// <exception cref="RejectedException">The body is not such a command.</exception>
    public static async Task<T> Read<T>(HttpContext http, IReadOnlyDictionary<string, JsonNode?> given, CancellationToken ct)
    {
        if (!http.Request.HasJsonContentType())
            throw new RejectedException(StatusCodes.Status415UnsupportedMediaType, new("not-json", Domain.RefusalKind.Invalid, "This address takes application/json only.", "Content-Type"));
        var body = Parse(await Bytes(http, ct));
        var shape = (JsonTypeInfo<T>)StrictJson.Options.GetTypeInfo(typeof(T));
        var members = shape.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var (name, _) in body)
        {
            if (!members.ContainsKey(name) || given.ContainsKey(name))
                throw RejectedException.Invalid("unknown-member", "'{member}' is not a member here.", Short(name), ("member", Short(name)));
        }

        foreach (var (name, value) in given) body[name] = value?.DeepClone();
        foreach (var property in shape.Properties)
        {
            if (IsRequired(property) && body[property.Name] is null)
                throw RejectedException.Invalid("required", "This is required.", property.Name);
        }

        try
        {
            return body.Deserialize(shape)!; // an object never reads as null
        }
        catch (JsonException wrong)
        {
            throw RejectedException.Invalid("malformed-value", "{why}", Field(wrong.Path), ("why", Why(wrong, members, body)));
        }
        catch (InvalidOperationException) // a lone surrogate: not text
        {
            throw RejectedException.Invalid("malformed-json", "The body holds what is not text (half of a surrogate pair).");
        }
    }

    /// <summary>Whether the body must have it: neither nullable nor with a default.</summary>
    internal static bool IsRequired(JsonPropertyInfo property) =>
        property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } && Nullable.GetUnderlyingType(property.PropertyType) is null;

    private static async Task<ReadOnlyMemory<byte>> Bytes(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > Limit) throw TooLarge();
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            if (read.Buffer.Length > Limit) throw TooLarge();
            if (read.IsCompleted) return read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = StrictJson.Depth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonObject.Create(document.RootElement.Clone())! // an object gives an object
                : throw RejectedException.Invalid("malformed-json", "The body is one JSON object.");
        }
        catch (JsonException wrong)
        {
            throw RejectedException.Invalid(
                "malformed-json",
                "The body is not JSON: line {line}, byte {byte}.",
                null,
                ("line", $"{wrong.LineNumber + 1}"),
                ("byte", $"{wrong.BytePositionInLine + 1}"));
        }
    }

    private static string Why(JsonException wrong, Dictionary<string, JsonPropertyInfo> members, JsonObject body)
    {
        // Our converters say what they want; the library's own words name .NET types.
        if (!wrong.Message.Contains("System.", StringComparison.Ordinal) && !wrong.Message.Contains("Tracker.", StringComparison.Ordinal))
            return wrong.Message.Split(" Path: ")[0];
        var field = Field(wrong.Path);
        var type = field is not null && members.TryGetValue(field, out var property) ? Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType : null;
        return (type, field is null ? null : body[field]?.GetValueKind()) switch
        {
            ({ } date, _) when date == typeof(DateOnly) => "A date that exists, as YYYY-MM-DD.",
            ({ } text, _) when text == typeof(string) => "A text.",
            ({ } number, _) when number == typeof(long) || number == typeof(int) => "A whole number.",
            ({ } flag, _) when flag == typeof(bool) => "true or false.",
            ({ IsGenericType: true }, not JsonValueKind.Array) => "A list.",
            _ => "This value is not of the expected kind.",
        };
    }

    /// <summary>The first member of a JSON path: <c>$.challenges[0]</c> is about <c>challenges</c>.</summary>
    private static string? Field(string? path)
    {
        var parts = path?.Split('.', '[');
        return parts is ["$", { Length: > 0 } field, ..] ? field.TrimEnd(']').Trim('\'') : null;
    }

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static RejectedException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        new("body-too-large", Domain.RefusalKind.Invalid, "A write is at most 64 KiB."));
}
