using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Grains.Organisations;
using Tracker.Host.Projections;
using Tracker.Host.Running;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>A declaration of independence, challenged and found false, and what waits too long, over HTTP.</summary>
public sealed class ChallengeTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task What_no_plan_promises_is_neither_declared_nor_challenged()
    {
        foreach (var (account, to) in new[] { ("other-partner", $"{SomeActor.University}/independence"), ("other-partner", $"{SomeActor.StudyCentre}/challenge") })
        {
            var said = new JsonObject { ["plan"] = "contoh", ["commitments"] = new JsonArray("77"), [to.EndsWith("challenge", StringComparison.Ordinal) ? "reason" : "statement"] = "So it is." };
            var answer = await site.As(account).Post($"/api/v1/organisations/{to}", said);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var problem = await answer.Json();
            ((string)problem["rule"]!, (string)problem["field"]!).Should().Be(("commitment-not-in-plan", "commitments"));
        }
    }

    [Fact]
    public async Task A_planted_reviewer_is_challenged_and_what_it_had_accepted_counts_no_longer_and_says_why()
    {
        var planted = OrganisationId.Parse("lembaga-titipan");
        await site.Written(new RegisterOrganisation(planted, Partner.Business, SomeText.In("A planted one")), planted);
        await site.Written(new DeclareIndependence(SomePlan.Id, null, "We are.", Development: true), planted);
        await site.Written(new AppointReviewer(planted, Partner.Business, "Named.", Development: true), SomePlan.Id, "appoint-planted");
        await site.Account("planted", Role.Reviewer, planted, Partner.Business, SomePlan.Id);
        var (id, _) = await site.Submitted("partner", ("shows", "Substantial"));
        await site.As("planted").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Substantial", ["reason"] = "Fine." });
        ((string)(await Leaf())["proof"]!["level"]!).Should().Be("Substantial");

        var challenge = await (await site.As("other-partner").Post($"/api/v1/organisations/{planted}/challenge", new() { ["plan"] = "contoh", ["reason"] = "It is the supplier." })).Json();
        await Refused("planted", $"/api/v1/organisations/{planted}/independence/decision", "not-third-organisation", Ruling(challenge["version"]!, "stands"));
        (await site.As("third-reviewer").Post($"/api/v1/organisations/{planted}/independence/decision", Ruling(challenge["version"]!, "refuted"))).StatusCode.Should().Be(HttpStatusCode.Created);

        var leaf = await Leaf();
        ((string)leaf["proof"]!["state"]!, leaf["proof"]!["level"]).Should().Be(("Not Yet Checked", null), "nobody independent has checked it");
        var piece = await (await site.Visitor().GetAsync($"/api/v1/evidence/{id}")).Json();
        piece["judgements"]!.AsArray().Select(step => (string)step!["step"]!).Should().Equal("accepted", "discounted");
        ((string)piece["judgements"]![1]!["organisation"]!).Should().Be(planted.Value);
        var ruling = (long)piece["judgements"]![1]!["ruling"]!;
        var organisation = await (await site.Visitor().GetAsync($"/api/v1/organisations/{planted}")).Json();
        ((bool)organisation["declarations"]![0]!["refuted"]!).Should().BeTrue();
        ((string)piece["refuted"]!).Should().Be(planted.Value, "nobody else has checked it yet");
        foreach (var (language, said, found, entry) in new[]
        {
            ("en", "its check counts no longer, and somebody else has to check it", "A declaration of independence of this organisation was found false.", "decided that it is not"),
            ("id", "verifikasinya tidak lagi dihitung, dan pihak lain harus memverifikasinya", "Pernyataan independensi organisasi ini dinyatakan tidak benar.", "memutuskan bahwa itu tidak benar"),
        })
        {
            Head(await site.Visitor().GetStringAsync($"/{language}/evidence/{id}")).Should().Contain(said).And.Contain(entry).And.Contain($"/{language}/record/site/{ruling}");
            Head(await site.Visitor().GetStringAsync($"/{language}/organisations/{planted}")).Should().Contain(found);
        }

        ((long)organisation["challenges"]![0]!["decisionIndex"]!, (string)organisation["challenges"]![0]!["outcome"]!).Should().Be((ruling, "refuted"));
        await Refused("planted", $"/api/v1/evidence/{id}/acceptance", "not-independent", new() { ["level"] = "Limited", ["reason"] = "Again." });

        var before = await site.Entries();
        (await site.Services.GetRequiredService<Discounts>().Carry(planted)).Should().Be(0, "done twice it changes nothing");
        (await site.Entries()).Should().Be(before);
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Checked anew." });
        (await site.Read($"/api/v1/evidence/{id}"))["refuted"].Should().BeNull("another organisation's check has taken its place");
        (await site.Visitor().GetStringAsync($"/en/evidence/{id}")).Should().NotContain("somebody else has to check it");
    }

    /// <summary>What stands before the first section of a page.</summary>
    private static string Head(string page) => page[..page.IndexOf("<section", StringComparison.Ordinal)];

    [Fact]
    public async Task A_challenge_cut_short_before_its_consequences_were_recorded_is_carried_on()
    {
        var (organisation, challenge) = await site.Challenged();
        var id = OrganisationId.Parse(organisation);
        var answer = await site.Services.GetRequiredService<IGrainFactory>().GetGrain<IOrganisationGrain>($"organisation/{organisation}").DecideChallenge(new(
            new(challenge, ChallengeOutcome.Refuted, "The lease is public."), SomeActor.Third(), $"cut-{organisation}", "d", null, new(2026, 5, 4)));
        var receipt = answer.Should().BeOfType<Grains.WriteResult.Done>().Which.Receipt;
        await site.Services.GetRequiredService<LedgerFollower>().Passed(receipt.Log, receipt.Index, TimeSpan.FromSeconds(30), default);

        (await site.Services.GetRequiredService<Discounts>().Carry(id)).Should().Be(1, "the piece it had sent as independent");
        (await site.Services.GetRequiredService<Discounts>().Carry(id)).Should().Be(0);
    }

    [Theory]
    [InlineData(0)] // ten in the morning in the plan's zone
    [InlineData(14.5)] // half past midnight there, and the day before in universal time
    public async Task What_waits_is_public_with_its_age_and_after_fourteen_days_any_reviewer_takes_it(double hours)
    {
        await using var later = new SomeSite();
        later.Clock.Advance(TimeSpan.FromHours(hours));
        await later.InitializeAsync();
        var elsewhere = PlanId.Parse("lain");
        await later.Written(new PublishPlan(SomePlan.Published() with
        {
            Plan = elsewhere,
            Organisations = SomePlan.Published().Organisations.Add(SomeActor.Company.Value, Partner.Business),
            Reviewers = [SomeActor.Company],
        }), elsewhere);
        await later.Written(new DeclareIndependence(SomePlan.Id, null, "We are.", Development: true), SomeActor.Company);
        await later.Account("reviewer-elsewhere", Role.Reviewer, SomeActor.Company, Partner.Business, elsewhere);
        var (id, _) = await later.Submitted();
        var accept = new JsonObject { ["level"] = "Limited", ["reason"] = "Seen." };

        later.Clock.Advance(TimeSpan.FromDays(14));
        (await Waiting(later)).Should().Be((1, 14, 0));
        var early = await later.As("reviewer-elsewhere").Post($"/api/v1/evidence/{id}/acceptance", accept, Now);
        ((int)early.StatusCode, (string)(await early.Json())["rule"]!).Should().Be((403, "reviewer-not-appointed"));

        later.Clock.Advance(TimeSpan.FromDays(1));
        (await Waiting(later)).Should().Be((1, 15, 1));
        (await later.Visitor().GetStringAsync("/en/plans/contoh")).Should().Contain("1 too long: any reviewer may take it").And.Contain("the oldest for 15 days");
        (await later.Visitor().GetStringAsync("/en/plans/contoh/commitments/1")).Should().Contain("Longer than 14 days: any reviewer may take it");
        (await later.As("reviewer-elsewhere").Post($"/api/v1/evidence/{id}/acceptance", accept, Now)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await Waiting(later)).Should().Be((0, 0, 0));
        (await later.As("partner").Post($"/api/v1/evidence/{id}/acceptance", accept, Now)).StatusCode.Should().Be(HttpStatusCode.Forbidden, "a reviewer, not anybody");
    }

    private static async Task<(int Count, int Days, int TooLong)> Waiting(SomeSite of)
    {
        var waiting = await (await of.Visitor().GetAsync("/api/v1/plans/contoh/waiting")).Json();
        var checks = waiting["checks"]!;
        waiting["leaves"]!.AsArray().Sum(leaf => (int)leaf!["checks"]!["count"]!).Should().Be((int)checks["count"]!);
        return ((int)checks["count"]!, (int)checks["days"]!, (int)checks["tooLong"]!);
    }

    private static JsonObject Ruling(JsonNode challenge, string outcome) => new() { ["challenge"] = (long)challenge, ["outcome"] = outcome, ["reason"] = "We looked." };

    private async Task Refused(string account, string address, string rule, JsonObject body)
    {
        var answer = await site.As(account).Post(address, body, Now);
        (((int)answer.StatusCode), (string)(await answer.Json())["rule"]!).Should().Be((403, rule), address);
    }

    private async Task<JsonNode> Leaf() => (await (await site.Visitor().GetAsync(Commitment)).Json())["milestones"]!.AsArray().Single(one => (string)one!["number"]! == "1.1")!;
}
