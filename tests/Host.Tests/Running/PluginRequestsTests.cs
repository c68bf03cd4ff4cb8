using System.Collections.Immutable;
using System.Text.Json;
using FluentAssertions;
using Tracker.Domain;
using Tracker.Host.Running;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a plugin is told of a draft that is refused: the rule, the member, and words with their values in them.</summary>
public sealed class PluginRequestsTests
{
    [Theory]
    [InlineData("""{"key":"a","title":5}""", "member-of-other-kind", "title", "“title” must be a text; here it is a number.")]
    [InlineData("""{"key":7}""", "member-of-other-kind", "key", "“key” must be a text; here it is a number.")]
    [InlineData("""{"key":"a","milestone":2.1}""", "member-of-other-kind", "milestone", "“milestone” must be a text; here it is a number.")]
    [InlineData("""{"key":"a","on":true}""", "member-of-other-kind", "on", "“on” must be a text; here it is true or false.")]
    [InlineData("""{"key":"a","sources":"x"}""", "member-of-other-kind", "sources", "“sources” must be a list, each an object; here it is a text.")]
    [InlineData("""{"key":"a","sources":[{"sha256":"d"},4]}""", "member-of-other-kind", "sources[1]", "“sources[1]” must be an object; here it is a number.")]
    [InlineData("""{"key":"a","sources":[{"page":4}]}""", "member-of-other-kind", "sources[0].page", "“sources[0].page” must be a text; here it is a number.")]
    [InlineData("""{"key":"a","data":["x"]}""", "member-of-other-kind", "data", "“data” must be an object; here it is a list.")]
    [InlineData("null", "member-of-other-kind", "draft", "“draft” must be an object; here it is nothing (null).")]
    [InlineData("""{"key":"a","titel":"x"}""", "unknown-member", "titel", "“titel” is not known here.")]
    [InlineData("""{"key":"a","on":"x","on":"y"}""", "member-twice", "on", "“on” stands here twice.")]
    [InlineData("""{"key":"a","title":"\ud800"}""", "not-text", "title", "What was sent holds half of a character.")]
    public async Task What_cannot_be_read_is_refused_by_its_member_with_the_kind_that_is_wanted(string draft, string rule, string field, string words)
    {
        var calls = new SomeCalls();

        var answer = await new PluginRequests(calls, "en").Evidence(Json(draft), default);

        (answer.Outcome, answer.Rule, answer.Field, answer.Reason).Should().Be((Outcome.Refused, rule, field, words));
        calls.Unread.Should().Equal(draft.Contains("\"a\"", StringComparison.Ordinal) ? "a" : "");
    }

    [Fact]
    public async Task A_draft_that_can_be_read_goes_on_whole()
    {
        var calls = new SomeCalls();

        var answer = await new PluginRequests(calls, "en").Evidence(
            Json("""{"key":"a","milestone":null,"sources":[{"sha256":"d","address":"https://data.example.org/"}],"data":{"x": 1}}"""), default);

        (answer.Outcome, answer.Reason).Should().Be((Outcome.Accepted, null));
        calls.Taken!.Should().Match<ReceivedDraft>(draft => draft.Key == "a" && draft.Milestone == null && draft.Sources.Length == 1 && draft.Data == "{\"x\":1}"); // just taken
    }

    [Theory]
    [InlineData("en", "2099-01-01 is after today, 2026-05-04")]
    [InlineData("id", "2099-01-01 melewati hari ini, 2026-05-04")]
    [InlineData("tlh", "2099-01-01 is after today, 2026-05-04")]
    public async Task A_refusal_has_its_values_in_it_in_the_sites_language(string site, string words) =>
        (await new PluginRequests(Late(), site).Evidence(Json("{}"), default)).Reason.Should().StartWith(words).And.NotContain("{");

    [Theory]
    [InlineData("id", "1 Januari 2099 melewati hari ini, 4 Mei 2026")]
    [InlineData(null, "1 January 2099 is after today, 4 May 2026")]
    public async Task Whoever_filled_in_a_form_is_told_in_the_language_of_the_form(string? form, string words)
    {
        var requests = new PluginRequests(Late(), "en");
        requests.ReadBy(form);

        (await requests.Evidence(Json("{}"), default)).Reason.Should().StartWith(words);
    }

    private static SomeCalls Late() => new() { Outcome = new DraftOutcome.Refused(Rules.OnAfterToday.Refuse("on", ("on", "2099-01-01"), ("today", "2026-05-04"))) };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private sealed class SomeCalls : IRunCalls
    {
        public DraftOutcome Outcome { get; init; } = new DraftOutcome.Accepted(Tracker.Domain.Evidence.EvidenceId.Parse("contoh~1~k7q2"));

        public ReceivedDraft? Taken { get; private set; }

        public List<string> Unread { get; } = [];

        public Task<SourceAnswer> Fetch(string method, string address, ImmutableArray<(string Name, string Value)> headers, CancellationToken ct, ReadOnlyMemory<byte> body = default) =>
            throw new NotSupportedException();

        public Task<DraftOutcome> Evidence(ReceivedDraft draft, CancellationToken ct)
        {
            Taken = draft;
            return Task.FromResult(Outcome);
        }

        public Task<DraftOutcome> Refused(DraftOutcome.Refused refused, string key)
        {
            Unread.Add(key);
            return Task.FromResult<DraftOutcome>(refused);
        }

        public void Log(string level, string text)
        {
        }

        public void Progress(long? done, long? of, string? text)
        {
        }
    }
}
