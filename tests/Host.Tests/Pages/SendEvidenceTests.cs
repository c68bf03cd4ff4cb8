using System.Net;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Pages;

public sealed class SendEvidenceTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Commitment = "/en/plans/contoh/commitments/1";
    private const string Send = $"{Commitment}/milestones/1.4/send-evidence";

    private static readonly (string Name, string Value)[] _some =
        [("title", "A billboard"), ("summary", "I saw it beside the hall."), ("on", "2026-03-01"), ("place", "Beside the hall"), ("stance", "supports"), ("shows", "Limited")];

    private static readonly (string Name, string Value)[] _organisations =
        [("title", "A file"), ("summary", "We downloaded it."), ("source", "https://example.org/file"), ("on", "2026-03-01"), ("stance", "supports"), ("shows", "Limited")];

    [Fact]
    public async Task Every_leaf_and_commitment_has_a_door_for_whoever_has_no_account()
    {
        var page = await site.Visitor().Open(Commitment);

        var doors = page.QuerySelectorAll("a[href$=send-evidence]").Select(link => link.GetAttribute("href")).ToList();
        doors.Should().Contain($"{Commitment}/send-evidence").And.Contain(Send);
        (await (await site.SignedIn("owner")).Open(Commitment)).QuerySelectorAll("a[href$=send-evidence]").Should().BeEmpty("who has an account sends under its name");
    }

    [Theory]
    [InlineData("en", "This is your tracking number")]
    [InlineData("id", "Ini nomor pelacakan Anda")]
    public async Task Sending_it_gives_a_tracking_number_that_anybody_looks_up_without_cookies(string language, string words)
    {
        var visitor = site.Visitor();
        var form = await visitor.Open(Send.Replace("/en/", $"/{language}/"));

        using var sent = await visitor.Send(form, _some);

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var receipt = await visitor.Open(sent.Headers.Location!.ToString());
        receipt.Body!.TextContent.Should().Contain(words);
        var number = receipt.QuerySelector(".tracking code")!.TextContent;
        number.Replace("-", "").Should().MatchRegex("^[a-z2-7]{26}$");

        var stranger = site.Visitor();
        using var asked = await stranger.Http.GetAsync($"/{language}/submissions?number={number.ToUpperInvariant().Replace("-", " ")}");
        asked.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var answer = await stranger.Http.GetAsync(asked.Headers.Location);
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
        var page = await Visitor.Read(answer);
        page.Body!.TextContent.Should().NotContain(words, "the number is told once").And.NotContain("I saw it beside the hall.");
        page.QuerySelector(".chip")!.TextContent.Should().Be(language == "en" ? "Held until a reviewer has looked" : "Ditahan sampai dilihat verifikator");
    }

    [Fact]
    public async Task An_unknown_number_is_told_so_and_stays_in_the_field()
    {
        using var answer = await site.Visitor().Http.GetAsync("/en/submissions?number=abc");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var page = await Visitor.Read(answer);
        page.QuerySelector(".errors")!.TextContent.Should().Contain("letter by letter");
        ((IHtmlInputElement)page.QuerySelector("#f-number")!).Value.Should().Be("abc");
    }

    [Fact]
    public async Task What_was_typed_is_still_there_when_something_is_wrong()
    {
        var visitor = site.Visitor();
        using var answer = await visitor.Send(await visitor.Open(Send), [.. _some.Where(field => field.Name != "on"), ("on", "2031-01-01"), ("source", "my neighbour")]);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(answer);
        ((IHtmlTextAreaElement)again.QuerySelector("#f-summary")!).Value.Should().Be("I saw it beside the hall.");
        ((IHtmlInputElement)again.QuerySelector("#f-source")!).Value.Should().Be("my neighbour");
        again.QuerySelectorAll(".errors a").Should().NotBeEmpty();
        using var better = await visitor.Send(again, ("on", "2026-03-01"), ("source", ""));
        better.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_piece_with_one_number()
    {
        var visitor = site.Visitor();
        var form = await visitor.Open(Send);

        using var one = await visitor.Send(form, _some);
        using var two = await visitor.Send(form, _some);

        two.Headers.Location.Should().Be(one.Headers.Location);
        using var other = await visitor.Send(form, [.. _some.Where(field => field.Name != "title"), ("title", "Another")]);
        ((int)other.StatusCode).Should().Be(422);
    }

    [Fact]
    public async Task Where_no_more_of_an_organisation_may_wait_it_is_said_before_anybody_types()
    {
        const string Leaf = "/en/plans/contoh/commitments/5/milestones/5.2";
        var partner = await site.SignedIn("partner-business");
        var opened = await partner.Open($"{Leaf}/submit-evidence");
        for (var i = 0; i < 20; i++)
        {
            using var sent = await partner.Send(await partner.Open($"{Leaf}/submit-evidence"), _organisations);
            sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        }

        var full = await partner.Open($"{Leaf}/submit-evidence");

        full.QuerySelector("main form.form").Should().BeNull();
        full.QuerySelector("main .notice[role=status]")!.TextContent.Should().Contain("20 pieces of your organisation wait here already.");
        full.QuerySelector("main .notice[role=status] a")!.GetAttribute("href").Should().Be($"{Leaf}/evidence");
        (await partner.Open($"{Leaf.Replace("/en/", "/id/")}/submit-evidence")).QuerySelector("main .notice[role=status]")!.TextContent.Should().Contain("20 bukti dari organisasi Anda");
        (await (await site.SignedIn("partner-public")).Open($"{Leaf}/submit-evidence")).QuerySelector("main form.form").Should().NotBeNull("each organisation counts for itself");
        using var refused = await partner.Send(opened, _organisations);
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        ((IHtmlTextAreaElement)(await Visitor.Read(refused)).QuerySelector("#f-summary")!).Value.Should().Be("We downloaded it.", "what was typed is never taken away");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var answer = await site.Visitor().Http.PostAsync(Send, new FormUrlEncodedContent(_some.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Only_a_reviewer_of_the_plan_reads_what_is_held_and_decides_on_one_screen()
    {
        var id = await Sent();
        (await (await site.SignedIn("owner")).Http.GetAsync($"/en/evidence/{id}/review")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await (await site.SignedIn("coordinator")).Http.GetAsync($"/en/evidence/{id}/review")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var reviewer = await site.SignedIn("reviewer");
        var form = await reviewer.Open($"/en/evidence/{id}/review");
        form.Body!.TextContent.Should().Contain("I saw it beside the hall.").And.Contain("Only release it");
        form.QuerySelector("#piece ~ dl.facts dd")!.TextContent.Should().NotContain("Held", "who reads all of it sees that no source was named");

        using var nameless = await reviewer.Send(form, ("decision", "refuse"), ("reason", "It names a neighbour."));
        nameless.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var refused = await reviewer.Send(await Visitor.Read(nameless), ("ground", "personal"));
        refused.StatusCode.Should().Be(HttpStatusCode.Redirect, await refused.Content.ReadAsStringAsync());
        (await site.Visitor().Open($"/en/evidence/{id}")).Body!.TextContent.Should().Contain("It names a neighbour.").And.NotContain("I saw it beside the hall.");

        var other = await Sent();
        using var released = await reviewer.Send(await reviewer.Open($"/en/evidence/{other}/review"), ("decision", "release"));
        released.StatusCode.Should().Be(HttpStatusCode.Redirect, await released.Content.ReadAsStringAsync());
        (await site.Visitor().Open($"/en/evidence/{other}")).Body!.TextContent.Should().Contain("I saw it beside the hall.").And.Contain("Beside the hall");
    }

    private async Task<string> Sent()
    {
        var visitor = site.Visitor();
        using var sent = await visitor.Send(await visitor.Open(Send), _some);
        var receipt = await visitor.Open(sent.Headers.Location!.ToString());
        return receipt.QuerySelectorAll("dl.facts a").Select(link => link.GetAttribute("href")!).First(href => href.Contains("/evidence/")).Split('/')[^1]; // the page links it
    }
}
