using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Host.Sheets;
using Tracker.Host.Tests.Accounts;
using Tracker.Host.Tests.Doors;
using Xunit;
using static Tracker.Host.Tests.Commitments.SomeProgressWorkbook;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Pages;

/// <summary>Nobody is offered what would be refused whatever they write.</summary>
public sealed class NoDeadEndTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    [Theory]
    [InlineData("reviewer", 0)]
    [InlineData("coordinator", 0)]
    [InlineData("admin", 0)]
    [InlineData("partner", 1)]
    [InlineData("owner", 1)]
    public async Task Only_whoever_may_send_evidence_is_led_to_its_form(string account, int led)
    {
        var number = (await site.Promised()).Number;
        var reader = await site.SignIn(account);
        foreach (var page in new[] { $"/en/plans/contoh/commitments/{number}", $"/en/plans/contoh/commitments/{number}/milestones/1.1/evidence", $"/en/plans/contoh/commitments/{number}/evidence" })
            Math.Sign((await reader.Open(page)).QuerySelectorAll("main a[href$='/submit-evidence']").Length).Should().Be(led, page);
    }

    [Fact]
    public async Task Without_an_account_everybody_is_led_to_a_form()
    {
        var page = await new Visitor(site.Visitor()).Open($"/en/plans/contoh/commitments/{(await site.Promised()).Number}");
        page.QuerySelectorAll("main a[href$='/send-evidence']").Should().NotBeEmpty();
        page.QuerySelectorAll("main a[href$='/submit-evidence']").Should().NotBeEmpty("an organisation signs in first");
    }

    [Fact]
    public async Task An_answer_is_given_once_and_by_the_office_that_leads()
    {
        var dispute = await site.Disputed(answered: false);
        var form = $"/en/evidence/{dispute}/answer";
        await Barred("other-owner", form);
        await Offered("owner", form);
        await site.As("owner").Done($"/api/v1/evidence/{dispute}/answer", new() { ["answer"] = "They hang since Monday." });
        await Barred("owner", form);
    }

    [Fact]
    public async Task A_review_is_answered_once_and_its_page_says_what_was_recorded()
    {
        var review = await site.Reviewed();
        var form = $"/en/reviews/{review}/answer";
        await Barred("other-owner", form);
        var owner = await site.SignIn("owner");

        var shown = await owner.Sent(form, ("answer", "The rest hangs since Monday."));

        (await owner.Open(shown)).QuerySelector("main .notice.good")!.TextContent.Should().MatchRegex(@"Recorded as entry \d+");
        await Barred("owner", form);
    }

    [Fact]
    public async Task Words_are_hidden_once_by_a_coordinator()
    {
        var index = await site.Said();
        await Offered("coordinator", $"/en/record/contoh/{index}/hide");
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{index}/hiding", new() { ["ground"] = "personal", ["reason"] = "It names a neighbour." });
        await Barred("coordinator", $"/en/record/contoh/{index}/hide");
    }

    [Fact]
    public async Task Only_what_was_accepted_for_an_earlier_wording_is_confirmed()
    {
        await Offered("reviewer", $"/en/evidence/{await site.Reworded()}/confirm");
        await Barred("reviewer", $"/en/evidence/{(await site.Submitted()).Id}/confirm");
    }

    [Fact]
    public async Task What_was_withdrawn_is_not_withdrawn_again_and_no_row_of_the_workbook_asks_for_it()
    {
        var id = await site.Promised();
        var commitment = $"plans/contoh/commitments/{id.Number}";
        await Offered("coordinator", $"/en/{commitment}/milestones/1.1/withdraw");
        (await Rows(id)).Should().Equal("1.1", "1.2.1");
        await site.As("coordinator").Done($"/api/v1/{commitment}/milestones/1.1/withdrawal", new() { ["reason"] = "The council cut it." });

        await Barred("coordinator", $"/en/{commitment}/milestones/1.1/withdraw");
        (await Rows(id)).Should().Equal("1.2.1");
        await Offered("coordinator", $"/en/{commitment}/withdraw");
        await site.As("coordinator").Done($"/api/v1/{commitment}/withdrawal", new() { ["reason"] = "The council cut it." });

        await Barred("coordinator", $"/en/{commitment}/withdraw");
        (await Rows(id)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_disputed_leaf_stands_among_what_is_disputed_and_not_again_among_the_rest()
    {
        await site.Disputed();
        var mine = await (await site.SignIn("owner")).Open("/en/mine");
        string[] Leaves(string section) => [.. mine.QuerySelectorAll($"section[aria-labelledby={section}] a.title").Select(a => a.GetAttribute("href")!)];
        var disputed = Leaves("disputed");
        disputed.Should().NotBeEmpty();
        Leaves("other").Concat(Leaves("due")).Should().NotIntersectWith(disputed);
    }

    private async Task<IEnumerable<string>> Rows(CommitmentId id)
    {
        var sheet = SheetReader.Read(await Out(await site.SignIn("owner")));
        return sheet.Rows.Skip(1).Where(row => row.Cells["B"].Text == id.Number.Value).Select(row => row.Cells["C"].Text);
    }

    private async Task Barred(string account, string form)
    {
        var page = await (await site.SignIn(account)).Open(form);
        page.QuerySelector("main form[method=post]").Should().BeNull("{0} reads at {1} that they may not, before they write", account, form);
        page.QuerySelector("main .notice.bad")!.TextContent.Trim().Should().NotBeEmpty();
    }

    private async Task Offered(string account, string form) =>
        (await (await site.SignIn(account)).Open(form)).QuerySelector("main form[method=post]").Should().NotBeNull("{0} may write at {1}", account, form);
}
