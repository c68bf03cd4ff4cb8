using System.Net;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>The example's script has moved 1.4 after its date, 5.2 in time, and withdrawn 4.1 while late and 4.3 before its date.</summary>
public sealed class ChangingTermsTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Commitment = "/en/plans/contoh/commitments/1";

    [Fact]
    public async Task A_moved_date_stands_beside_the_first_one_and_what_is_late_stays_late()
    {
        var visitor = site.Visitor();
        var moved = (await visitor.Open(Commitment)).GetElementById("m-1.4")!.TextContent;
        moved.Should().Contain("new date 31 December 2028 (was 30 June 2026)").And.MatchRegex(@"\d+ days late").And.Contain("Aplikasi pengganti");
        (await visitor.Open(Commitment.Replace("/en/", "/id/", StringComparison.Ordinal))).GetElementById("m-1.4")!.TextContent
            .Should().Contain("batas waktu diubah: 31 Desember 2028 (semula 30 Juni 2026)");
        (await visitor.Open("/en/plans/contoh/commitments/5")).GetElementById("m-5.2")!.TextContent
            .Should().Contain("new date 31 December 2028 (was 31 December 2027)").And.Contain("not due yet");
    }

    [Theory]
    [InlineData("tighten-policy")]
    [InlineData("appoint-reviewer")]
    public async Task A_form_about_the_plan_says_that_it_is_an_invented_example(string form) =>
        (await (await site.SignedIn("coordinator")).Open($"/en/plans/contoh/{form}")).QuerySelector("main .notice.example").Should().NotBeNull();

    [Fact]
    public async Task What_was_withdrawn_says_so_and_why()
    {
        var page = await site.Visitor().Open("/en/plans/contoh/commitments/4");
        page.GetElementById("m-4.1")!.TextContent.Should().Contain("withdrawn while late").And.Contain("Withdrawn from the plan").And.Contain("Forum memutuskan");
        page.GetElementById("m-4.3")!.QuerySelectorAll(".chip").Select(chip => chip.TextContent.Trim()).Should().Contain("withdrawn");
        (await site.Visitor().Open("/en/plans/contoh")).Body!.TextContent.Should().MatchRegex(@"Withdrawn: \d, of which while late: 1");
    }

    [Fact]
    public async Task A_withdrawn_commitment_says_so_in_the_plans_table_and_one_without_a_lead_names_those_of_its_milestones()
    {
        var coordinator = await site.SignedIn("coordinator");
        (await Row()).TextContent.Should().Contain("Example regional secretariat").And.NotContain("an office that the source does not name");
        (await Row()).QuerySelectorAll("th .chip").Should().BeEmpty();
        (await Row()).TextContent.Should().Contain("without 2 of 3 milestones, withdrawn");
        (await coordinator.Open("/en/plans/contoh/commitments/4")).QuerySelector(".difference")!.TextContent.Should().Contain("without 2 of 3 milestones, withdrawn");
        using var sent = await coordinator.Send(await coordinator.Open("/en/plans/contoh/commitments/4/withdraw"), ("reason", "The forum decided so."));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        (await Row()).QuerySelector("th .chip")!.TextContent.Trim().Should().Be("withdrawn");
        (await Row()).TextContent.Should().NotContain("without", "where everything is withdrawn, nothing is left out");

        async Task<AngleSharp.Dom.IElement> Row() => (await coordinator.Open("/en/plans/contoh")).QuerySelectorAll("tbody tr")
            .Single(row => row.QuerySelector("th a")?.GetAttribute("href") == "/en/plans/contoh/commitments/4");
    }

    [Fact]
    public async Task An_office_moves_a_date_by_a_form()
    {
        var owner = await site.SignedIn("owner");
        var page = await owner.Open($"{Commitment}/milestones/1.5/reschedule");
        using var wrong = await owner.Send(page, ("due", "2029-06-30"), ("reason", "The assessors come later."));
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(wrong);
        again.QuerySelector(".errors a")!.GetAttribute("href").Should().Be("#f-due");
        again.GetElementById("e-due")!.TextContent.Should().Contain("after the plan’s end");

        using var sent = await owner.Send(again, ("due", "2027-09-30"), ("reason", "The assessors come later."));

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var shown = (await owner.Open(sent.Headers.Location!.ToString())).GetElementById("m-1.5")!.TextContent;
        shown.Should().Contain("new date 30 September 2027 (was 30 June 2027)").And.Contain("The assessors come later.");
        (await owner.Open("/en/mine")).Body!.TextContent.Should().Contain("new date 30 September 2027 (was 30 June 2027)");
    }

    [Fact]
    public async Task A_coordinator_withdraws_by_a_form_and_an_office_does_not()
    {
        var coordinator = await site.SignedIn("coordinator");
        var page = await coordinator.Open($"{Commitment}/milestones/1.7/withdraw");
        using var sent = await coordinator.Send(page, ("reason", "The forum decided so."));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var milestone = (await coordinator.Open(sent.Headers.Location!.ToString())).GetElementById("m-1.7")!;
        milestone.TextContent.Should().Contain("withdrawn").And.Contain("The forum decided so.");
        milestone.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().NotContain(address => address!.EndsWith("/withdraw", StringComparison.Ordinal));
        (await coordinator.Open($"{Commitment}/withdraw")).QuerySelector("h1")!.TextContent.Should().Be("Withdraw a commitment");

        var owner = await site.SignedIn("owner");
        using var refused = await owner.Http.GetAsync($"{Commitment}/milestones/1.5/withdraw");
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_was_put_otherwise_shows_before_and_after_and_marks_what_was_accepted_before()
    {
        var page = await site.Visitor().Open("/en/plans/contoh/commitments/2");
        var amended = page.GetElementById("m-2.4")!;
        amended.TextContent.Should().Contain("Village asset data opened and updated every year").And.Contain("accepted for an earlier wording");
        amended.QuerySelector("del")!.TextContent.Should().Be("Data aset desa dibuka");
        amended.QuerySelector("ins")!.TextContent.Should().Be("Data aset desa dibuka dan diperbarui setiap tahun");
        page.GetElementById("m-2.2")!.TextContent.Should().NotContain("earlier wording", "a reviewer has confirmed it");
        page.GetElementById("m-2.2")!.QuerySelector(".earlier")!.TextContent.Should().Be("(not amended in this language yet)", "its Indonesian title was amended, its English one was not");
        var own = await site.Visitor().Open("/id/plans/contoh/commitments/2");
        own.GetElementById("m-2.2")!.QuerySelectorAll(".earlier").Should().BeEmpty("it has the new wording");
        using var data = await site.Visitor().Http.GetAsync("/api/v1/plans/contoh/commitments/2");
        (await data.Content.ReadAsStringAsync()).Should().Contain("\"milestones/2.2/title/en\"");
    }

    [Fact]
    public async Task A_coordinator_amends_by_a_form_and_a_reviewer_confirms()
    {
        var coordinator = await site.SignedIn("coordinator");
        var page = await coordinator.Open("/en/plans/contoh/commitments/5/amend/5.1");
        using var nothing = await coordinator.Send(page, ("reason", "The forum decided so."));
        nothing.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(nothing);
        again.QuerySelector(".errors")!.TextContent.Should().Contain("nothing would change");
        using var empty = await coordinator.Send(again, ("milestones/5.1/title/en", ""), ("reason", "The forum decided so."));
        (await Visitor.Read(empty)).QuerySelector(".errors a")!.GetAttribute("href").Should().Be("#f-milestones/5.1/title/en");

        using var sent = await coordinator.Send(again, ("milestones/5.1/title/en", "Rules on contract data in force and published"), ("reason", "The forum decided so."));

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var milestone = (await coordinator.Open(sent.Headers.Location!.ToString())).GetElementById("m-5.1")!.TextContent;
        milestone.Should().Contain("Rules on contract data in force and published").And.Contain("accepted for an earlier wording");

        var reviewer = await site.SignedIn("reviewer");
        var queue = await reviewer.Open("/en/reviews");
        var confirm = queue.QuerySelectorAll("#earlier ~ ul a").Select(link => link.GetAttribute("href")!).ToList();
        confirm.Should().NotBeEmpty();
        foreach (var address in confirm)
        {
            var form = await reviewer.Open(address);
            if (!form.Body!.TextContent.Contains("Peraturan data kontrak", StringComparison.Ordinal)) continue;
            form.Body.TextContent.Should().Contain("Rules on contract data in force and published");
            using var confirmed = await reviewer.Send(form, ("level", "Complete"), ("reason", "It is published too."));
            confirmed.StatusCode.Should().Be(HttpStatusCode.Redirect, await confirmed.Content.ReadAsStringAsync());
        }

        (await reviewer.Open("/en/plans/contoh/commitments/5")).GetElementById("m-5.1")!.TextContent.Should().NotContain("earlier wording");
    }

    [Fact]
    public async Task A_coordinator_adds_a_milestone_by_a_form_and_keeps_what_was_typed_when_it_is_refused()
    {
        var coordinator = await site.SignedIn("coordinator");
        (await coordinator.Open("/en/plans/contoh/commitments/5")).QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain("/en/plans/contoh/commitments/5/add-milestone");
        var page = await coordinator.Open("/en/plans/contoh/commitments/5/add-milestone");
        using var wrong = await coordinator.Send(page, ("number", "5.1"), ("title/en", "Contracts as open data"), ("due", "2026-02-30"));
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(wrong);
        again.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")).Should().Contain(["#f-number", "#f-title/id", "#f-due", "#f-reason"], "everything that is wrong is said at once");
        again.GetElementById("f-title/en")!.GetAttribute("value").Should().Be("Contracts as open data");
        using var late = await coordinator.Send(again, ("number", "5.9"), ("title/id", "Kontrak sebagai data terbuka"), ("due", "2035-01-01"), ("reason", "Forum memutuskan."));
        (await Visitor.Read(late)).GetElementById("e-due")!.TextContent.Should().Contain("after the plan’s end");

        using var sent = await coordinator.Send(await Visitor.Read(late), ("due", "2027-12-31"));

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var milestone = (await coordinator.Open(sent.Headers.Location!.ToString())).GetElementById("m-5.9")!.TextContent;
        milestone.Should().Contain("Contracts as open data").And.Contain("31 December 2027").And.Contain("Forum memutuskan.");
        var owner = await site.SignedIn("owner");
        using var refused = await owner.Http.GetAsync("/en/plans/contoh/commitments/5/add-milestone");
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }
}
