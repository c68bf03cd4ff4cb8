using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>What was promised changes, through HTTP to the ledger and back. The site's day is 4 May 2026; everything is due on 30 June.</summary>
public sealed class ChangingTermsTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_date_is_moved_and_the_first_one_stays_beside_it()
    {
        var address = await Promised();

        var answer = await site.As("owner").Post(address + "/milestones/1.1/schedule", Because(("due", "2026-09-30")), Now);
        (await site.As("owner").Post(address + "/milestones/1.1/schedule", Because(("due", "2026-12-31")), Now)).StatusCode.Should().Be(HttpStatusCode.Created);

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var leaf = await Leaf(address, "1.1");
        ((string)leaf["due"]!).Should().Be("2026-12-31");
        ((string)leaf["firstDue"]!).Should().Be("2026-06-30");
        leaf["missedDue"].Should().BeNull();
        var history = (await site.Read(address + "/history"))["items"]!.AsArray();
        history.Take(2).Select(entry => ((string)entry!["type"]!, (string)entry["due"]!, (string)entry["was"]!, (string)entry["leaf"]!)).Should().Equal(
            ("milestone.rescheduled", "2026-12-31", "2026-09-30", "1.1"), ("milestone.rescheduled", "2026-09-30", "2026-06-30", "1.1"));
    }

    [Fact]
    public async Task A_date_is_not_moved_over_a_report_that_was_not_seen()
    {
        var address = await Promised();
        await site.As("owner").Post(address + "/milestones/1.1/progress", SomeProgress(), Now);

        var answer = await site.As("owner").Post(address + "/milestones/1.1/schedule", Because(("due", "2026-09-30")), "\"1\"");

        answer.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        (await site.As("owner").Post(address + "/milestones/1.2.1/schedule", Because(("due", "2026-09-30")), "\"1\"")).StatusCode.Should().Be(HttpStatusCode.Created, "only another leaf had changed");
    }

    [Theory]
    [InlineData("1.2", "2026-09-30", "leaf-is-parent", 400)]
    [InlineData("9", "2026-09-30", "leaf-unknown", 404)]
    [InlineData("1.1", "2026-06-30", "schedule-unchanged", 400)]
    [InlineData("1.1", "2026-05-03", "schedule-past", 400)]
    [InlineData("1.1", "2028-01-01", "schedule-after-plan", 400)]
    [InlineData("1.1", "2026-06-31", "not-a-date", 400)]
    public async Task A_date_that_cannot_be_is_refused_by_name(string leaf, string due, string rule, int status)
    {
        var address = await Promised();
        var before = await site.Entries();

        var answer = await site.As("owner").Post($"{address}/milestones/{leaf}/schedule", Because(("due", due)), Now);

        ((int)answer.StatusCode).Should().Be(status);
        ((string)(await answer.Json())["rule"]!).Should().Be(rule);
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task A_milestone_is_withdrawn_with_what_stands_beneath_it_and_stays_in_the_counts()
    {
        var address = await Promised();

        var answer = await site.As("coordinator").Post(address + "/milestones/1.2/withdrawal", Because(), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var leaf = await Leaf(address, "1.2.1");
        ((string)leaf["withdrawn"]!).Should().Be("2026-05-04");
        ((string)leaf["lateness"]!).Should().Be("Withdrawn");
        var counts = (await site.Read(address))["counts"]!;
        ((int)counts["leaves"]!, (int)counts["withdrawn"]!, (int)counts["withdrawnLate"]!).Should().Be((2, 1, 0));
        var report = await site.As("owner").Post(address + "/milestones/1.2.1/progress", SomeProgress(), Now);
        report.StatusCode.Should().Be(HttpStatusCode.Conflict);
        ((string)(await report.Json())["rule"]!).Should().Be("milestone-withdrawn");
    }

    [Fact]
    public async Task A_whole_commitment_is_withdrawn_and_evidence_of_what_happened_before_is_still_taken()
    {
        var address = await Promised();

        (await site.As("coordinator").Post(address + "/withdrawal", Because(), Now)).StatusCode.Should().Be(HttpStatusCode.Created);

        ((string)(await site.Read(address))["withdrawn"]!).Should().Be("2026-05-04");
        (await site.As("partner").Post(address + "/milestones/1.1/evidence", SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created);
        (await site.As("partner").Post(address + "/evidence", SomeEvidence())).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_promised_is_put_otherwise_and_what_it_said_stays_readable()
    {
        var address = await Promised();

        var answer = await site.As("coordinator").Post(
            address + "/amendments", Amending(("milestones/1.1/title/en", "Budgets in **every** village"), ("milestones/1.1/lead", SomeActor.OtherOffice.Value), ("brief/en", "What *villages* spend.")), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var commitment = await site.Read(address);
        var leaf = await Leaf(address, "1.1");
        ((string)leaf["title"]!, (string)leaf["lead"]!).Should().Be(("Budgets in **every** village", SomeActor.OtherOffice.Value));
        ((string)commitment["texts"]!["brief"]!["en"]!).Should().Be("What *villages* spend.");
        var entry = (await site.Read(address + "/history"))["items"]![0]!;
        ((string)entry["type"]!).Should().Be("commitment.amended");
        entry["amended"]!.AsArray().Select(field => ((string)field!["field"]!, (string?)field["before"], (string?)field["after"])).Should().BeEquivalentTo(
        [
            ("milestones/1.1/title/en", "Village budgets published on billboards", "Budgets in **every** village"),
            ("brief/en", null, "What *villages* spend."), ("milestones/1.1/lead", (string?)SomeActor.Office.Value, SomeActor.OtherOffice.Value),
        ]);
        (await site.As("owner").Post(address + "/milestones/1.1/progress", SomeProgress(), Now)).StatusCode.Should().Be(HttpStatusCode.Forbidden, "another office leads it now");
    }

    [Fact]
    public async Task An_amendment_is_refused_over_one_that_was_not_seen_and_lets_other_fields_be()
    {
        var address = await Promised();
        await site.As("coordinator").Post(address + "/amendments", Amending(("title/en", "Budgets are public")), Now);

        (await site.As("coordinator").Post(address + "/amendments", Amending(("title/en", "Budgets are known")), "\"1\"")).StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        (await site.As("coordinator").Post(address + "/amendments", Amending(("brief/en", "Known.")), "\"1\"")).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("en", "This is not of the kind that is wanted here: a list, each an object with field and value.")]
    [InlineData("id", "sebuah daftar, tiap isinya sebuah objek dengan field dan value")]
    public async Task Changes_that_are_no_list_are_told_what_is_wanted(string language, string words)
    {
        var body = new JsonObject { ["changes"] = new JsonObject { ["title/en"] = "Budgets are public" }, ["reason"] = "So decided." };
        var problem = await (await site.As("coordinator").Post(await Promised() + "/amendments", body, Now, headers: ("Accept-Language", language))).Json();
        ((string)problem["rule"]!, (string)problem["field"]!).Should().Be(("malformed-value", "changes"));
        ((string)problem["detail"]!).Should().Contain(words);
    }

    [Theory]
    [InlineData("milestones/1.1/due", "2026-09-30", "field-not-amendable")]
    [InlineData("planEnd", "2029-12-31", "field-not-amendable")]
    [InlineData("milestones/1.1/weight", "much", "number-malformed")]
    [InlineData("title/en", "Ask someone@example.org", "text-email")]
    public async Task A_field_that_cannot_be_amended_so_is_named(string field, string value, string rule)
    {
        var address = await Promised();
        var before = await site.Entries();

        var answer = await site.As("coordinator").Post(address + "/amendments", Amending((field, value)), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var problem = await answer.Json();
        ((string)problem["rule"]!, (string)problem["field"]!).Should().Be((rule, field));
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task Evidence_accepted_before_is_for_the_earlier_wording_until_it_is_confirmed()
    {
        var id = await site.Reworded();
        var piece = await site.Read($"/api/v1/evidence/{id}");
        ((bool)piece["forEarlierWording"]!, (string)piece["level"]!, (int)piece["proof"]!["earlier"]!).Should().Be((true, "Limited", 1));

        var answer = await site.As("reviewer").Post($"/api/v1/evidence/{id}/confirmation", new() { ["level"] = "Limited", ["reason"] = "It fits." }, Now);

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        piece = await site.Read($"/api/v1/evidence/{id}");
        ((bool)piece["forEarlierWording"]!, (string)piece["state"]!, (int)piece["proof"]!["earlier"]!).Should().Be((false, "accepted", 0));
        var again = await site.As("reviewer").Post($"/api/v1/evidence/{id}/confirmation", new() { ["level"] = "Limited", ["reason"] = "It fits." }, Now);
        ((string)(await again.Json())["rule"]!).Should().Be("evidence-not-earlier");
    }

    private static JsonObject Because(params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject { ["reason"] = "The forum decided so." };
        foreach (var (name, value) in members) body[name] = value;
        return body;
    }

    private async Task<string> Promised() => $"/api/v1/plans/contoh/commitments/{(await site.Promised()).Number}";

    private async Task<JsonNode> Leaf(string address, string number) =>
        (await site.Read(address))["milestones"]!.AsArray().Single(one => (string)one!["number"]! == number)!;
}
