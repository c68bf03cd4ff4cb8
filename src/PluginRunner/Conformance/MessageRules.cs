using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What a plugin's messages must look like; each rule says what is wrong in words for the plugin's author.</summary>
internal static class MessageRules
{
    public static void Envelope(JsonObject message)
    {
        if (TextIn(message, "jsonrpc") != "2.0") throw new NonConformant("a message does not say \"jsonrpc\": \"2.0\"");
        if (message["method"] is not null && TextIn(message, "method") is null) throw new NonConformant("a message's method is no text");
        if (message["method"] is null && message.ContainsKey("result") == message.ContainsKey("error")) throw new NonConformant("an answer has either a result or an error");
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
        : answer["result"] as JsonObject ?? throw new NonConformant("a result is an object");

    public static string? ErrorIn(JsonObject answer)
    {
        if (!answer.ContainsKey("error")) return null;
        return answer["error"] is JsonObject error && error["code"] is JsonValue code && code.TryGetValue<int>(out _) && TextIn(error, "message") is { Length: > 0 } text
            ? text
            : throw new NonConformant("an error has a code (a whole number) and a message");
    }

    public static string? Cursor(JsonObject result) =>
        result["cursor"] is null ? null
        : TextIn(result, "cursor") is { } cursor && Encoding.UTF8.GetByteCount(cursor) <= Protocol.MostCursorBytes ? cursor
        : throw new NonConformant($"a cursor is a text of at most {Protocol.MostCursorBytes} bytes");

    public static string Verdict(JsonObject result) =>
        TextIn(result, "verdict") is ("unchanged" or "changed" or "gone" or "unknown") and { } verdict ? verdict
        : throw new NonConformant("a verdict is unchanged, changed, gone or unknown");

    /// <summary>A form that a page can show: a flat object, its keywords understood, a title for each field.</summary>
    public static void Form(JsonObject result)
    {
        if (result["schema"] is not JsonObject schema || TextIn(schema, "type") != "object" || schema["properties"] is not JsonObject { Count: > 0 } fields)
            throw new NonConformant("the fields of a form are a JSON Schema of an object with properties");
        foreach (var (name, field) in fields)
        {
            if (field is not JsonObject one || TextIn(one, "type") is not ("string" or "integer" or "number" or "boolean")) throw new NonConformant($"the field '{name}' is no text, number or boolean");
            if (TextIn(one, "title") is not { Length: > 0 }) throw new NonConformant($"the field '{name}' has no title: that is what people see");
        }

        if (SchemaWords.Problems(schema).FirstOrDefault() is { } problem) throw new NonConformant($"in the form's schema {problem}");
    }

    public static void Log(JsonObject parameters)
    {
        if (TextIn(parameters, "level") is null || TextIn(parameters, "text") is null) throw new NonConformant("'log' needs level and text");
    }

    public static void Progress(JsonObject parameters)
    {
        if (parameters["done"] is not JsonValue done || !done.TryGetValue<long>(out var count) || count < 0) throw new NonConformant("'progress' needs done, a count");
    }

    public static FetchRequest Fetch(JsonObject parameters)
    {
        var address = TextIn(parameters, "address") ?? throw new NonConformant("'fetch' needs an address");
        if (parameters["headers"] is not (null or JsonObject)) throw new NonConformant("'fetch' takes headers as an object of names and texts");
        var headers = (parameters["headers"] as JsonObject ?? []).Select(header => new FetchHeader(header.Key, (header.Value as JsonValue)?.ToString() ?? ""));
        byte[] body = [];
        if (parameters["body"] is not null && (TextIn(parameters, "body") is not { } posted || !TryBytes(posted, out body))) throw new NonConformant("what 'fetch' posts is a text in base 64");
        return new FetchRequest(address) { Method = TextIn(parameters, "method") ?? "GET", Headers = [.. headers], Body = body };
    }

    public static (string Sha256, int Offset) Part(JsonObject parameters) =>
        TextIn(parameters, "sha256") is { } sha256 && parameters["offset"] is JsonValue offset && offset.TryGetValue<int>(out var number) && number >= 0
            ? (sha256, number)
            : throw new NonConformant("'fetchPart' needs sha256 and offset");

    /// <summary>A draft that the host would take.</summary>
    public static JsonObject Draft(JsonObject parameters, JsonArray commitments)
    {
        if (parameters["draft"] is not JsonObject draft) throw new NonConformant("'evidence' needs a draft");
        EvidenceDraft read;
        try
        {
            read = draft.Deserialize<EvidenceDraft>(PluginJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new NonConformant($"draft '{TextIn(draft, "key")}' is none: {e.Message}");
        }

        void Must(bool holds, string problem)
        {
            if (!holds) throw new NonConformant($"draft '{read.Key}': {problem}");
        }

        void Fits(string name, string? text, int bytes) =>
            Must(text is null || Encoding.UTF8.GetByteCount(text) <= bytes, $"{name} is a text of at most {bytes} bytes");

        Must(read.Key.Length is > 0 and <= DraftLimits.KeyLetters, $"a key is a text of 1 to {DraftLimits.KeyLetters} letters");
        Must(!string.IsNullOrWhiteSpace(read.Title) && !read.Title.Trim().Contains('\n', StringComparison.Ordinal), "a title is one line");
        Must(!string.IsNullOrWhiteSpace(read.Summary), "a summary says something");
        Fits("a title", read.Title, DraftLimits.TitleBytes);
        Fits("a summary", read.Summary, DraftLimits.TextBytes);
        Fits("settledBy", read.SettledBy, DraftLimits.TextBytes);
        Must(read.Stance != Stance.Disputes || !string.IsNullOrWhiteSpace(read.SettledBy), "a dispute says in settledBy what would settle it");
        Must(read.Stance != Stance.Supports || string.IsNullOrWhiteSpace(read.SettledBy), "settledBy belongs to a dispute");
        Must(read.Data is null || JsonSerializer.SerializeToUtf8Bytes(read.Data, PluginJson.Options).Length <= DraftLimits.DataBytes, $"data is at most {DraftLimits.DataBytes} bytes");
        Must(IsAskedAbout(draft, commitments), "it speaks about a commitment or milestone that the host did not name");
        Must(!read.Sources.IsDefaultOrEmpty && read.Sources.All(source => SourceArchive.IsDigest(source.Sha256) && source.Address.Length > 0), "sources is a list of at least one, each with sha256 and address as a fetch gave them");
        Must(read.Sources.Length <= DraftLimits.Sources, $"at most {DraftLimits.Sources} sources");
        foreach (var source in read.Sources)
        {
            Must(source.Address.Length <= DraftLimits.AddressLetters, $"an address has at most {DraftLimits.AddressLetters} letters");
            Fits("a source's page", source.Page, DraftLimits.PageBytes);
            Fits("a source's quotation", source.Quotation, DraftLimits.QuotationBytes);
        }

        return draft;
    }

    private static bool IsAskedAbout(JsonObject draft, JsonArray commitments) => commitments.OfType<JsonObject>().Any(commitment =>
        Canonical.Text(commitment["plan"]) == Canonical.Text(draft["plan"]) && Canonical.Text(commitment["number"]) == Canonical.Text(draft["commitment"])
        && (draft["milestone"] is null || (commitment["milestones"] as JsonArray ?? []).OfType<JsonObject>().Any(milestone => Canonical.Text(milestone["number"]) == Canonical.Text(draft["milestone"]))));

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
