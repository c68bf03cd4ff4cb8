using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What a plugin's messages must look like; each rule says what is wrong in words for the plugin's author.</summary>
internal static class MessageRules
{
    public static void Envelope(JsonObject message)
    {
        if (TextIn(message, "jsonrpc") != "2.0") throw new NonConformant($"a message does not say \"jsonrpc\": \"2.0\"");
        if (message["method"] is not null && TextIn(message, "method") is null) throw new NonConformant($"a message's method is no text");
        if (message["method"] is null && message.ContainsKey("result") == message.ContainsKey("error")) throw new NonConformant($"an answer has either a result or an error");
    }

    public static bool IsAnswerTo(JsonObject message, long id) =>
        message["id"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) && number == id;

    public static JsonObject Parameters(JsonObject message) => message["params"] switch
    {
        JsonObject parameters => parameters,
        null => [],
        _ => throw new NonConformant($"the parameters of '{message["method"]}' are no object"),
    };

    public static JsonObject Result(JsonObject answer) =>
        ErrorIn(answer) is { } error ? throw new NonConformant($"it answers with an error: {error}")
        : answer["result"] as JsonObject ?? throw new NonConformant($"a result is an object");

    public static string? ErrorIn(JsonObject answer)
    {
        if (!answer.ContainsKey("error")) return null;
        return answer["error"] is JsonObject error && error["code"] is JsonValue code && code.TryGetValue<int>(out _) && TextIn(error, "message") is { Length: > 0 } text
            ? text
            : throw new NonConformant($"an error has a code (a whole number) and a message");
    }

    public static string? Cursor(JsonObject result) =>
        result["cursor"] is null ? null
        : TextIn(result, "cursor") is { } cursor && Encoding.UTF8.GetByteCount(cursor) <= Protocol.MostCursorBytes ? cursor
        : throw new NonConformant($"a cursor is a text of at most {Protocol.MostCursorBytes} bytes");

    public static string Verdict(JsonObject result) =>
        TextIn(result, "verdict") is ("unchanged" or "changed" or "gone" or "unknown") and { } verdict ? verdict
        : throw new NonConformant($"a verdict is unchanged, changed, gone or unknown");

    /// <summary>A form that a page can show: a flat object, its keywords understood, a title for each field.</summary>
    public static void Form(JsonObject result)
    {
        if (result["schema"] is not JsonObject schema || TextIn(schema, "type") != "object" || schema["properties"] is not JsonObject { Count: > 0 } fields)
            throw new NonConformant($"the fields of a form are a JSON Schema of an object with properties");
        foreach (var (name, field) in fields)
        {
            if (field is not JsonObject one || TextIn(one, "type") is not ("string" or "integer" or "number" or "boolean")) throw new NonConformant($"the field '{name}' is no text, number or boolean");
            if (TextIn(one, "title") is not { Length: > 0 }) throw new NonConformant($"the field '{name}' has no title: that is what people see");
        }

        if (SchemaWords.Problems(schema).FirstOrDefault() is { } problem) throw new NonConformant($"in the form's schema {problem}");
    }

    public static void Log(JsonObject parameters)
    {
        if (TextIn(parameters, "level") is null || TextIn(parameters, "text") is null) throw new NonConformant($"'log' needs level and text");
    }

    public static void Progress(JsonObject parameters)
    {
        if (parameters["done"] is not JsonValue done || !done.TryGetValue<long>(out var count) || count < 0) throw new NonConformant($"'progress' needs done, a count");
    }

    public static FetchRequest Fetch(JsonObject parameters)
    {
        var address = TextIn(parameters, "address") ?? throw new NonConformant($"'fetch' needs an address");
        if (parameters["headers"] is not (null or JsonObject)) throw new NonConformant($"'fetch' takes headers as an object of names and texts");
        var headers = (parameters["headers"] as JsonObject ?? []).Select(header => new FetchHeader(header.Key, (header.Value as JsonValue)?.ToString() ?? ""));
        byte[] body = [];
        if (parameters["body"] is not null && (TextIn(parameters, "body") is not { } posted || !TryBytes(posted, out body))) throw new NonConformant($"what 'fetch' posts is a text in base 64");
        return new FetchRequest(address) { Method = TextIn(parameters, "method") ?? "GET", Headers = [.. headers], Body = body };
    }

    public static (string Sha256, int Offset) Part(JsonObject parameters) =>
        TextIn(parameters, "sha256") is { } sha256 && parameters["offset"] is JsonValue offset && offset.TryGetValue<int>(out var number) && number >= 0
            ? (sha256, number)
            : throw new NonConformant($"'fetchPart' needs sha256 and offset");

    /// <summary>A draft that the host would take.</summary>
    /// <param name="parameters">Those of <c>evidence</c>.</param>
    /// <param name="commitments">What the plugin was asked about.</param>
    /// <param name="today">The latest day on which it can be anywhere.</param>
    public static JsonObject Draft(JsonObject parameters, JsonArray commitments, DateOnly today)
    {
        if (parameters["draft"] is not JsonObject draft) throw new NonConformant($"'evidence' needs a draft");
        return DraftRules.Wrong(draft, commitments, today) is { } wrong ? throw new NonConformant($"draft '{TextIn(draft, "key")}': {wrong}") : draft;
    }

    private static bool TryBytes(string base64, out byte[] bytes)
    {
        bytes = new byte[base64.Length];
        var whole = Convert.TryFromBase64String(base64, bytes, out var count);
        bytes = bytes[..count];
        return whole;
    }

    private static string? TextIn(JsonObject from, string member) =>
        from[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
