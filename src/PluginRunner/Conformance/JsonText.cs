using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>Reads JSON that an author or a plugin wrote, and says in their words why it is none.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = Protocol.MostDepth, AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is no JSON, nests too deeply, or an object in it has a member twice; <see cref="WhyNot"/> says which.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> json) => JsonNode.Parse(json, null, s_options);

    /// <summary>A file of a plugin's folder.</summary>
    /// <exception cref="NotUsable">It is no JSON.</exception>
    public static JsonNode? Read(string file)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new NotUsable($"{file} cannot be read: {WhyNot(bytes, e)}", e);
        }
    }

    /// <summary>Why a text is no JSON: what is there twice, else where it breaks off.</summary>
    public static Remark WhyNot(ReadOnlySpan<byte> json, JsonException e) =>
        Twice(json) is { } name
            ? Remark.Of($"an object in it has the member `{name}` twice")
            : Remark.Of($"it is no JSON of at most {Protocol.MostDepth} levels, from line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1} on");

    /// <summary>What stands at a place, as its author calls it.</summary>
    public static Remark Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => Remark.Of($"a text"),
        JsonValueKind.Number => Remark.Of($"a number"),
        JsonValueKind.True or JsonValueKind.False => Remark.Of($"true or false"),
        JsonValueKind.Array => Remark.Of($"a list"),
        JsonValueKind.Object => Remark.Of($"an object"),
        _ => Remark.Of($"nothing"),
    };

    private static string? Twice(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Twice(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a name
        {
            return null;
        }
    }

    private static string? Twice(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array) return element.EnumerateArray().Select(Twice).FirstOrDefault(name => name is not null);
        if (element.ValueKind != JsonValueKind.Object) return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Add(member.Name)) return member.Name;
            if (Twice(member.Value) is { } inner) return inner;
        }

        return null;
    }
}
