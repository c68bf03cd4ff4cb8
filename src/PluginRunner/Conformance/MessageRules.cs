using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What a plugin's messages must look like; each rule says what is wrong in words for the plugin's author.</summary>
internal static class MessageRules
{
    private static readonly string[] Kinds = ["document", "dataset", "measurement", "survey", "contract", "publication", "report"];
    private static readonly string[] Levels = ["Not Started", "Limited", "Substantial", "Complete"];
    private static readonly string[] DraftMembers =
        ["key", "plan", "commitment", "milestone", "kind", "title", "summary", "on", "period", "shows", "stance", "settledBy", "sources", "data"];

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
        : TextIn(result, "cursor") is { Length: <= 16 * 1024 } cursor ? cursor
        : throw new NonConformant("a cursor is a text of at most 16,384 letters");

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
        return new FetchRequest(address) { Method = TextIn(parameters, "method") ?? "GET", Headers = [.. headers] };
    }

    public static (string Sha256, int Offset) Part(JsonObject parameters) =>
        TextIn(parameters, "sha256") is { } sha256 && parameters["offset"] is JsonValue offset && offset.TryGetValue<int>(out var number) && number >= 0
            ? (sha256, number)
            : throw new NonConformant("'fetchPart' needs sha256 and offset");

    /// <summary>A draft that the host would take.</summary>
    public static JsonObject Draft(JsonObject parameters, JsonArray commitments)
    {
        if (parameters["draft"] is not JsonObject draft) throw new NonConformant("'evidence' needs a draft");
        var key = Text(draft, "key", 1, 200);
        void Must(bool holds, string problem)
        {
            if (!holds) throw new NonConformant($"draft '{key}': {problem}");
        }

        Must(draft.All(member => DraftMembers.Contains(member.Key)), $"it has members the protocol does not know: {string.Join(", ", draft.Select(member => member.Key).Except(DraftMembers))}");
        Text(draft, "title", 1, 200);
        Text(draft, "summary", 1, 8192);
        Must(Kinds.Contains(TextIn(draft, "kind")), $"kind is one of {string.Join(", ", Kinds)}");
        Must(Levels.Contains(TextIn(draft, "shows")), $"shows is one of {string.Join(", ", Levels)}");
        Must(TextIn(draft, "stance") is "supports" or "disputes", "stance is supports or disputes");
        Must(TextIn(draft, "stance") != "disputes" || TextIn(draft, "settledBy") is { Length: > 0 }, "a dispute says in settledBy what would settle it");
        Must(DateOnly.TryParseExact(TextIn(draft, "on"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "on is a date, such as 2027-03-01");
        Must(draft["data"] is null or JsonObject, "data is an object");
        Must(draft["data"] is null || draft["data"]!.ToJsonString().Length <= 16 * 1024, "data is at most 16 KiB"); // asked on this line
        Must(IsAskedAbout(draft, commitments), "it speaks about a commitment or milestone that the host did not name");
        Must(draft["sources"] is JsonArray { Count: > 0 } sources && sources.All(IsSource), "sources is a list of at least one, each with sha256 and address as a fetch gave them");
        return draft;
    }

    private static bool IsSource(JsonNode? node) =>
        node is JsonObject source && SourceArchive.IsDigest(TextIn(source, "sha256")) && TextIn(source, "address") is { Length: > 0 };

    private static bool IsAskedAbout(JsonObject draft, JsonArray commitments) => commitments.OfType<JsonObject>().Any(commitment =>
        Canonical.Text(commitment["plan"]) == Canonical.Text(draft["plan"]) && Canonical.Text(commitment["number"]) == Canonical.Text(draft["commitment"])
        && (draft["milestone"] is null || (commitment["milestones"] as JsonArray ?? []).OfType<JsonObject>().Any(milestone => Canonical.Text(milestone["number"]) == Canonical.Text(draft["milestone"]))));

    private static string Text(JsonObject from, string member, int least, int most) =>
        TextIn(from, member) is { } text && text.Length >= least && text.Length <= most
            ? text
            : throw new NonConformant($"a draft's {member} is a text of {least} to {most} letters");

    private static string? TextIn(JsonObject from, string member) =>
        from[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
