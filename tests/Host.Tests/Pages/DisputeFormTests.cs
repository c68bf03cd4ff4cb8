using System.Net;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Tracker.Host.Texts;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>Disputes and appeals by forms alone, in the invented example.</summary>
public sealed class DisputeFormTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task The_office_finds_the_objection_among_its_commitments_and_answers_it()
    {
        var owner = await site.SignedIn("owner-contoh-setda");
        var link = (await owner.Open("/en/mine")).QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Single(a => a.EndsWith("/answer", StringComparison.Ordinal));
        var form = await owner.Open(link);
        form.Body!.TextContent.Should().Contain("What would settle it");
        using var empty = await owner.Send(form);
        empty.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(empty)).QuerySelector(".errors a")!.GetAttribute("href").Should().Be("#f-answer");
        using var sent = await owner.Send(form, ("answer", "The list hangs there **since 3 October**."));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());

        var page = await site.Visitor().Open(sent.Headers.Location!.ToString());
        page.QuerySelectorAll("main strong").Select(strong => strong.TextContent).Should().Contain("since 3 October");
        page.QuerySelector("h1 ~ p.meta")!.TextContent.Should().Contain("Waiting for a decision");
        (await owner.Open("/en/mine")).QuerySelectorAll("a").Select(a => a.GetAttribute("href")).Should().NotContain(link);
    }

    [Theory]
    [InlineData("en", "Disputed, never answered")]
    [InlineData("id", "Disanggah, tidak pernah ditanggapi")]
    public async Task What_nobody_answered_before_the_plan_was_closed_says_so_for_ever(string language, string words)
    {
        var visitor = site.Visitor();
        var leaf = (await visitor.Open($"/{language}/plans/contoh-lama/commitments/1")).GetElementById("m-1.2")!;
        leaf.TextContent.Should().Contain(words);
        var objection = leaf.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).First(link => link.Contains("/evidence", StringComparison.Ordinal));
        var piece = (await visitor.Open(objection)).QuerySelectorAll("a.title").Select(link => link.GetAttribute("href")!).Single();
        (await visitor.Open(piece)).QuerySelector("h1 ~ p.meta")!.TextContent.Should().Contain(words);
        (await visitor.Open($"/{language}/plans/contoh-lama")).Body!.TextContent.Should().Contain(words);
    }

    [Fact]
    public async Task A_third_organisation_finds_what_waits_for_a_decision_and_decides_it()
    {
        var reviewer = await site.SignedIn("second-reviewer");
        var queue = (await reviewer.Open("/en/reviews")).QuerySelectorAll("a.button").Select(a => a.GetAttribute("href")!).ToList();
        var dispute = queue.Single(a => a.EndsWith("/settlement", StringComparison.Ordinal));
        var appeal = queue.Single(a => a.EndsWith("/decision", StringComparison.Ordinal));

        var own = await (await site.SignedIn("reviewer")).Open(dispute);
        own.QuerySelector("main form").Should().BeNull("whoever let it count reads so before they write, not after");
        own.QuerySelector("main .notice.bad")!.TextContent.Should().NotBeEmpty();
        var form = await reviewer.Open(dispute);
        using var undecided = await reviewer.Send(form, ("reason", "Kept reason"));
        undecided.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((IHtmlTextAreaElement)(await Visitor.Read(undecided)).GetElementById("f-reason")!).Value.Should().Be("Kept reason");
        using var upheld = await reviewer.Send(form, ("outcome", "upheld"), ("reason", "Most files still cannot be opened."));
        upheld.StatusCode.Should().Be(HttpStatusCode.Redirect, await upheld.Content.ReadAsStringAsync());
        var page = await site.Visitor().Open(upheld.Headers.Location!.ToString());
        page.QuerySelectorAll("#judgements ~ ol > li").Should().HaveCount(3, "its whole course stands in order");
        page.Body!.TextContent.Should().Contain("Objection upheld: shows Limited");
        (await site.Visitor().Open("/en/plans/contoh/commitments/2")).GetElementById("m-2.1.2")!.TextContent.Should().Contain("Proven: Limited");

        using var decided = await reviewer.Send(await reviewer.Open(appeal), ("outcome", "overturned"), ("reason", "The names are there."));
        decided.StatusCode.Should().Be(HttpStatusCode.Redirect, await decided.Content.ReadAsStringAsync());
        (await site.Visitor().Open(decided.Headers.Location!.ToString())).Body!.TextContent.Should().Contain("Appeal decided: it waits for a check again");
        (await reviewer.Open("/en/reviews")).QuerySelectorAll("a.button").Select(a => a.GetAttribute("href")).Should().NotContain(dispute).And.NotContain(appeal);
    }

    [Fact]
    public async Task What_an_upheld_objection_overruled_says_why_it_counts_no_longer()
    {
        var commitment = await site.Visitor().Open("/en/plans/contoh/commitments/2/milestones/2.3/evidence");
        var piece = commitment.QuerySelectorAll("a.title").Single(a => a.TextContent.StartsWith("Laporan pertanggungjawaban", StringComparison.Ordinal));
        var page = await site.Visitor().Open(piece.GetAttribute("href")!);

        page.QuerySelector("h1 ~ p.meta")!.TextContent.Should().Contain("Counts no longer");
        var ruling = page.QuerySelector(".notice a[href*='/evidence/']")!.GetAttribute("href")!;
        (await site.Visitor().Open(ruling)).QuerySelector("h1")!.TextContent.Should().Be("Laporan tahun lalu");
    }

    [Fact]
    public async Task An_organisations_page_shows_what_became_of_its_objections()
    {
        var page = await site.Visitor().Open("/en/organisations/contoh-koperasi");
        page.Body!.TextContent.Should().Contain("1: upheld 1, settled 0, open 0. A reviewer let 1 of them count.");
    }

    [Fact]
    public async Task A_declaration_is_challenged_and_decided_by_forms_and_the_organisations_page_shows_all_of_it()
    {
        var partner = await site.SignedIn("partner-academia");
        var page = await partner.Open("/en/organisations/contoh-koperasi");
        page.GetElementById("independence")!.ParentElement!.TextContent.Should().Contain("Found false", "the script had it challenged for commitment 1");
        var link = page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Single(a => a.EndsWith("/challenge", StringComparison.Ordinal));
        var form = await partner.Open(link);
        using var empty = await partner.Send(form, ("commitments", "two; 2 ?"));
        empty.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(empty)).QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")).Should().Contain("#f-reason");
        using var sent = await partner.Send(form, ("plan", "contoh"), ("commitments", "2, 3"), ("reason", "It rents rooms of the office."));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());

        var reviewer = await site.SignedIn("reviewer");
        var decide = (await reviewer.Open("/en/reviews")).QuerySelectorAll("a.button").Select(a => a.GetAttribute("href")!)
            .Single(a => a.Contains("contoh-koperasi/challenges/", StringComparison.Ordinal));
        using var decided = await reviewer.Send(await reviewer.Open(decide), ("outcome", "stands"), ("reason", "It pays the rent itself."));
        decided.StatusCode.Should().Be(HttpStatusCode.Redirect, await decided.Content.ReadAsStringAsync());
        (await site.Visitor().Open("/en/organisations/contoh-koperasi")).Body!.TextContent.Should().Contain("The declaration stands").And.Contain("It pays the rent itself.");
    }

    [Fact]
    public async Task What_the_refuted_organisation_had_sent_says_that_it_is_independent_no_longer()
    {
        var list = await site.Visitor().Open("/en/plans/contoh/commitments/1/milestones/1.6/evidence");
        var page = await site.Visitor().Open(list.QuerySelector("a.title")!.GetAttribute("href")!);
        page.QuerySelector("#judgements ~ ol")!.TextContent.Should().Contain("What rested on its independence counts no longer");
        page.QuerySelectorAll("#judgements ~ ol a[href^='/en/record/site/']").Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_plans_page_says_what_waits_and_for_how_long()
    {
        foreach (var language in Speech.Languages)
        {
            var page = await site.Visitor().Open($"/{language}/plans/contoh");
            page.QuerySelectorAll("#waiting ~ dl dd").Should().HaveCount(6);
            page.QuerySelectorAll("#waiting ~ details li").Should().NotBeEmpty();
        }
    }
}
