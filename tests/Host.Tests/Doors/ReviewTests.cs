using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Accounts;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>A review from its publication to its answer, and two that differ to their end, over HTTP.</summary>
public sealed class ReviewTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_review_is_published_counts_and_is_answered_once_and_everything_says_so()
    {
        var number = (await site.Promised()).Number.Value;
        var id = await site.Reviewed(number, "reviewer", "Substantial");
        var leaf = await Leaf(number);
        ((string)leaf["proof"]!["state"]!, (string)leaf["proof"]!["level"]!).Should().Be(("Proven", "Substantial"));

        await site.As("owner").Done($"/api/v1/reviews/{id}/answer", new() { ["answer"] = "The rest hangs since Monday." });
        var again = await site.As("owner").Post($"/api/v1/reviews/{id}/answer", new() { ["answer"] = "And more." }, Now);
        ((int)again.StatusCode, (string)(await again.Json())["rule"]!).Should().Be((409, "review-answered-already"));

        var review = await site.Read($"/api/v1/reviews/{id}");
        ((string)review["answer"]!, (string)review["reason"]!).Should().Be(("The rest hangs since Monday.", "Half of them carry figures."));
        ((string)review["review"]!["codings"]!["completion"]!, (string)review["review"]!["from"]!).Should().Be(("Substantial", "2026-01-01"));
        review["course"]!.AsArray().Select(step => (string)step!["step"]!).Should().Equal("published", "answered");
        (await Listed($"commitment={number}&plan=contoh")).Should().Equal(id);
        (await site.Visitor().GetStringAsync($"/en/reviews/{id}")).Should().Contain("\"@type\":\"ClaimReview\"").And.NotContain("Reported late");
        var evidence = await site.Read($"/api/v1/plans/contoh/commitments/{number}/evidence");
        evidence["items"]!.AsArray().Single()!["review"]!.GetValue<bool>().Should().BeTrue("it counts as evidence, and says what it is");
        var history = await site.Read($"/api/v1/plans/contoh/commitments/{number}/history?kind=review");
        history["items"]!.AsArray().Select(entry => (string)entry!["type"]!).Should().Equal("review.answered", "review.published");
        (await site.Read("/api/v1/search?q=billboards&kind=review"))["items"]!.AsArray().Should().Contain(found => (string)found!["id"]! == id);
    }

    [Fact]
    public async Task Two_independent_findings_that_differ_are_a_dispute_that_ends_by_withdrawal()
    {
        var number = (await site.Promised()).Number.Value;
        var (one, two) = (await site.Reviewed(number, "reviewer", "Limited"), await site.Reviewed(number, "third-reviewer", "Complete"));
        var leaf = await Leaf(number);
        ((string)leaf["proof"]!["state"]!, leaf["proof"]!["level"], (int)leaf["proof"]!["differing"]!).Should().Be(("Disputed", null, 1));
        foreach (var (review, other) in new[] { (one, two), (two, one) })
            (await site.Read($"/api/v1/reviews/{review}"))["review"]!["differs"]!.AsArray().Select(id => (string)id!).Should().Equal(other);
        (await Listed($"plan=contoh&commitment={number}&differing=true")).Should().BeEquivalentTo(one, two);
        foreach (var language in new[] { "id", "en" })
            (await site.Visitor().GetStringAsync($"/{language}/plans/contoh/commitments/{number}")).Should().Contain($"/{language}/reviews/{one}");

        await site.As("third-reviewer").Done($"/api/v1/reviews/{two}/withdrawal", new() { ["reason"] = "Counted twice." });
        leaf = await Leaf(number);
        ((string)leaf["proof"]!["state"]!, (string)leaf["proof"]!["level"]!, (int)leaf["proof"]!["differing"]!).Should().Be(("Proven", "Limited", 0));
        (await site.Read($"/api/v1/reviews/{one}"))["review"]!["differs"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_third_organisation_decides_between_a_review_and_evidence_and_nobody_who_stands_behind_either()
    {
        var (review, other) = await site.Differing();
        var number = review.Split('~')[1];
        ((string)(await Leaf(number))["proof"]!["state"]!).Should().Be("Disputed");
        ((string)(await site.Read($"/api/v1/evidence/{other}"))["differs"]![0]!).Should().Be(review);
        JsonObject decision = new() { ["other"] = other, ["outcome"] = "upheld", ["reason"] = "We went there." };
        var own = await site.As("reviewer").Post($"/api/v1/reviews/{review}/settlement", decision, Now);
        ((int)own.StatusCode, (string)(await own.Json())["rule"]!).Should().Be((403, "own-evidence"));

        var barred = await (await site.SignIn("reviewer")).Open($"/en/reviews/{review}/settlement");
        barred.QuerySelector("main form").Should().BeNull("whoever stands behind one of them reads so before they write, not after");
        barred.QuerySelector("main .notice.bad")!.TextContent.Should().NotBeEmpty();
        (await (await site.SignIn("third-reviewer")).Open($"/en/reviews/{review}/settlement")).QuerySelector("main form").Should().NotBeNull();

        await site.As("third-reviewer").Done($"/api/v1/reviews/{review}/settlement", (JsonObject)decision.DeepClone());

        var leaf = await Leaf(number);
        ((string)leaf["proof"]!["state"]!, (string)leaf["proof"]!["level"]!, (int)leaf["proof"]!["overruled"]!).Should().Be(("Proven", "Limited", 1));
        ((string)(await site.Read($"/api/v1/evidence/{other}"))["overruledBy"]!).Should().Be(review);
        ((string)(await site.Read($"/api/v1/reviews/{review}"))["review"]!["state"]!).Should().Be("upheld");
    }

    [Fact]
    public async Task Two_hundred_identical_reviews_are_one_whatever_their_keys_and_so_are_answers()
    {
        var number = (await site.Promised()).Number.Value;
        var address = $"/api/v1/plans/contoh/commitments/{number}/milestones/1.1/reviews";
        var before = await site.Entries();
        var (reviewer, owner, key) = (site.As("reviewer"), site.As("owner"), NewKey());

        var same = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => reviewer.Post(address, SomeReview(), key: key)));
        same.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Created);
        var others = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => reviewer.Post(address, SomeReview())));
        others.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Conflict, "an organisation has one review of a subject and a period");
        (await site.Entries()).Should().Be(before + 1);

        var id = (string)(await same[0].Json())["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => owner.Post($"/api/v1/reviews/{id}/answer", new() { ["answer"] = "So be it." }, "\"1\"")));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).Should().Be(199);
        (await site.Entries()).Should().Be(before + 2);
    }

    [Fact]
    public async Task A_review_of_the_whole_plan_stands_on_the_plan_and_changes_no_level()
    {
        var answer = await site.As("third-reviewer").Post("/api/v1/plans/contoh/reviews", SomeReview(
            ("on", "2026-05-01"), ("codings", new JsonObject { ["participation"] = "Consult", ["completion"] = "NR" })));
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var id = (string)(await answer.Json())["id"]!;
        id.Should().StartWith("contoh~-~");
        var review = await site.Read($"/api/v1/reviews/{id}");
        (review["review"]!["commitment"], (string)review["review"]!["state"]!, review["proof"]).Should().Be((null, "stated", null));
        ((string)review["review"]!["codings"]!["completion"]!).Should().Be("NR");
        (await Listed("plan=contoh&commitment=-")).Should().Contain(id);
        (await site.Visitor().GetStringAsync("/en/plans/contoh")).Should().Contain($"/en/reviews/{id}");
        (await site.Visitor().GetAsync($"/en/reviews/{id}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await site.Visitor().GetAsync($"/api/v1/evidence/{id}")).StatusCode.Should().Be(HttpStatusCode.NotFound, "it is evidence of nothing in it");
        await site.As("owner").Done($"/api/v1/reviews/{id}/answer", new() { ["answer"] = "Thank you." });
    }

    [Fact]
    public async Task A_coding_that_is_in_no_list_is_named_at_its_field()
    {
        foreach (var (coding, word) in new[] { ("completion", "Finished"), ("verifiable", "Perhaps"), ("earlyResults", "Marginal") })
        {
            var answer = await site.As("reviewer").Post(Commitment + "/reviews", SomeReview(("codings", new JsonObject { [coding] = word })));
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            ((string)(await answer.Json())["field"]!).Should().Be("codings/" + coding);
        }

        var empty = await site.As("reviewer").Post(Commitment + "/reviews", SomeReview(("codings", new JsonObject())));
        ((int)empty.StatusCode, (string)(await empty.Json())["rule"]!).Should().Be((400, "codings-required"));
    }

    private async Task<JsonNode> Leaf(string number) => (await site.Read($"/api/v1/plans/contoh/commitments/{number}"))["milestones"]!.AsArray()
        .Single(one => (string)one!["number"]! == "1.1")!;

    private async Task<string[]> Listed(string filter) => [.. (await site.Read($"/api/v1/reviews?{filter}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
