using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>A dispute and an appeal from the first word to the last, over HTTP.</summary>
public sealed class DisputeTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_dispute_is_opened_let_count_answered_and_upheld_and_everything_says_so()
    {
        var (proof, _) = await site.Submitted("other-partner", ("shows", "Substantial"));
        await site.As("reviewer").Done($"/api/v1/evidence/{proof}/acceptance", new() { ["level"] = "Substantial", ["reason"] = "Seen." });
        var record = await Record();
        var id = await site.Disputed();
        (await Leaf())["proof"]!["state"]!.ToString().Should().Be("Disputed");
        var open = await Evidence(id);
        ((string)open["need"]!, (string)open["state"]!).Should().Be(("decision", "accepted"));

        await site.As("third-reviewer").Done($"/api/v1/evidence/{id}/settlement", new() { ["outcome"] = "upheld", ["reason"] = "Empty indeed." });

        var leaf = await Leaf();
        ((string)leaf["proof"]!["state"]!, (string)leaf["proof"]!["level"]!).Should().Be(("Proven", "Limited"));
        ((int)leaf["proof"]!["overruled"]!).Should().BeGreaterThan(0);
        var home = new HtmlParser().ParseDocument(await site.Visitor().GetStringAsync("/en"));
        home.QuerySelector("section[aria-labelledby=proven]")!.InnerHtml.Should().NotContain(id, "proof that an objection lowered is not newly proven");
        home.QuerySelector("section[aria-labelledby=disputed]")!.InnerHtml.Should().Contain(id);
        var ended = await Evidence(id);
        ((string)ended["state"]!, ended["need"]).Should().Be(("upheld", null));
        ended["judgements"]!.AsArray().Select(step => (string)step!["step"]!).Should().Equal("accepted", "answered", "upheld");
        ((string)ended["judgements"]![1]!["reason"]!).Should().Be("They hang since Monday.");
        ((string)(await Evidence(proof))["overruledBy"]!).Should().Be(id);
        var now = await Record();
        (Count(now, "disputes") - Count(record, "disputes"), Count(now, "disputesUpheld") - Count(record, "disputesUpheld")).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_hostile_organisation_disputes_everything_and_has_one_open_a_leaf_and_it_all_stands_in_its_record()
    {
        var before = await Record();
        await site.Disputed(); // leaf 1.1
        await site.Reported("1.2.1");
        string[] targets = [Sending.Evidence, Commitment + "/milestones/1.2.1/evidence", Commitment + "/evidence"];
        foreach (var target in targets.Skip(1))
            (await site.As("partner").Post(target, SomeDispute())).StatusCode.Should().Be(HttpStatusCode.Created, "each is another matter");
        foreach (var target in targets)
        {
            for (var i = 0; i < 5; i++)
            {
                var refused = await site.As("partner").Post(target, SomeDispute(("shows", "Not Started")));
                refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
                var why = await refused.Json();
                ((string)why["rule"]!).Should().Be("dispute-open-already");
                var named = System.Text.RegularExpressions.Regex.Match((string)why["detail"]!, "contoh~1~[a-z2-7]+").Value;
                ((string)(await Evidence(named))["organisation"]!).Should().Be("warga-pemantau");
            }
        }

        (await site.As("other-partner").Post(Sending.Evidence, SomeDispute())).StatusCode.Should().Be(HttpStatusCode.Created, "another organisation may");
        var after = await Record();
        (Count(after, "disputes") - Count(before, "disputes")).Should().BeGreaterThanOrEqualTo(3);
        Count(after, "disputesOpen").Should().BeGreaterThanOrEqualTo(3);
        (await (await site.Visitor().GetAsync(Commitment)).Json())["milestones"]!.AsArray().Single(one => (string)one!["number"]! == "1.2.1")!["proof"]!["state"]!.ToString()
            .Should().Be("Not Yet Checked", "nobody let that one count");
    }

    [Fact]
    public async Task An_objection_that_contradicts_nothing_is_refused_when_it_is_sent_and_when_it_is_to_count()
    {
        var commitment = $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}";
        var leaf = $"{commitment}/milestones/1.1";
        await Refused("partner", $"{leaf}/evidence", SomeDispute(("shows", "Not Started")), 409, "dispute-contradicts-nothing");
        await Refused("partner", $"{commitment}/evidence", SomeDispute(("shows", "Not Started")), 409, "dispute-contradicts-nothing");
        await Refused("owner", $"{leaf}/evidence", SomeDispute(), 403, "dispute-of-own-work");
        var citizen = await site.Visitor().Post($"{leaf}/submissions", SomeSubmission(("stance", "disputes"), ("settledBy", "A photograph.")));
        (citizen.StatusCode, (string)(await citizen.Json())["rule"]!).Should().Be((HttpStatusCode.Conflict, "dispute-contradicts-nothing"), "no reviewer could let it count");

        await site.Reported("1.1", commitment);
        await Refused("owner", $"{leaf}/evidence", SomeDispute(), 403, "dispute-of-own-work");
        var sent = await site.As("partner").Post($"{leaf}/evidence", SomeDispute());
        sent.StatusCode.Should().Be(HttpStatusCode.Created, "it shows less than the office says");

        // The office says less meanwhile: then nothing is left to object to.
        await site.As("owner").Done($"{leaf}/progress", SomeProgress());
        await Refused("reviewer", $"/api/v1/evidence/{(string)(await sent.Json())["id"]!}/acceptance", new() { ["level"] = "Limited", ["reason"] = "So it is." }, 409, "level-contradicts-nothing");
        ((string)(await (await site.Visitor().GetAsync(commitment)).Json())["milestones"]!.AsArray().Single(one => (string)one!["number"]! == "1.1")!["proof"]!["state"]!).Should().Be("Not Yet Checked");

        async Task Refused(string account, string address, JsonObject body, int status, string rule)
        {
            var answer = await site.As(account).Post(address, body, Now);
            ((int)answer.StatusCode, (string)(await answer.Json())["rule"]!).Should().Be((status, rule));
        }
    }

    [Fact]
    public async Task Of_two_hundred_decisions_at_once_one_ends_the_dispute()
    {
        var id = await site.Disputed();
        var before = await site.Entries();
        var third = site.As("third-reviewer");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            third.Post($"/api/v1/evidence/{id}/settlement", new() { ["outcome"] = i % 2 == 0 ? "settled" : "upheld", ["reason"] = "Seen." }, "\"3\"")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).Should().Be(199);
        (await site.Entries()).Should().Be(before + 1);
    }

    [Fact]
    public async Task An_appeal_is_decided_once_by_another_organisation_and_an_overturned_return_waits_for_somebody_else()
    {
        var id = await site.Returned(appealed: true);
        await Refused("reviewer", $"/api/v1/evidence/{id}/decision", "not-third-organisation", new() { ["outcome"] = "stands", ["reason"] = "Our own." });
        await site.As("third-reviewer").Done($"/api/v1/evidence/{id}/decision", new() { ["outcome"] = "overturned", ["reason"] = "Dated." });
        ((string)(await Evidence(id))["state"]!).Should().Be("submitted");

        await Refused("reviewer", $"/api/v1/evidence/{id}/return", "not-third-organisation", new() { ["reason"] = "Again." });
        await site.As("third-reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Dated." });
        (await Evidence(id))["judgements"]!.AsArray().Select(step => (string)step!["step"]!).Should().Equal("returned", "appealed", "overturned", "accepted");
    }

    [Fact]
    public async Task A_coordinator_who_tries_to_accept_return_or_delay_is_refused_and_nothing_is_written()
    {
        var dispute = await site.Disputed();
        var appealed = await site.Returned(appealed: true);
        var (waiting, _) = await site.Submitted();
        var before = await site.Entries();
        await Refused("coordinator", $"/api/v1/evidence/{waiting}/acceptance", "role-not-allowed", new() { ["level"] = "Limited", ["reason"] = "Fine." });
        await Refused("coordinator", $"/api/v1/evidence/{waiting}/return", "role-not-allowed", new() { ["reason"] = "Wait." });
        await Refused("coordinator", $"/api/v1/evidence/{waiting}/withdrawal", "role-not-allowed", new() { ["reason"] = "Wait." });
        await Refused("coordinator", $"/api/v1/evidence/{dispute}/answer", "role-not-allowed", new() { ["answer"] = "For the office." });
        await Refused("coordinator", $"/api/v1/evidence/{dispute}/settlement", "role-not-allowed", new() { ["outcome"] = "settled", ["reason"] = "Fine." });
        await Refused("coordinator", $"/api/v1/evidence/{appealed}/decision", "role-not-allowed", new() { ["outcome"] = "stands", ["reason"] = "Fine." });
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task A_word_that_is_no_outcome_is_named_at_its_field()
    {
        var id = await site.Disputed();
        var answer = await site.As("third-reviewer").Post($"/api/v1/evidence/{id}/settlement", new() { ["outcome"] = "forgotten", ["reason"] = "Seen." }, Now);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((string)(await answer.Json())["field"]!).Should().Be("outcome");
    }

    private async Task Refused(string account, string address, string rule, JsonObject body)
    {
        var answer = await site.As(account).Post(address, body, Now);
        (((int)answer.StatusCode), (string)(await answer.Json())["rule"]!).Should().Be((403, rule), address);
    }

    private async Task<JsonObject> Evidence(string id) => await (await site.Visitor().GetAsync($"/api/v1/evidence/{id}")).Json();

    private async Task<JsonNode> Leaf() => (await (await site.Visitor().GetAsync(Commitment)).Json())["milestones"]!.AsArray().Single(one => (string)one!["number"]! == "1.1")!;

    private async Task<JsonNode> Record() => (await (await site.Visitor().GetAsync("/api/v1/organisations")).Json())["items"]!.AsArray()
        .Single(one => (string)one!["id"]! == "warga-pemantau")!["record"]!;

    private static int Count(JsonNode record, string name) => (int)record[name]!;
}
