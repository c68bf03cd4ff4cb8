using FluentAssertions;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Tests.Accounts;
using Tracker.Support.Domain;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>What a coordinator hid comes before those who may decide about it, and before nobody else; how much waits is public.</summary>
public sealed class HidingQueueTests
{
    private const string Words = "Photographs of the billboards";

    [Fact]
    public async Task What_is_hidden_waits_in_public_and_in_the_queue_until_a_reviewer_confirms_it()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        (await Waiting(site, "hidings")).Should().Be((0, 0, 0));
        var index = await site.Hidden();

        (await Waiting(site, "hidings")).Should().Be((1, 0, 0));
        (await Waiting(site, "hidingAppeals")).Should().Be((0, 0, 0));
        (await site.Visitor().GetStringAsync("/en/plans/contoh")).Should().Contain("Words that were hidden, for a reviewer’s confirmation");
        var queue = await Queue(site, "reviewer");
        queue.Decide.Should().Equal($"/en/record/contoh/{index}/decide-hiding");
        queue.Text.Should().Contain("Waits for confirmation").And.Contain("11 May 2026", "it ends on the seventh day").And.NotContain(Words);

        site.Clock.Advance(TimeSpan.FromDays(2));
        (await Waiting(site, "hidings")).Should().Be((1, 2, 0), "it ends before it has waited too long");
        await Decide(site, "reviewer", index, "stands");

        (await Waiting(site, "hidings")).Should().Be((0, 0, 0));
        (await Queue(site, "reviewer")).Decide.Should().BeEmpty();
        (await Queue(site, "third-reviewer")).Decide.Should().BeEmpty();
        (await Waiting(site, "hidings", "?asOf=2026-05-04")).Should().Be((1, 0, 0), "on that day it waited");
    }

    [Fact]
    public async Task What_nobody_confirms_is_gone_from_both_with_the_seventh_day()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        await site.Hidden();
        site.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await Waiting(site, "hidings")).Count.Should().Be(1);

        site.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Queue(site, "reviewer")).Decide.Should().BeEmpty();
        await site.Submitted(); // a kept page is made anew
        (await Waiting(site, "hidings")).Should().Be((0, 0, 0));
        (await Waiting(site, "hidings", "?asOf=2026-05-10")).Count.Should().Be(1);
    }

    [Fact]
    public async Task What_ends_first_stands_first()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var first = await site.Hidden();
        site.Clock.Advance(TimeSpan.FromDays(1));
        var second = await site.Hidden();

        (await Queue(site, "reviewer")).Decide.Should().Equal($"/en/record/contoh/{first}/decide-hiding", $"/en/record/contoh/{second}/decide-hiding");
    }

    [Fact]
    public async Task Nobody_is_led_to_a_decision_that_would_be_refused()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        await Elsewhere(site);
        await site.Hidden();

        (await Queue(site, "reviewer")).Decide.Should().ContainSingle();
        (await Queue(site, "other-reviewer")).Decide.Should().BeEmpty("its organisation is not appointed");
        (await Queue(site, "reviewer-elsewhere")).Decide.Should().BeEmpty("a hiding ends before it waits too long");

        var own = (long)(await (await site.As("reviewer").Post($"{Commitment}/milestones/1.1/reviews", SomeReview())).Json())["ledgerIndex"]!;
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{own}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });
        (await Queue(site, "reviewer")).Decide.Should().ContainSingle("it said the other one itself");
        (await Queue(site, "third-reviewer")).Decide.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_appeal_comes_before_another_organisation_and_after_fourteen_days_before_any_reviewer()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        await Elsewhere(site);
        var index = await site.Hidden();
        await Decide(site, "reviewer", index, "stands");
        await site.As("partner").Done($"/api/v1/entries/contoh/{index}/hiding/appeal", new() { ["reason"] = "It is the office's name." });

        (await Waiting(site, "hidings")).Should().Be((0, 0, 0));
        (await Waiting(site, "hidingAppeals")).Should().Be((1, 0, 0));
        (await Queue(site, "reviewer")).Decide.Should().BeEmpty("it has decided about it before");
        var queue = await Queue(site, "third-reviewer");
        queue.Decide.Should().ContainSingle();
        queue.Text.Should().Contain("Appeal against the hiding").And.NotContain(Words);

        site.Clock.Advance(TimeSpan.FromDays(14));
        (await Waiting(site, "hidingAppeals")).Should().Be((1, 14, 0));
        (await Queue(site, "reviewer-elsewhere")).Decide.Should().BeEmpty();
        (await Read(site, "reviewer-elsewhere", index)).Should().NotContain(Words, "it may not decide yet");
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await Waiting(site, "hidingAppeals")).Should().Be((1, 15, 1));
        (await Queue(site, "reviewer-elsewhere")).Decide.Should().ContainSingle();
        (await Read(site, "reviewer-elsewhere", index)).Should().Contain(Words, "nobody decides unread");

        await Decide(site, "reviewer-elsewhere", index, "lifted");
        (await Waiting(site, "hidingAppeals")).Should().Be((0, 0, 0));
        (await Queue(site, "third-reviewer")).Decide.Should().BeEmpty();
    }

    [Fact]
    public async Task A_hiding_that_was_appealed_against_waits_once()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var index = await site.Hidden();
        await site.As("partner").Done($"/api/v1/entries/contoh/{index}/hiding/appeal", new() { ["reason"] = "It is the office's name." });

        ((await Waiting(site, "hidings")).Count, (await Waiting(site, "hidingAppeals")).Count).Should().Be((0, 1), "who decides the appeal decides about the hiding");
        (await Queue(site, "reviewer")).Decide.Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_hidden_of_a_review_of_the_whole_plan_is_decided_like_the_rest()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var review = (long)(await (await site.As("third-reviewer").Post("/api/v1/plans/contoh/reviews", SomeReview(("on", AnotherDay()), ("from", null)))).Json())["ledgerIndex"]!;
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{review}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });

        (await Queue(site, "third-reviewer")).Decide.Should().BeEmpty("it said that itself");
        (await Queue(site, "reviewer")).Decide.Should().ContainSingle();
        await Decide(site, "reviewer", review, "lifted");
        (await Waiting(site, "hidings")).Should().Be((0, 0, 0));
    }

    [Fact]
    public async Task A_hidden_review_says_who_hid_it_and_why_and_its_author_appeals()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var done = await (await site.As("third-reviewer").Post($"{Commitment}/milestones/1.1/reviews", SomeReview())).Json();
        var (index, page) = ((long)done["ledgerIndex"]!, $"/en/reviews/{done["id"]}");
        await site.Read("/api/v1/plans");
        (await (await site.SignIn("owner")).Open(page)).QuerySelectorAll("a[href$='/hide']").Should().BeEmpty();
        (await (await site.SignIn("coordinator")).Open(page)).QuerySelector("a[href$='/hide']")!.GetAttribute("href").Should().Be($"/en/record/contoh/{index}/hide");
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{index}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });

        await site.Read("/api/v1/plans");
        foreach (var (account, address) in ((string, string)[])[("owner", page), ("coordinator", page), ("owner", page + "/answer")])
        {
            var shown = (await (await site.SignIn(account)).Open(address)).QuerySelector("main")!;
            shown.TextContent.Should().Contain("Hidden").And.Contain("It names a neighbour.").And.Contain("11 May 2026").And.NotContain("Removed by law");
            shown.QuerySelectorAll("a[href$='/hide']").Should().BeEmpty("it is hidden already");
        }

        (await site.Visitor().GetStringAsync($"/id/reviews/{done["id"]}")).Should().Contain("Disembunyikan").And.NotContain("Dihapus atas dasar hukum");
        var author = await site.SignIn("third-reviewer");
        (await author.Open($"/en/record/contoh/{index}")).QuerySelectorAll("a[href$='/appeal-hiding']").Should().ContainSingle();
        (await (await site.SignIn("reviewer")).Open($"/en/record/contoh/{index}")).QuerySelectorAll("a[href$='/appeal-hiding']").Should().BeEmpty();
        using var appealed = await author.Send(await author.Open($"/en/record/contoh/{index}/appeal-hiding"), ("reason", "It names an office."));
        ((int)appealed.StatusCode).Should().Be(302);
        (await Waiting(site, "hidingAppeals")).Count.Should().Be(1);
        using var other = await site.As("reviewer").Post($"/api/v1/entries/contoh/{index}/hiding/appeal", new() { ["reason"] = "It is not mine." });
        ((int)other.StatusCode, (string)(await other.Json())["rule"]!).Should().Be((403, "not-contributor"));
    }

    [Fact]
    public async Task Whoever_may_not_decide_does_not_read_what_is_hidden()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var index = await site.Hidden();
        (await Read(site, "reviewer", index)).Should().Contain(Words);

        await Decide(site, "reviewer", index, "stands");

        (await Read(site, "reviewer", index)).Should().NotContain(Words, "it has decided");
    }

    [Fact]
    public async Task A_reviewer_of_another_plan_is_none_of_this_one_though_its_organisation_is()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        await Elsewhere(site);
        await site.Account("colleague", Role.Reviewer, SomeActor.OtherCommunity, Partner.Public, PlanId.Parse("lain"));
        var index = await site.Hidden();
        var (id, _) = await site.Submitted();

        (await Queue(site, "colleague")).Decide.Should().BeEmpty();
        (await Read(site, "colleague", index)).Should().NotContain(Words);
        (await (await site.SignIn("colleague")).Open("/en/reviews")).QuerySelectorAll($"a[href*='{id}']").Should().BeEmpty();
        (await (await site.SignIn("reviewer")).Open("/en/reviews")).QuerySelectorAll($"a[href*='{id}']").Should().NotBeEmpty();
        var answer = await site.As("colleague").Post($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "We looked." }, Now);
        ((int)answer.StatusCode, (string)(await answer.Json())["rule"]!).Should().Be((403, "role-not-held"));
    }

    [Fact]
    public async Task After_fourteen_days_held_words_are_read_by_whoever_may_release_them_and_by_nobody_else()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var id = await site.Held();
        var words = (string)SomeSubmission()["summary"]!;
        site.Clock.Advance(TimeSpan.FromDays(15));
        await Elsewhere(site); // signed in after the days have passed
        await site.Account("new-reviewer", Role.Reviewer, SomeActor.University, Partner.Academia, SomePlan.Id);
        await site.Read("/api/v1/plans");

        async Task<string> Review(string account) => (await (await site.SignIn(account)).Open($"/en/evidence/{id}/review")).QuerySelector("main")!.TextContent;
        (await Review("reviewer")).Should().Contain(words);
        (await Review("reviewer-elsewhere")).Should().Contain(words, "nobody judges unread");
        (await Review("new-reviewer")).Should().NotContain(words, "its organisation reviews no plan");

        async Task<string> Queue(string account) => (await (await site.SignIn(account)).Open("/en/reviews")).QuerySelector("main")!.InnerHtml;
        (await Queue("reviewer-elsewhere")).Should().Contain(id);
        (await Queue("new-reviewer")).Should().NotContain(id).And.NotContain("Waiting too long elsewhere");
    }

    [Fact]
    public async Task Whoever_reviews_the_plan_no_longer_is_led_to_no_form_of_it()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        await Elsewhere(site);
        await site.Account("colleague", Role.Reviewer, SomeActor.OtherCommunity, Partner.Public, PlanId.Parse("lain"));
        var (id, _) = await site.Submitted();
        await site.Read("/api/v1/plans");
        foreach (var (account, led) in ((string, bool)[])[("reviewer", true), ("colleague", false)])
        {
            var visitor = await site.SignIn(account);
            async Task<bool> Shows(string page, string what) => (await visitor.Open(page)).QuerySelector(what) is not null;
            (await Shows("/en/plans/contoh", "a[href$='/publish-review']")).Should().Be(led, account);
            (await Shows("/en/plans/contoh/commitments/1", "a[href$='/publish-review']")).Should().Be(led, account);
            (await Shows($"/en/evidence/{id}", $"a[href$='/evidence/{id}/review']")).Should().Be(led, account);
            (await Shows("/en/plans/contoh/publish-review", "main form textarea")).Should().Be(led, account);
        }
    }

    /// <summary>A reviewer of another plan, independent of this one.</summary>
    private static async Task Elsewhere(SomeSite site)
    {
        var elsewhere = PlanId.Parse("lain");
        await site.Written(
            new PublishPlan(SomePlan.Published() with
            {
                Plan = elsewhere,
                Organisations = SomePlan.Published().Organisations.Add(SomeActor.Company.Value, Partner.Business),
                Reviewers = [SomeActor.Company],
            }),
            elsewhere);
        await site.Written(new DeclareIndependence(SomePlan.Id, null, "We are.", Development: true), SomeActor.Company);
        await site.Account("reviewer-elsewhere", Role.Reviewer, SomeActor.Company, Partner.Business, elsewhere);
    }

    private static async Task<(int Count, int Days, int TooLong)> Waiting(SomeSite site, string what, string past = "")
    {
        var count = (await site.Read($"/api/v1/plans/contoh/waiting{past}"))[what]!;
        return ((int)count["count"]!, (int)count["days"]!, (int)count["tooLong"]!);
    }

    private static async Task<(List<string?> Decide, string Text)> Queue(SomeSite site, string reviewer)
    {
        await site.Read("/api/v1/plans"); // the views have passed everything
        var page = await (await site.SignIn(reviewer)).Open("/en/reviews");
        return ([.. page.QuerySelectorAll("a[href$='/decide-hiding']").Select(a => a.GetAttribute("href"))], page.QuerySelector("section[aria-labelledby=hidings]")?.TextContent ?? "");
    }

    private static async Task<string> Read(SomeSite site, string reviewer, long index) =>
        (await (await site.SignIn(reviewer)).Open($"/en/record/contoh/{index}/decide-hiding")).QuerySelector("main")!.TextContent;

    private static Task Decide(SomeSite site, string reviewer, long index, string outcome) =>
        site.As(reviewer).Done($"/api/v1/entries/contoh/{index}/hiding/decision", new() { ["outcome"] = outcome, ["reason"] = "We looked." });
}
