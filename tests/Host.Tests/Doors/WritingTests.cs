using System.Net;
using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>Each write, through HTTP to the ledger and back.</summary>
public sealed class WritingTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task Progress_is_recorded_and_answered_with_its_receipt()
    {
        var before = await site.Entries();

        var answer = await site.As("owner").Post(Progress, SomeProgress(("percent", 54), ("on", "2026-05-01")), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.Created);
        var receipt = await answer.Json();
        ((string)receipt["id"]!).Should().Be("contoh~1");
        ((string)receipt["log"]!).Should().Be("contoh");
        ((string)receipt["receipt"]!).Should().Be($"/api/v1/receipts/contoh/{receipt["ledgerIndex"]}.tlog-proof");
        ((long)receipt["version"]!).Should().BeGreaterThan(1);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_answer_and_is_recorded_once()
    {
        var key = NewKey();
        var first = await site.As("owner").Post(Progress, SomeProgress(), Now, key);
        var before = await site.Entries();

        var second = await site.As("owner").Post(Progress, SomeProgress(), Now, key);

        second.StatusCode.Should().Be(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync()).Should().Be(await first.Content.ReadAsStringAsync());
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        var key = NewKey();
        (await site.As("partner").Post(Evidence, SomeEvidence(), key: key)).StatusCode.Should().Be(HttpStatusCode.Created);

        var other = await site.As("partner").Post(Evidence, SomeEvidence(("shows", "Substantial")), key: key);

        other.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        ((string)(await other.Json())["rule"]!).Should().Be("idempotency-key-reused");
    }

    [Fact]
    public async Task What_changed_since_it_was_seen_is_not_overwritten_but_another_leaf_may_change()
    {
        var one = await (await site.As("owner").Post(Progress, SomeProgress(), Now)).Json();
        var seen = $"\"{(long)one["version"]!}-2026-05-04-7\"";
        var elsewhere = await site.As("owner").Post(Commitment + "/milestones/1.2.1/progress", SomeProgress(), seen);
        elsewhere.StatusCode.Should().Be(HttpStatusCode.Created);
        (await site.As("owner").Post(Progress, SomeProgress(), seen)).StatusCode.Should().Be(HttpStatusCode.Created, "only another leaf had changed");

        var late = await site.As("owner").Post(Progress, SomeProgress(), seen);

        late.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        ((string)(await late.Json())["rule"]!).Should().Be("changed-since-seen");
    }

    [Fact]
    public async Task A_report_is_corrected_with_a_reason()
    {
        var report = await (await site.As("owner").Post(Progress, SomeProgress(), Now)).Json();

        var corrected = await site.As("owner").Post($"{Progress}/{report["version"]}/correction", SomeProgress(("reason", "One village was counted twice.")), Now);

        corrected.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Evidence_is_sent_for_a_leaf_and_for_a_whole_commitment()
    {
        var (id, version) = await site.Submitted();
        id.Should().MatchRegex("^contoh~1~[a-z2-7]{26}$");
        version.Should().Be(1);

        var whole = await site.As("partner").Post(Commitment + "/evidence", SomeEvidence());

        whole.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Evidence_is_accepted_by_an_independent_reviewer_of_another_organisation()
    {
        var (id, version) = await site.Submitted();

        var accepted = await site.As("reviewer").Post($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen in two villages." }, $"\"{version}\"");

        accepted.StatusCode.Should().Be(HttpStatusCode.Created);
        var again = await site.As("reviewer").Post($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Again." }, "\"2\"");
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Evidence_is_returned_revised_and_withdrawn()
    {
        var (id, _) = await site.Submitted();
        var revision = SomeEvidence(("summary", "In two villages, with dates."));
        revision.Remove("stance");

        (await site.As("reviewer").Post($"/api/v1/evidence/{id}/return", new() { ["reason"] = "No dates." }, "\"1\"")).StatusCode.Should().Be(HttpStatusCode.Created);
        (await site.As("partner").Post($"/api/v1/evidence/{id}/revision", revision, "\"2\"")).StatusCode.Should().Be(HttpStatusCode.Created);
        (await site.As("partner").Post($"/api/v1/evidence/{id}/withdrawal", new() { ["reason"] = "Sent twice." }, "\"3\"")).StatusCode.Should().Be(HttpStatusCode.Created);
        var late = await site.As("partner").Post($"/api/v1/evidence/{id}/withdrawal", new() { ["reason"] = "Again." }, "\"3\"");

        late.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task An_organisation_declares_independence_once()
    {
        var declaration = new System.Text.Json.Nodes.JsonObject { ["plan"] = "contoh", ["statement"] = "Nobody of government pays us." };

        var declared = await site.As("other-partner").Post("/api/v1/organisations/universitas/independence", declaration);

        declared.StatusCode.Should().Be(HttpStatusCode.Created);
        var again = await site.As("other-partner").Post("/api/v1/organisations/universitas/independence", declaration);
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task The_coordinator_enters_a_reviewing_organisation_with_the_partner_of_the_register()
    {
        var entered = await site.As("coordinator").Post("/api/v1/plans/contoh/reviewers", new() { ["reviewer"] = "universitas", ["reason"] = "Named by the forum." });
        entered.StatusCode.Should().Be(HttpStatusCode.Created);

        var office = await site.As("coordinator").Post("/api/v1/plans/contoh/reviewers", new() { ["reviewer"] = "bappeda", ["reason"] = "Named by nobody." });

        office.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((string)(await office.Json())["rule"]!).Should().Be("reviewer-government");
    }

    [Fact]
    public async Task The_exact_leaf_is_the_rules_to_judge()
    {
        var answer = await site.As("other-owner").Post(Progress, SomeProgress(), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }
}
