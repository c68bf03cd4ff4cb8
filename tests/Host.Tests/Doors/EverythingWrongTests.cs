using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Tracker.Host.Tests.Accounts;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>What cannot be read, and what a rule refuses of the rest, in one answer: by the API and by pages.</summary>
public sealed class EverythingWrongTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_blank_title_is_told_beside_a_date_that_is_none()
    {
        var entries = await site.Entries();

        var wrong = await Wrong(site.Visitor().Post(Submissions, SomeSubmission(("title", " "), ("on", "2026-13-40"), ("source", "a friend"))));

        wrong.Should().BeEquivalentTo([("on", "not-a-date"), ("title", "text-required"), ("source", "source-not-address")]);
        (await site.Entries()).Should().Be(entries);
    }

    [Fact]
    public async Task What_holds_only_together_with_something_that_cannot_be_read_is_not_said()
    {
        (await Wrong(site.Visitor().Post(Submissions, SomeSubmission(("stance", "perhaps"), ("settledBy", "A photograph."), ("title", "")))))
            .Should().BeEquivalentTo([("stance", "not-in-list"), ("title", "text-required")]);
        (await Wrong(site.As("owner").Post(Progress, SomeProgress(("completion", "Nearly"), ("percent", 100), ("narrative", "")), Now)))
            .Should().BeEquivalentTo([("completion", "not-in-list"), ("narrative", "text-required")]);
    }

    [Fact]
    public async Task Nothing_is_written_where_all_the_rest_is_right()
    {
        var entries = await site.Entries();

        (await Wrong(site.Visitor().Post(Submissions, SomeSubmission(("on", "soon"))))).Should().Equal(("on", "not-a-date"));
        (await Wrong(site.As("partner").Post(Evidence, SomeEvidence(("on", "soon"))))).Should().Equal(("on", "not-a-date"));
        (await Wrong(site.As("owner").Post(Progress, SomeProgress(("on", "soon")), Now))).Should().Equal(("on", "not-a-date"));
        (await Wrong(site.As("partner").Post(Progress, SomeProgress(("on", "soon"), ("narrative", "")), Now))).Should().Equal([("on", "not-a-date")], "they may not report at all");

        (await site.Entries()).Should().Be(entries);
    }

    [Fact]
    public async Task A_review_without_codings_is_told_beside_everything_else() =>
        (await Wrong(site.As("reviewer").Post($"{Commitment}/milestones/1.1/reviews", SomeReview(("codings", new JsonObject()), ("from", "long ago"), ("reason", " ")))))
            .Should().BeEquivalentTo([("from", "not-a-date"), ("codings", "codings-required"), ("reason", "text-required")]);

    [Fact]
    public async Task Every_field_of_an_amendment_is_told()
    {
        var body = Amending(("start", "2026-13-40"), ("milestones/1.1/weight", "0"), ("milestones/1.1/due/x", "2026-01-01"));
        body["reason"] = " ";

        (await Wrong(site.As("coordinator").Post($"{Commitment}/amendments", body, Now))).Should().BeEquivalentTo(
            [("start", "field-value-invalid"), ("milestones/1.1/weight", "weight-not-positive"), ("milestones/1.1/due/x", "field-not-amendable"), ("reason", "text-required")]);
    }

    [Fact]
    public async Task A_form_says_everything_at_its_fields_and_in_its_summary()
    {
        var coordinator = await site.SignIn("coordinator");
        using var amended = await coordinator.Send(
            await coordinator.Open("/en/plans/contoh/commitments/1/amend/1.1"), ("milestones/1.1/title/en", ""), ("milestones/1.1/weight", "heavy"), ("reason", " "));
        At(await Pages.Visitor.Read(amended), "milestones/1.1/title/en", "milestones/1.1/weight", "reason");

        var reviewer = await site.SignIn("reviewer");
        using var reviewed = await reviewer.Send(
            await reviewer.Open("/id/plans/contoh/publish-review"), ("title", ""), ("summary", "We went there."), ("source", "a friend"), ("on", "2026-05-02"), ("reason", "So it is."));
        At(await Pages.Visitor.Read(reviewed), "title", "source", "codings");

        var visitor = site.Somebody();
        using var sent = await visitor.Send(
            await visitor.Open("/en/plans/contoh/commitments/1/milestones/1.1/send-evidence"), ("title", ""), ("summary", "I saw it."), ("on", "2026-05-02"), ("stance", "disputes"), ("shows", "Limited"));
        At(await Pages.Visitor.Read(sent), "title", "settledBy");

        static void At(IHtmlDocument page, params string[] fields)
        {
            foreach (var field in fields) page.GetElementById($"e-{field}").Should().NotBeNull(field);
            page.QuerySelectorAll("[role=alert] li").Should().HaveCount(fields.Length);
        }
    }

    [Fact]
    public async Task What_is_not_known_says_why_by_the_form_as_in_plan_files()
    {
        var address = $"/en/plans/contoh/commitments/{(await site.Promised()).Number}/amend";
        var coordinator = await site.SignIn("coordinator");
        var form = await coordinator.Open(address);
        (string, string)[] reasons = [.. form.QuerySelectorAll("[name^='unknown/end/']").Select(field => (field.GetAttribute("name")!, "The forum has not said."))];
        reasons.Should().NotBeEmpty();

        using var silent = await coordinator.Send(form, ("end", ""), ("reason", "The forum decided so."));
        (await Pages.Visitor.Read(silent)).GetElementById("e-end").Should().NotBeNull("what is not known says why");
        using var said = await coordinator.Send(form, [("end", ""), ("reason", "The forum decided so."), .. reasons]);
        said.StatusCode.Should().Be(HttpStatusCode.Redirect, await said.Content.ReadAsStringAsync());

        var again = await coordinator.Open(address);
        ((IHtmlInputElement)again.QuerySelector("[name^='unknown/end/']")!).Value.Should().Be("The forum has not said.");
        again.QuerySelector("main details")!.HasAttribute("open").Should().BeTrue();
        using var known = await coordinator.Send(again, ("end", "2027-06-30"), ("reason", "Now it has."));
        known.StatusCode.Should().Be(HttpStatusCode.Redirect, await known.Content.ReadAsStringAsync());
        ((IHtmlInputElement)(await coordinator.Open(address)).QuerySelector("[name^='unknown/end/']")!).Value.Should().BeEmpty("the reason went with it");
    }

    private static async Task<(string Field, string Rule)[]> Wrong(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        var problem = await answer.Json();
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest, problem.ToJsonString());
        return [.. (problem["errors"]?.AsArray() ?? [problem.DeepClone()]).Select(one => ((string)one!["field"]!, (string)one["rule"]!))]; // each names both
    }
}
