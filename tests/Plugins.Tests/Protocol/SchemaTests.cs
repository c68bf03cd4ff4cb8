using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using NJsonSchema;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginSdk;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>The published schema says what is really said.</summary>
public sealed class SchemaTests
{
    private static readonly string s_text = File.ReadAllText(Required.File("docs/plugin-protocol/messages.schema.json", "the schema is part of the repository"));
    private static readonly CommitmentBrief s_commitment = new("contoh", "B.1.A", "Puskesmas", "contoh", ["puskesmas"], [new("1.1", "Standar", [], new(2026, 1, 1), new(2026, 6, 30), 5m, "quarterly", [new(2026, 3, 31)])], 10m, "IDR");
    private static readonly string s_sha = new('a', 64);
    private static readonly EvidenceDraft s_draft = new("k", "contoh", "1", EvidenceKind.Survey, "t", "s", new(2026, 1, 1), Level.NotStarted, Stance.Disputes, [new(s_sha, "https://data.example.org/", "p. 3", "words")], "1.1", new(2026, 3, 31), "a photograph", new() { ["villages"] = 312 });

    public static TheoryData<string, object> Messages => new()
    {
        { "initialize.params", new InitializeParams("1.0", new() { ["feed"] = "x" }, "academia", "id") },
        { "initialize.result", new InitializeResult("1.0", "n", "1.0.0") },
        { "collect.params", new CollectParams([s_commitment], "c") },
        { "collect.params", new CollectParams([]) },
        { "collect.result", new CollectResult() },
        { "collect.result", new CollectResult("next") },
        { "receive.params", new ReceiveParams(ImmutableSortedDictionary<string, string>.Empty.Add("x-signature", "s"), [1, 2], DateTimeOffset.UnixEpoch, s_sha, "a", [s_commitment]) },
        { "fields.params", new FieldsParams("en") },
        { "fields.result", new FieldsResult(new() { ["type"] = "object" }) },
        { "submit.params", new SubmitParams(new() { ["place"] = "x" }, s_sha, "a", [s_commitment]) },
        { "submit.params", new SubmitParams(new() { ["place"] = "x" }, s_sha, "a", [s_commitment], "id") },
        { "check.params", new CheckParams("k", [new(s_sha, "a")], new() { ["villages"] = 312 }) },
        { "check.result", new CheckResult(Verdict.Gone, "404") },
        { "shutdown.params", new Nothing() },
        { "fetch.params", new FetchParams("https://data.example.org/", "GET", ImmutableSortedDictionary<string, string>.Empty.Add("accept", "text/csv")) },
        { "fetch.params", new FetchParams("https://data.example.org/", "POST", null, [1, 2]) },
        { "fetch.result", new FetchResult(200, ImmutableSortedDictionary<string, string>.Empty, "a", s_sha, DateTimeOffset.UnixEpoch, 3, [1, 2, 3]) },
        { "fetchPart.params", new FetchPartParams(s_sha, 512) },
        { "fetchPart.result", new FetchPartResult([]) },
        { "evidence.params", new EvidenceParams(s_draft) },
        { "evidence.result", new EvidenceResult(Outcome.Refused, "level-unknown", "words", "shows") },
        { "log.params", new LogParams(LogLevel.Warning, "words") },
        { "progress.params", new ProgressParams(1, 2, "words") },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task What_the_sdk_says_is_what_the_schema_describes(string name, object message)
    {
        var schema = await SchemaOf(name);
        schema.Validate(JsonSerializer.Serialize(message, message.GetType(), PluginJson.Options)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("key", null)]
    [InlineData("key", "\"\"")]
    [InlineData("shows", "\"Nearly\"")]
    [InlineData("stance", "\"neutral\"")]
    [InlineData("on", "\"tomorrow\"")]
    [InlineData("sources", "[]")]
    [InlineData("sources", "[{\"sha256\": \"ab\", \"address\": \"a\"}]")]
    [InlineData("organisation", "\"another\"")]
    public async Task A_draft_that_is_none_is_none_by_the_schema(string member, string? value)
    {
        var draft = JsonSerializer.SerializeToNode(s_draft, PluginJson.Options)!.AsObject();
        if (value is null) draft.Remove(member);
        else draft[member] = JsonNode.Parse(value);
        (await SchemaOf("draft")).Validate(draft.ToJsonString()).Should().NotBeEmpty();
    }

    [Fact]
    public void Every_method_is_described_and_documented()
    {
        var document = File.ReadAllText(Required.File("docs/plugin-protocol.md", "the document is part of the repository"));
        var definitions = JsonNode.Parse(s_text)!["$defs"]!.AsObject().Select(one => one.Key).ToList();
        foreach (var method in typeof(Methods).GetFields().Select(field => (string)field.GetValue(null)!))
        {
            definitions.Should().Contain($"{method}.params");
            if (method is not (Methods.Log or Methods.Progress)) definitions.Should().Contain($"{method}.result");
            document.Should().Contain($"`{method}`");
        }

        foreach (var code in typeof(ErrorCodes).GetFields().Select(field => (int)field.GetValue(null)!)) document.Should().Contain(code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Only_keywords_that_no_validator_ignores_are_used() =>
        SchemaWords.Problems(JsonNode.Parse(s_text)!.AsObject()).Should().BeEmpty();

    private static Task<JsonSchema> SchemaOf(string name)
    {
        // The definition with all the others beside it; the validator resolves references among definitions by their older name only.
        var whole = JsonNode.Parse(s_text.Replace("$defs", "definitions", StringComparison.Ordinal))!.AsObject();
        var one = whole["definitions"]![name]!.DeepClone().AsObject();
        one["definitions"] = whole["definitions"]!.DeepClone();
        return JsonSchema.FromJsonAsync(one.ToJsonString());
    }
}
