using System.Net;
using FluentAssertions;
using Tracker.Domain.Organisations;
using Tracker.Host.Tests.Accounts;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Commitments;

public sealed class DraftTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Leaf = "/en/plans/contoh/commitments/1/milestones/1.1";
    private const string Report = $"{Leaf}/report-progress";
    private static readonly (string, string)[] s_begun = [("save", "draft"), ("completion", "Limited"), ("narrative", "Three of **ten**, not sent yet."), ("percent", "not known")];

    [Fact]
    public async Task A_draft_is_the_offices_and_on_no_ledger_until_it_is_sent()
    {
        await site.Account("colleague", Role.Owner, SomeActor.Office, Partner.Government);
        var owner = await Fresh();
        var before = await site.Entries();

        (await owner.Sent(Report, s_begun)).Should().Be($"{Leaf}/draft");

        (await site.Entries()).Should().Be(before);
        (await (await site.Somebody().Http.GetAsync("/en/plans/contoh/commitments/1")).Content.ReadAsStringAsync()).Should().NotContain("not sent yet");
        var colleague = await site.SignIn("colleague");
        (await colleague.Open("/en/mine")).QuerySelectorAll($"a[href='{Leaf}/draft']").Should().HaveCount(1);
        (await colleague.Open($"{Leaf}/draft")).QuerySelector("main strong")!.TextContent.Should().Be("ten", "it is shown as it will be");
        var form = await colleague.Open($"{Report}?from=draft");
        form.QuerySelector("#f-narrative")!.TextContent.Should().Contain("not sent yet");

        using var sent = await colleague.Send(form, Report, ("percent", "30"));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await site.Entries()).Should().Be(before + 1);
        (await colleague.Http.GetAsync($"{Leaf}/draft")).StatusCode.Should().Be(HttpStatusCode.NotFound, "it has become a report");
    }

    [Fact]
    public async Task A_superior_without_an_account_sees_it_marked_read_only_and_kept_by_nobody_for_a_week()
    {
        var owner = await Fresh();
        await owner.Sent(Report, s_begun);
        await owner.Sent($"{Leaf}/draft", ("todo", "share"));
        (await owner.Open($"{Leaf}/draft")).QuerySelector("main .notice time")!.TextContent.Should().EndWith("UTC+07:00", "by the plan's clocks");
        var preview = new Uri((await owner.Open($"{Leaf}/draft")).QuerySelector("main code")!.TextContent).PathAndQuery;

        using var answer = await site.Somebody().Http.GetAsync(preview);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("X-Robots-Tag").Single().Should().Contain("noindex");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var page = await Pages.Visitor.Read(answer);
        page.QuerySelector("main .notice.bad")!.TextContent.Should().Contain("draft");
        page.QuerySelectorAll("main form, main button").Should().BeEmpty();
        Danger.Of(page).Should().BeEmpty();
        preview.Split('/')[^1].Length.Should().BeGreaterThan(40, "nobody guesses 256 bits");
        (await site.Somebody().Http.GetAsync(preview[..^1] + (preview[^1] == 'A' ? 'B' : 'A'))).StatusCode.Should().Be(HttpStatusCode.NotFound);

        await owner.Sent($"{Leaf}/draft", ("todo", "share"));
        (await site.Somebody().Http.GetAsync(preview)).StatusCode.Should().Be(HttpStatusCode.NotFound, "a new address ends the old one");
        var second = new Uri((await owner.Open($"{Leaf}/draft")).QuerySelector("main code")!.TextContent).PathAndQuery;
        site.Clock.Advance(TimeSpan.FromDays(7));
        (await site.Somebody().Http.GetAsync(second)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_saves_over_what_a_colleague_wrote_meanwhile()
    {
        var owner = await Fresh();
        await owner.Sent(Report, s_begun);
        var (mine, other) = (await owner.Open($"{Report}?from=draft"), await owner.Open($"{Report}?from=draft"));
        using (await owner.Send(other, Report, [.. s_begun.Where(field => field.Item1 != "narrative"), ("narrative", "A colleague's words.")])) { }

        using var late = await owner.Send(mine, Report, s_begun);

        late.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await owner.Open($"{Leaf}/draft")).Body!.TextContent.Should().Contain("A colleague's words.");
        var both = await Pages.Visitor.Read(late);
        both.QuerySelector("main .drafted")!.TextContent.Should().Contain("A colleague's words.");
        both.QuerySelector("#f-narrative")!.TextContent.Should().Contain("not sent yet", "what was typed is not lost");
        using var again = await owner.Send(both, Report, ("save", "draft"));
        again.StatusCode.Should().Be(HttpStatusCode.Redirect, "who has seen it may save over it");
        (await owner.Open($"{Leaf}/draft")).Body!.TextContent.Should().Contain("not sent yet").And.NotContain("A colleague's words.");
    }

    [Fact]
    public async Task Another_office_neither_saves_nor_finds_it_and_discarding_ends_the_preview()
    {
        var owner = await Fresh();
        await owner.Sent(Report, s_begun);
        await owner.Sent($"{Leaf}/draft", ("todo", "share"));
        var preview = new Uri((await owner.Open($"{Leaf}/draft")).QuerySelector("main code")!.TextContent).PathAndQuery;
        var other = await site.SignIn("other-owner");
        (await other.Http.GetAsync($"{Leaf}/draft")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await other.Open(Report)).QuerySelector("main form").Should().BeNull("it is told so before it writes");
        using (var answer = await other.Send(await other.Open("/en/plans/contoh/commitments/1/submit-evidence"), Report, s_begun)) answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);

        await owner.Sent($"{Leaf}/draft", ("todo", "discard"));

        (await site.Somebody().Http.GetAsync(preview)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>The owner, whose office has no draft.</summary>
    private async Task<Visitor> Fresh()
    {
        var owner = await site.SignIn("owner");
        if ((await owner.Http.GetAsync($"{Leaf}/draft")).StatusCode == HttpStatusCode.OK) await owner.Sent($"{Leaf}/draft", ("todo", "discard"));
        return owner;
    }
}
