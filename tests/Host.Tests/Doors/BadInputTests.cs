using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>Whatever is wrong with a request: a clear refusal that names the field, and nothing is written.</summary>
public sealed class BadInputTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public Task Malformed_JSON() => Refused(Raw("{\"completion\": "), 400, "malformed-json", null);

    [Fact]
    public Task An_empty_body() => Refused(Raw(""), 400, "malformed-json", null);

    [Fact]
    public Task A_list_instead_of_an_object() => Refused(Raw("[]"), 400, "malformed-json", null);

    [Fact]
    public Task JSON_deeper_than_64() => Refused(Raw("{\"narrative\":" + new string('[', 65) + new string(']', 65) + "}"), 400, "malformed-json", null);

    [Fact]
    public Task A_body_that_is_not_JSON_by_its_own_word() => Refused(
        () => site.As("owner").SendAsync(new(HttpMethod.Post, Progress)
        {
            Content = new StringContent("completion=Limited", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
            Headers = { { "Idempotency-Key", NewKey() }, { "If-Match", "\"1\"" } },
        }),
        415,
        "not-json",
        "Content-Type");

    [Theory]
    [InlineData("narrative", "5")]
    [InlineData("narrative", "{}")]
    [InlineData("percent", "\"54\"")]
    [InlineData("percent", "101")]
    [InlineData("percent", "54.123")]
    [InlineData("challenges", "\"Other\"")]
    [InlineData("nextStep", "[]")]
    public Task A_wrong_type(string member, string value) => Refused(Progressed((member, JsonNode.Parse(value))), 400, "malformed-value", member, or: "not-in-list");

    [Fact]
    public async Task A_digest_that_is_none_is_told_what_one_is()
    {
        var answer = await site.As("admin").Post("/api/v1/plugins/counts/approval", new() { ["digest"] = "5f3a", ["organisation"] = "warga-pemantau" });

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var why = await answer.Json();
        ((string)why["field"]!, (string)why["detail"]!).Should().Match<(string Field, string Detail)>(one => one.Field == "digest" && one.Detail.Contains("a digest of 64 hexadecimal digits"));
    }

    [Fact]
    public async Task Everything_that_cannot_be_read_is_named_at_once()
    {
        var problem = await Refused(Raw("""{"completion":"limited","percent":101,"on":"yesterday","else":1}"""), 400, "unknown-member", "else");

        Named(problem).Should().Equal(("unknown-member", "else"), ("required", "narrative"), ("not-in-list", "completion"), ("malformed-value", "percent"), ("not-a-date", "on"));
    }

    [Fact]
    public async Task Everything_that_a_rule_has_against_the_fields_is_named_at_once()
    {
        var problem = await Refused(Progressed(("on", "2999-01-01"), ("narrative", " "), ("nextStep", "Call +62 812 3456 7890.")), 400, "on-after-today", "on");

        Named(problem).Should().Equal(("on-after-today", "on"), ("text-required", "narrative"), ("text-telephone", "nextStep"));
        problem["errors"]!.AsArray().Select(error => (string?)error!["detail"]).Should().OnlyHaveUniqueItems().And.Contain((string?)problem["detail"]);
    }

    [Fact]
    public async Task One_thing_that_is_wrong_needs_no_list() =>
        (await Refused(Progressed(("narrative", " ")), 400, "text-required", "narrative")).ContainsKey("errors").Should().BeFalse();

    [Theory]
    [InlineData("limited")]
    [InlineData("Limited, Complete")]
    [InlineData("No Evidence Available")]
    [InlineData("")]
    public async Task A_word_that_is_not_of_the_list_and_the_answer_names_the_list(string word)
    {
        var problem = await Refused(Progressed(("completion", word)), 400, "not-in-list", "completion");

        ((string)problem["detail"]!).Should().Contain("Not Started, Limited, Substantial, Complete");
    }

    [Fact]
    public Task A_number_where_a_word_of_a_list_is_wanted() => Refused(Progressed(("completion", 3)), 400, "not-in-list", "completion");

    [Theory]
    [InlineData("role", "\"reviewer\"")]
    [InlineData("owner", "\"bappeda\"")]
    [InlineData("status", "\"accepted\"")]
    [InlineData("index", "0")]
    [InlineData("leaf", "\"1.2.1\"")]
    [InlineData("Completion", "\"Complete\"")]
    public Task An_unknown_member_is_never_obeyed(string member, string value) =>
        Refused(Progressed((member, JsonNode.Parse(value))), 400, "unknown-member", member);

    [Fact]
    public Task Members_that_only_the_site_gives_are_unknown_to_others() => Refused(
        () => site.As("partner").Post("/api/v1/organisations/warga-pemantau/independence", new JsonObject { ["plan"] = "contoh", ["statement"] = "We are.", ["development"] = true }),
        400,
        "unknown-member",
        "development");

    [Fact]
    public Task A_member_twice() => Refused(Raw("""{"completion":"Limited","narrative":"a","narrative":"b"}"""), 400, "member-twice", "narrative");

    [Theory]
    [InlineData("completion")]
    [InlineData("narrative")]
    public async Task A_missing_member(string member)
    {
        var body = SomeProgress();
        body.Remove(member);

        await Refused(() => site.As("owner").Post(Progress, body, Now), 400, "required", member);
    }

    [Fact]
    public Task A_string_of_a_megabyte() => Refused(Progressed(("narrative", new string('a', 1 << 20))), 400, "text-too-long", "narrative");

    [Fact]
    public Task A_body_of_three_megabytes() => Refused(Progressed(("narrative", new string('a', 3 << 20))), 413, "body-too-large", "body");

    [Fact]
    public Task A_text_longer_than_texts_are() => Refused(Progressed(("narrative", new string('a', (8 * 1024) + 1))), 400, "text-too-long", "narrative");

    [Fact]
    public async Task Of_a_hundred_thousand_unknown_members_twenty_are_named() =>
        Named(await Refused(Raw("{" + string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":0")) + "}"), 400, "unknown-member", "0"))
            .Count(one => one.Rule == "unknown-member").Should().Be(20);

    [Fact]
    public Task A_NUL_character() => Refused(Progressed(("narrative", "a\0b")), 400, "text-control-characters", "narrative");

    [Fact]
    public Task A_bidirectional_override() => Refused(Progressed(("narrative", "a\u202Eb")), 400, "text-bidi-characters", "narrative");

    [Fact]
    public Task Half_a_surrogate_pair() => Refused(Raw("""{"completion":"Limited","narrative":"a\ud800"}"""), 400, "not-text", "narrative");

    [Fact]
    public Task Half_a_surrogate_pair_in_a_members_name() => Refused(Raw("""{"completion":"Limited","narrative":"a","\ud800":1}"""), 400, "not-text", null);

    [Theory]
    [InlineData("on", "2026-02-30")]
    [InlineData("on", "31-12-2026")]
    [InlineData("nextDate", "2026-13-01")]
    [InlineData("period", "today")]
    public Task An_impossible_date(string member, string date) => Refused(Progressed((member, date)), 400, "not-a-date", member);

    [Fact]
    public Task A_date_after_today() => Refused(Progressed(("on", "2026-05-05")), 400, "on-after-today", "on");

    [Fact]
    public Task A_leaf_that_does_not_exist() => Refused(
        () => site.As("owner").Post(Commitment + "/milestones/9.9/progress", SomeProgress(), Now), 404, "leaf-unknown", "leaf");

    [Fact]
    public Task A_parent_where_a_leaf_is_wanted() => Refused(
        () => site.As("owner").Post(Commitment + "/milestones/1.2/progress", SomeProgress(), Now), 400, "leaf-is-parent", "leaf");

    [Fact]
    public Task A_parent_where_evidence_wants_a_leaf() => Refused(
        () => site.As("partner").Post(Commitment + "/milestones/1.2/evidence", SomeEvidence()), 400, "leaf-is-parent", "leaf");

    [Fact]
    public Task A_commitment_that_does_not_exist() => Refused(
        () => site.As("partner").Post("/api/v1/plans/contoh/commitments/77/evidence", SomeEvidence()), 404, "commitment-unknown", null);

    [Fact]
    public Task A_plan_that_does_not_exist() => Refused(
        () => site.As("partner").Post("/api/v1/plans/nowhere/commitments/1/evidence", SomeEvidence()), 404, "plan-unknown", "plan");

    [Fact]
    public Task An_address_that_cannot_be_one() => Refused(
        () => site.As("partner").Post("/api/v1/plans/UP~PER/commitments/1/evidence", SomeEvidence()), 404, "not-found", null);

    [Fact]
    public Task Evidence_that_does_not_exist() => Refused(
        () => site.As("reviewer").Post("/api/v1/evidence/contoh~1~abcdefgh/acceptance", new JsonObject { ["level"] = "Limited", ["reason"] = "Seen." }, "\"1\""), 404, "evidence-unknown", null);

    [Fact]
    public Task No_idempotency_key() => Refused(() => site.As("owner").Post(Progress, SomeProgress(), "\"1\"", ""), 400, "idempotency-key-missing", "Idempotency-Key");

    [Theory]
    [InlineData("with space")]
    [InlineData("kunci-ключ")]
    public Task An_idempotency_key_that_is_none(string key) => Refused(
        () => site.As("owner").Post(Progress, SomeProgress(), "\"1\"", "", ("Idempotency-Key", key)), 400, "idempotency-key-malformed", "Idempotency-Key");

    [Fact]
    public Task An_idempotency_key_of_129_characters() => Refused(
        () => site.As("owner").Post(Progress, SomeProgress(), "\"1\"", new string('k', 129)), 400, "idempotency-key-malformed", "Idempotency-Key");

    [Fact]
    public Task No_version_seen() => Refused(() => site.As("owner").Post(Progress, SomeProgress()), 428, "if-match-missing", "If-Match");

    [Theory]
    [InlineData("*")]
    [InlineData("\"abc\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"99999999999999999999\"")]
    public Task A_version_that_is_none(string tag) => Refused(() => site.As("owner").Post(Progress, SomeProgress(), tag), 400, "if-match-malformed", "If-Match");

    [Theory]
    [InlineData("\"99\"")]
    [InlineData("\"99-2031-01-31-17\"")]
    public Task A_version_that_nobody_can_have_seen(string tag) => Refused(() => site.As("owner").Post(Progress, SomeProgress(), tag), 412, "changed-since-seen", null);

    [Fact]
    public Task Bytes_that_are_no_text() => Refused(
        () =>
        {
            var body = new ByteArrayContent([.. "{\"completion\":\"Limited\",\"narrative\":\"a"u8, 0xFF, .. "\"}"u8]);
            body.Headers.ContentType = new("application/json");
            var request = new HttpRequestMessage(HttpMethod.Post, Progress) { Content = body };
            request.Headers.Add("Idempotency-Key", NewKey());
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            return site.As("owner").SendAsync(request);
        },
        400,
        "not-text",
        null);

    [Fact]
    public Task A_date_before_it_began() => Refused(Progressed(("on", "0001-01-01")), 400, "on-before-start", "on");

    [Fact]
    public Task A_text_that_nobody_can_see() => Refused(Progressed(("narrative", "\u200B\u200B ")), 400, "text-required", "narrative");

    [Fact]
    public async Task A_version_out_of_date()
    {
        await site.As("owner").Post(Progress, SomeProgress(), Now);

        await Refused(() => site.As("owner").Post(Progress, SomeProgress(), "\"1\""), 412, "changed-since-seen", null);
    }

    [Theory]
    [InlineData("id", "id")]
    [InlineData("en", "en")]
    [InlineData("fr, en;q=0.5, id-ID;q=0.8", "id")]
    public async Task The_refusal_is_said_in_the_language_asked_for(string accepted, string said)
    {
        var answer = await site.As("owner").Post(Progress, SomeProgress(), "\"1\"", "", ("Accept-Language", accepted));

        var expected = Texts.Speech.In(said)["programs.rules.idempotency-key-missing"];
        ((string)(await answer.Json())["detail"]!).Should().Be(expected);
    }

    [Theory]
    [InlineData("id", "coordinator", "Sebagai koordinator Anda tidak berwenang melakukan ini.")]
    [InlineData("id", "reviewer", "Sebagai verifikator Anda tidak berwenang melakukan ini.")]
    [InlineData("en", "reviewer", "As reviewer you may not do this.")]
    public async Task Whoever_may_not_is_called_by_their_role_in_the_language_asked_for(string accepted, string account, string said)
    {
        var answer = await site.As(account).Post(Progress, SomeProgress(), "\"1\"", null, ("Accept-Language", accepted));

        ((string)(await answer.Json())["detail"]!).Should().Be(said);
    }

    [Fact]
    public Task A_text_that_cannot_be_shown() => Refused(Progressed(("narrative", new string('>', 4000))), 400, "text-not-renderable", "narrative");

    [Fact]
    public async Task A_correction_at_another_leafs_address()
    {
        using var report = await site.As("owner").Post(Progress, SomeProgress(), Now);
        var version = (long)(await report.Json())["version"]!;

        await Refused(
            () => site.As("owner").Post($"{Commitment}/milestones/1.2.1/progress/{version}/correction", SomeProgress(("reason", "Miscounted.")), Now),
            404,
            "report-unknown",
            "version");
    }

    [Theory]
    [InlineData("plan=nope", "plan-unknown", "plan")]
    [InlineData("plan=UP+PER", "malformed-value", "plan")]
    public async Task A_list_of_a_plan_that_does_not_exist(string query, string rule, string field)
    {
        using var answer = await site.Visitor().GetAsync($"/api/v1/commitments?{query}");
        var problem = await answer.Json();
        ((int)answer.StatusCode).Should().Be(400);
        ((string)problem["rule"]!).Should().Be(rule);
        ((string)problem["field"]!).Should().Be(field);
    }

    [Fact]
    public async Task Ten_thousand_parameters_in_a_query()
    {
        using var answer = await site.Visitor().GetAsync("/api/v1/commitments?" + string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"p{i}=1")));
        ((int)answer.StatusCode).Should().Be(400);
        ((string)(await answer.Json())["rule"]!).Should().Be("unknown-member");
    }

    [Fact]
    public async Task No_body_at_all_says_no_member_and_is_enough_where_none_is_needed()
    {
        var held = await site.Held();
        var send = (string address) => site.As("reviewer").SendAsync(new(HttpMethod.Post, address) { Headers = { { "Idempotency-Key", NewKey() }, { "If-Match", "\"1\"" } } });
        (await send($"/api/v1/evidence/{held}/release")).StatusCode.Should().Be(HttpStatusCode.Created);
        var (id, _) = await site.Submitted();
        var answer = await send($"/api/v1/evidence/{id}/return");
        ((int)answer.StatusCode, (string)(await answer.Json())["rule"]!).Should().Be((400, "required"));
    }

    [Fact]
    public Task A_method_nobody_takes() => Refused(() => site.As("owner").DeleteAsync(Progress), 405, "method-not-allowed", null);

    private static IEnumerable<(string Rule, string? Field)> Named(JsonObject problem) =>
        problem["errors"]!.AsArray().Select(error => ((string)error!["rule"]!, (string?)error["field"])); // each has a rule

    private Func<Task<HttpResponseMessage>> Raw(string body) => () => site.As("owner").PostText(Progress, body, Now);

    private Func<Task<HttpResponseMessage>> Progressed(params (string Name, JsonNode? Value)[] instead) => () =>
        site.As("owner").Post(Progress, SomeProgress(instead), Now);

    private async Task<JsonObject> Refused(Func<Task<HttpResponseMessage>> send, int status, string rule, string? field, string? or = null)
    {
        var before = await site.Entries();
        var answer = await send();
        var problem = await answer.Json();
        ((int)answer.StatusCode).Should().Be(status, problem.ToJsonString());
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((string)problem["rule"]!).Should().BeOneOf(rule, or ?? rule);
        ((string?)problem["field"]).Should().Be(field);
        (await site.Entries()).Should().Be(before);
        return problem;
    }
}
