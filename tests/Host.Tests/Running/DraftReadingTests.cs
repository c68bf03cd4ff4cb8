using System.Text.Json;
using CsCheck;
using FluentAssertions;
using Tracker.Host.Running;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Whatever JSON stands in the place of a draft: it is read, or refused by name.</summary>
public sealed class DraftReadingTests
{
    private const string Draft = """
        {"key":"k","plan":"contoh","commitment":"1","milestone":"1.1","kind":"survey","title":"t","summary":"s","on":"2026-01-01","period":"2026-03-31","shows":"Limited","stance":"disputes","settledBy":"w","sources":[{"sha256":"ab","address":"https://data.example.org/","page":"1","quotation":"q"}],"data":{"villages":312,"place":"x"}}
        """;

    private static readonly string[] s_pieces =
    [
        "null", "-1", "1e999", "true", "[]", "{}", "[[[[{}]]]]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", ",", ":", "\"", "{", "}", "[", "]", "\"key\":\"k\",", "\"titel\":1,", "\"\\ud800\":1,", "\"sources\":null,", "é", "0",
    ];

    [Fact]
    public void Any_draft_is_read_or_refused_by_name()
    {
        var change = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.Int[-1, s_pieces.Length - 1]);
        var (read, refused) = (0, 0);
        change.Array[0, 4].Select(changes => changes.Aggregate(Draft, (draft, at) =>
        {
            var from = (int)(at.Item1 * draft.Length);
            var to = Math.Min(draft.Length, from + at.Item2);
            return draft[..from] + (at.Item3 < 0 ? draft[from..to] + draft[from..to] : s_pieces[at.Item3]) + draft[to..];
        })).Sample(
            text =>
            {
                if (Json(text) is not { } json) return;
                if (DraftReading.Read(json, out var received) is { } why)
                {
                    why.Rule.Should().NotBeEmpty();
                    Interlocked.Increment(ref refused);
                    return;
                }

                received.Should().NotBeNull();
                Interlocked.Increment(ref read);
            },
            iter: 20_000);
        read.Should().BePositive();
        refused.Should().BePositive();
    }

    [Theory]
    [InlineData("""{"a":"\ud83d"}""")]
    [InlineData("""{"\ud83d":"a"}""")]
    public void Half_a_character_among_the_figures_is_refused_by_name(string data) =>
        DraftReading.Read(JsonElement.Parse($$"""{"key":"k","data":{{data}}}"""), out _)!.Should().Match<Domain.Refused>(why => why.Field == "data"); // it is refused

    private static JsonElement? Json(string text)
    {
        try
        {
            return JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
