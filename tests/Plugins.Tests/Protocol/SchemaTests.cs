using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Json.Schema;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginSdk;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>The published schema says what is really said.</summary>
public sealed class SchemaTests
{
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
    public void What_the_sdk_says_is_what_the_schema_describes(string name, object message) =>
        PublishedSchema.Problems(name, JsonSerializer.Serialize(message, message.GetType(), PluginJson.Options)).Should().BeEmpty();

    [Theory]
    [InlineData("key", null)]
    [InlineData("key", "\"\"")]
    [InlineData("shows", "\"Nearly\"")]
    [InlineData("stance", "\"neutral\"")]
    [InlineData("on", "\"tomorrow\"")]
    [InlineData("sources", "[]")]
    [InlineData("sources", "[{\"sha256\": \"ab\", \"address\": \"a\"}]")]
    [InlineData("organisation", "\"another\"")]
    public void A_draft_that_is_none_is_none_by_the_schema(string member, string? value)
    {
        var draft = JsonSerializer.SerializeToNode(s_draft, PluginJson.Options)!.AsObject();
        if (value is null) draft.Remove(member);
        else draft[member] = JsonNode.Parse(value);
        PublishedSchema.Problems("draft", draft.ToJsonString()).Should().NotBeEmpty();
    }

    [Fact]
    public void Every_method_is_described_and_documented()
    {
        var document = File.ReadAllText(Required.File("docs/plugin-protocol.md", "the document is part of the repository"));
        var definitions = PublishedSchema.Definitions;
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
        SchemaWords.Problems(JsonNode.Parse(PublishedSchema.Text)!.AsObject()).Should().BeEmpty();

    [Fact]
    public void It_is_a_schema_of_2020_12() =>
        MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(PublishedSchema.Text).RootElement).IsValid.Should().BeTrue();

    [Theory]
    [InlineData("key", DraftLimits.KeyLetters)]
    [InlineData("title", DraftLimits.TitleBytes)]
    [InlineData("summary", DraftLimits.TextBytes)]
    [InlineData("settledBy", DraftLimits.TextBytes)]
    public void A_member_of_a_draft_is_as_long_as_the_host_takes(string member, int most)
    {
        var draft = JsonSerializer.SerializeToNode(s_draft, PluginJson.Options)!.AsObject();
        draft[member] = new string('a', most);
        PublishedSchema.Problems("draft", draft.ToJsonString()).Should().BeEmpty();
        draft[member] = new string('a', most + 1);
        PublishedSchema.Problems("draft", draft.ToJsonString()).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("page", DraftLimits.PageBytes)]
    [InlineData("quotation", DraftLimits.QuotationBytes)]
    [InlineData("address", DraftLimits.AddressLetters)]
    public void A_member_of_a_source_is_as_long_as_the_host_takes(string member, int most)
    {
        var source = JsonSerializer.SerializeToNode(s_draft.Sources[0], PluginJson.Options)!.AsObject();
        source[member] = new string('a', most);
        PublishedSchema.Problems("source", source.ToJsonString()).Should().BeEmpty();
        source[member] = new string('a', most + 1);
        PublishedSchema.Problems("source", source.ToJsonString()).Should().NotBeEmpty();
    }

    [Fact]
    public void There_are_as_many_sources_and_a_cursor_is_as_long_as_the_host_takes()
    {
        Problems(DraftLimits.Sources).Should().BeEmpty();
        Problems(DraftLimits.Sources + 1).Should().NotBeEmpty();
        PublishedSchema.Problems("collect.result", $$"""{"cursor":"{{new string('a', PluginSdk.Protocol.MostCursorBytes)}}"}""").Should().BeEmpty();
        PublishedSchema.Problems("collect.result", $$"""{"cursor":"{{new string('a', PluginSdk.Protocol.MostCursorBytes + 1)}}"}""").Should().NotBeEmpty();

        static IEnumerable<string> Problems(int sources) =>
            PublishedSchema.Problems("draft", JsonSerializer.Serialize(s_draft with { Sources = [.. Enumerable.Repeat(s_draft.Sources[0], sources)] }, PluginJson.Options));
    }

    [Fact]
    public void What_the_sdk_leaves_out_another_may_say_as_null()
    {
        var draft = JsonSerializer.SerializeToNode(s_draft, PluginJson.Options)!.AsObject();
        foreach (var member in new[] { "milestone", "period", "settledBy", "data" }) draft[member] = null;
        foreach (var member in new[] { "page", "quotation" }) draft["sources"]![0]![member] = null; // it has one
        PublishedSchema.Problems("draft", draft.ToJsonString()).Should().BeEmpty();
    }

    [Fact]
    public void The_document_names_the_numbers_that_are_kept()
    {
        var document = File.ReadAllText(Required.File("docs/plugin-protocol.md", "the document is part of the repository"));
        string[] rows =
        [
            $"| header, with its blank line | {N(PluginSdk.Protocol.MostHeaderBytes)} bytes |",
            $"| body | {N(PluginSdk.Protocol.MostBodyBytes >> 20)} MiB |",
            $"| nesting of the JSON | {N(PluginSdk.Protocol.MostDepth)} |",
            $"| a fetched body in one answer | {N(PluginSdk.Protocol.MostPartBytes >> 10)} KiB;",
            $"| a cursor | {N(PluginSdk.Protocol.MostCursorBytes)} bytes;",
            $"at most {N(Connection.AtOnce)} of a plugin's at once",
            $"| `key` | {N(DraftLimits.KeyLetters)} letters |",
            $"| `title` | {N(DraftLimits.TitleBytes)} bytes of UTF-8",
            $"| `summary`, `settledBy` | {N(DraftLimits.TextBytes)} bytes |",
            $"| `sources` | {N(DraftLimits.Sources)}; `address` {N(DraftLimits.AddressLetters)} letters, `page` {N(DraftLimits.PageBytes)} bytes, `quotation` {N(DraftLimits.QuotationBytes)} bytes |",
            $"| `data` | {N(DraftLimits.DataBytes)} bytes",
            $"as the manifest asks, at most {N(PluginLimits.Most.Seconds)} s, {N(PluginLimits.Most.MemoryMiB)} MiB, {N(PluginLimits.Most.OutputMiB)} MiB, {N(PluginLimits.Most.Processes)};",
            $"| fetches of a run | {N(RunLimits.Fetches)}, each {N(new FetchPolicy([]).MostBytes >> 20)} MiB in {N((int)new FetchPolicy([]).WholeTime.TotalSeconds)} s, all together {N((int)(RunLimits.FetchedBytes >> 20))} MiB; {N((int)(RunLimits.KeptBytes >> 20))} MiB of what comes in parts |",
            $"| drafts of a run | {N(RunLimits.Drafts)}, unless the site lets more in |",
        ];
        foreach (var row in rows) document.Should().Contain(row);

        static string N(int number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
    }
}
