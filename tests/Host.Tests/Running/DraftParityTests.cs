using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Grains.Plugins;
using Tracker.Host.Running;
using Tracker.PluginRunner.Conformance;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>
/// What the conformance kit calls sound, a host takes, and what it calls wrong, a host refuses: both state the rules of a draft,
/// and here they are held to the same drafts.
/// </summary>
public sealed class DraftParityTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    private const string Address = "https://data.example.org/counts/1.json";

    private static readonly string[] s_pieces =
    [
        "villages", " ", "\n", "\r", "\r\n", "\t", "\0", "\u001b", "\u0085", "\u200b", "\u202e", "\u2066", "\ud83d", "\ude00", "\U0001F600", "é", "@", "budi@desa.example", ".", "-", "+62", "811 2345 6789", "08", "0812-3456-7890", "(", ")", "=", "/", "12",
    ];

    /// <summary>Members put into a draft that is well, and whether it then still is.</summary>
    public static TheoryData<string, bool> Drafts => new()
    {
        { "{}", true },
        { """{"title": "Counts of March 😀 (312 of 430)"}""", true },
        { """{"summary": "One.\n\n- two\r\n- three\tfour"}""", true },
        { """{"milestone": null, "period": null, "settledBy": null, "data": null}""", true },
        { """{"stance": "disputes", "shows": "Not Started", "settledBy": "A count."}""", true },
        { """{"settledBy": "\u200b"}""", true },
        { """{"data": {"villages": 312, "share": 0.72, "place": "Contoh", "counted": true, "note": null, "long": 6281123456789}}""", true },
        { """{"summary": "Contract 081/2026 of 2026-03-31, 12345678901234."}""", true },
        { """{"key": ""}""", false },
        { """{"key": "\u200b"}""", false },
        { """{"key": "count/budi@desa.example"}""", false },
        { """{"key": 7}""", false },
        { """{"plan": 7}""", false },
        { """{"plan": "elsewhere"}""", false },
        { """{"commitment": "99"}""", false },
        { """{"milestone": "9.9"}""", false },
        { """{"milestone": "1.2"}""", false },
        { """{"kind": "rumour"}""", false },
        { """{"kind": "Survey"}""", false },
        { """{"shows": "Half"}""", false },
        { """{"shows": 2}""", false },
        { """{"stance": "owner"}""", false },
        { """{"title": null}""", false },
        { """{"title": "\u200b"}""", false },
        { """{"title": "One\ntwo"}""", false },
        { """{"title": "Count\u202e"}""", false },
        { """{"title": "Count\u2066"}""", false },
        { """{"title": "Count\ud83d"}""", false },
        { """{"title": ["Count"]}""", false },
        { """{"summary": "a\u0000b"}""", false },
        { """{"summary": "a\u001b[2Jb"}""", false },
        { """{"summary": "a\rb"}""", false },
        { """{"summary": "Ask budi@desa.example"}""", false },
        { """{"summary": "Call +62 811 2345 6789"}""", false },
        { """{"summary": "Call 0812-3456-7890"}""", false },
        { """{"stance": "disputes", "shows": "Limited"}""", false },
        { """{"stance": "disputes", "shows": "Limited", "settledBy": "\u200b"}""", false },
        { """{"stance": "disputes", "shows": "Complete", "settledBy": "A count."}""", false },
        { """{"settledBy": "A count."}""", false },
        { """{"on": "2026-02-30"}""", false },
        { """{"on": "2999-01-01"}""", false },
        { """{"on": "20 April"}""", false },
        { """{"period": "soon"}""", false },
        { """{"period": "2026-12-31"}""", false },
        { """{"organisation": "another"}""", false },
        { """{"sources": []}""", false },
        { """{"sources": {}}""", false },
        { """{"sources": [7]}""", false },
        { """{"sources": [{"sha256": "ab", "address": "https://data.example.org/counts/1.json"}]}""", false },
        { """{"sources": [{"sha256": "$", "address": "https://data.example.org/counts/1.json", "page": 7}]}""", false },
        { """{"sources": [{"sha256": "$", "address": "https://data.example.org/counts/1.json", "page": "a\u0000"}]}""", false },
        { """{"sources": [{"sha256": "$", "address": "https://data.example.org/counts/1.json", "quotation": "+62 811 2345 6789"}]}""", false },
        { """{"data": 7}""", false },
        { """{"data": {"a": {"b": 1}}}""", false },
        { """{"data": {"a": [1]}}""", false },
        { """{"data": {"": 1}}""", false },
        { """{"data": {"\u200b": 1}}""", false },
        { """{"data": {"budi@desa.example": 1}}""", false },
        { """{"data": {"asked": "budi@desa.example"}}""", false },
        { """{"data": {"a": "\u202e"}}""", false },
        { """{"data": {"a": "\ud83d"}}""", false },
        { "{\"data\": {\"" + new string('a', 101) + "\": 1}}", false },
        { "{\"data\": {\"a\": \"" + new string('a', 8_193) + "\"}}", false },
    };

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task The_kit_and_the_host_say_the_same_of_a_draft(string members, bool sound)
    {
        var plugin = await site.Speaking();
        await site.Services.GetRequiredService<PluginStore>().Archived(plugin, SomePlugin.Archived, Address);
        var run = new PluginRun(1, plugin, new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), null);
        var draft = With(members);

        var ours = DraftReading.Read(JsonElement.Parse(draft), out var received)
            ?? (await site.Services.GetRequiredService<DraftDoor>().Take(run, received, CancellationToken.None) as DraftOutcome.Refused)?.Why;
        var kits = DraftRules.Wrong(JsonNode.Parse(draft)!.AsObject(), site.Services.GetRequiredService<OpenPromises>().Open(), new(2026, 5, 4));

        (ours is null).Should().Be(sound, ours?.Rule);
        (kits is null).Should().Be(sound, kits?.ToString());
    }

    [Fact]
    public void The_kit_and_the_host_say_the_same_of_any_text() => Gen.Int[0, s_pieces.Length - 1].Array[0, 6].Select(at => string.Concat(at.Select(one => s_pieces[one]))).Sample(
        text =>
        {
            Same(Wording.Required("title", text, 64), TextRules.Required("title", text, 64));
            Same(Wording.Line("title", text, 64), TextRules.Line("title", text, 64));
            Same(Wording.Optional("title", text, 64), TextRules.Optional("title", text, 64));
            foreach (var address in new[] { text, "https://" + text, Address + text }) Same(Wording.Source("source", address), TextRules.Address("source", address));

            void Same(Domain.Refused? ours, Remarks.Remark? kits) => (kits is null).Should().Be(ours is null, "{0} is {1} and {2}", JsonSerializer.Serialize(text), ours?.Rule, kits);
        },
        iter: 20_000);

    /// <summary>As JSON text: half a character can stand in it, and in nothing that was read.</summary>
    private static string With(string members)
    {
        var draft = $$"""
            {
              "key": "count", "plan": "contoh", "commitment": "1", "milestone": "1.1", "kind": "dataset", "title": "Counts of March",
              "summary": "In 312 of 430 villages the budget hangs beside the village hall.", "on": "2026-04-20", "shows": "Limited", "stance": "supports",
              "sources": [{"sha256": "$", "address": "{{Address}}"}]
            }
            """;
        var all = new[] { draft, members }.SelectMany(json => JsonElement.Parse(json.Replace("$", SomePlugin.Archived, StringComparison.Ordinal)).EnumerateObject())
            .GroupBy(member => member.Name, (name, said) => $"\"{name}\": {said.Last().Value.GetRawText()}");
        return $"{{{string.Join(", ", all)}}}";
    }
}
