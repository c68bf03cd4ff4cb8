using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Files;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>A photograph of somebody who has no account, by the page of their tracking number.</summary>
public sealed class SubmissionFileTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Name = "papan-kutilang.jpg";
    private const string Send = "/en/plans/contoh/commitments/1/milestones/1.4/send-evidence";

    private static readonly (string Name, string Value)[] s_some =
        [("title", "A billboard"), ("summary", "I saw it."), ("on", "2026-03-01"), ("stance", "supports"), ("shows", "Limited")];

    [Fact]
    public async Task The_receipt_leads_to_a_photograph_which_is_held_until_the_piece_is_released()
    {
        var visitor = site.Visitor();
        using var sent = await visitor.Send(await visitor.Open(Send), s_some);
        var receipt = await visitor.Open(sent.Headers.Location!.ToString());
        var form = await visitor.Open(receipt.QuerySelector("[role=status] a[href$='/attach-file']")!.GetAttribute("href")!);
        using var answer = await AttachFileTests.Attach(visitor, form, SomeFile.Jpeg(SomeFile.ExifAtHome()), Name, ("place", "keep"));
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var tracked = await visitor.Open(answer.Headers.Location!.ToString());
        tracked.Body!.TextContent.Should().Contain("The file has arrived.").And.Contain("photograph (JPEG)").And.Contain("Held until a reviewer has looked").And.NotContain(Name);

        var piece = Piece(tracked);
        var id = piece.Split('/')[^1];
        var file = (await Read($"/api/v1/evidence/{id}"))["files"]![0]!;
        ((string?)file["name"], (string?)file["sha256"], (string?)file["place"], (bool)file["held"]!).Should().Be((null, null, null, true));
        (await site.Visitor().Http.GetAsync((string)file["address"]!)).StatusCode.Should().Be(HttpStatusCode.NotFound, "nobody has released it");

        var reviewer = await site.SignedIn("reviewer");
        var review = await reviewer.Open($"{piece}/review");
        var held = review.QuerySelector("a[download]")!;
        (held.TextContent, review.Body!.TextContent).Should().Match<(string Name, string Page)>(seen => seen.Name == Name && seen.Page.Contains("-7.1502,111.8817"));
        var bytes = await reviewer.Http.GetAsync(held.GetAttribute("href"));
        bytes.StatusCode.Should().Be(HttpStatusCode.OK);
        bytes.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        bytes.Headers.CacheControl!.NoStore.Should().BeTrue();
        foreach (var account in (string[])["owner", "coordinator", "partner-academia"])
            (await (await site.SignedIn(account)).Http.GetAsync(held.GetAttribute("href"))).StatusCode.Should().NotBe(HttpStatusCode.OK, account);
        (await site.Visitor().Http.GetAsync(held.GetAttribute("href"))).StatusCode.Should().NotBe(HttpStatusCode.OK);

        using var released = await reviewer.Send(review, ("decision", "release"));
        released.StatusCode.Should().Be(HttpStatusCode.Redirect, await released.Content.ReadAsStringAsync());
        (await site.Visitor().Open(piece)).QuerySelector("a[download]")!.TextContent.Should().Be(Name);
        (await site.Visitor().Http.GetAsync((string)file["address"]!)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_reviewer_keeps_one_file_from_the_world_and_judges_the_rest()
    {
        var (visitor, number, id) = await Sent();
        foreach (var (file, name) in new[] { (SomeFile.Png(), "rumah.png"), (SomeFile.Pdf(), "laporan.pdf") })
            (await AttachFileTests.Attach(visitor, await visitor.Open($"/en/submissions/{number}/attach-file"), file, name)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        var files = (await Read($"/api/v1/evidence/{id}"))["files"]!.AsArray();
        var reviewer = await site.SignedIn("reviewer");

        using var one = await reviewer.Send(await reviewer.Open($"/en/evidence/{id}/review"), ("decision", $"refuse-{files[0]!["id"]}"), ("ground", "personal"), ("reason", "It shows a home."));
        one.StatusCode.Should().Be(HttpStatusCode.Redirect, await one.Content.ReadAsStringAsync());
        using var rest = await reviewer.Send(await reviewer.Open($"/en/evidence/{id}/review"), ("decision", "Limited"), ("reason", "Seen."));
        rest.StatusCode.Should().Be(HttpStatusCode.Redirect, await rest.Content.ReadAsStringAsync());

        var now = await Read($"/api/v1/evidence/{id}");
        ((string)now["state"]!).Should().Be("accepted");
        now["files"]!.AsArray().Select(file => ((string?)file!["name"], (bool)file["refused"]!)).Should().Equal((null, true), ("laporan.pdf", false));
        (await site.Visitor().Http.GetAsync((string)files[0]!["address"]!)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.Visitor().Http.GetAsync((string)files[1]!["address"]!)).StatusCode.Should().Be(HttpStatusCode.OK);
        ((int)(await visitor.Http.GetAsync($"/en/submissions/{number}")).StatusCode).Should().Be(200);
    }

    [Fact]
    public async Task Refusing_the_piece_refuses_its_files()
    {
        var (visitor, number, id) = await Sent();
        using var _ = await AttachFileTests.Attach(visitor, await visitor.Open($"/en/submissions/{number}/attach-file"), SomeFile.Png(), "papan.png");
        var reviewer = await site.SignedIn("reviewer");
        using var refused = await reviewer.Send(await reviewer.Open($"/en/evidence/{id}/review"), ("decision", "refuse"), ("ground", "personal"), ("reason", "It names a neighbour."));
        refused.StatusCode.Should().Be(HttpStatusCode.Redirect, await refused.Content.ReadAsStringAsync());
        var file = (await Read($"/api/v1/evidence/{id}"))["files"]![0]!;
        ((string?)file["sha256"], (bool)file["refused"]!).Should().Be((null, true));
        (await site.Visitor().Http.GetAsync((string)file["address"]!)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.Open($"/en/submissions/{number}")).QuerySelector("a[href$='/attach-file']").Should().BeNull("nothing more is taken");
    }

    [Fact]
    public async Task What_is_no_file_that_is_taken_is_refused_and_the_words_stay()
    {
        var (visitor, number, id) = await Sent();
        var form = await visitor.Open($"/id/submissions/{number}/attach-file");
        using var refused = await AttachFileTests.Attach(visitor, form, SomeFile.Workbook(), "laporan.pdf");
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(refused)).GetElementById("e-file").Should().NotBeNull();
        ((string)(await Read($"/api/v1/evidence/{id}"))["state"]!).Should().Be("submitted");
    }

    [Fact]
    public async Task Whoever_sent_it_appeals_against_a_hiding_by_the_tracking_number()
    {
        var (visitor, number, id) = await Sent();
        var reviewer = await site.SignedIn("reviewer");
        using var released = await reviewer.Send(await reviewer.Open($"/en/evidence/{id}/review"), ("decision", "release"));
        var coordinator = await site.SignedIn("coordinator");
        var hide = (await coordinator.Open($"/en/evidence/{id}")).QuerySelector("a[href$='/hide']")!.GetAttribute("href")!;
        using var hidden = await coordinator.Send(await coordinator.Open(hide), ("ground", "personal"), ("reason", "It names a neighbour."));
        hidden.StatusCode.Should().Be(HttpStatusCode.Redirect, await hidden.Content.ReadAsStringAsync());

        var tracked = await visitor.Open($"/en/submissions/{number}");
        tracked.Body!.TextContent.Should().Contain("It names a neighbour.").And.NotContain("Everybody can read it");
        ((string)(await Read($"/api/v1/submissions/{number}"))["hidden"]!.AsArray().Single()!["ground"]!).Should().Be("personal");
        var appeal = tracked.QuerySelector("a[href$='/appeal']")!.GetAttribute("href")!;
        var (other, otherNumber, _) = await Sent();
        (await other.Http.GetAsync(appeal.Replace(number, otherNumber))).StatusCode.Should().Be(HttpStatusCode.NotFound, "it is another's");
        using var appealed = await visitor.Send(await visitor.Open(appeal));
        appealed.StatusCode.Should().Be(HttpStatusCode.Redirect, await appealed.Content.ReadAsStringAsync());
        (await visitor.Open(appealed.Headers.Location!.ToString())).QuerySelector("main .notice.good")!.TextContent.Should().MatchRegex(@"Recorded as entry \d+");
        (await visitor.Open($"/en/submissions/{number}")).QuerySelector("a[href$='/appeal']").Should().BeNull("an appeal is made once");
        (await visitor.Open("/en/plans/contoh/commitments/1/history")).QuerySelector("main")!.TextContent.Should().Contain("somebody without an account appealed against words");

        var decide = await reviewer.Open(hide.Replace("/hide", "/decide-hiding"));
        decide.Body!.TextContent.Should().Contain("appealed").And.Contain("I saw it.");
        using var lifted = await reviewer.Send(decide, ("outcome", "lifted"), ("reason", "It names nobody."));
        lifted.StatusCode.Should().Be(HttpStatusCode.Redirect, await lifted.Content.ReadAsStringAsync());
        (await site.Visitor().Open($"/en/evidence/{id}")).Body!.TextContent.Should().Contain("I saw it.");
        (await coordinator.Open($"/en/evidence/{id}")).QuerySelector("a[href$='/hide']").Should().BeNull("a coordinator hides an entry once");
    }

    [Theory]
    [InlineData("en", "This file is hidden.", "These words are hidden.")]
    [InlineData("id", "Berkas ini disembunyikan.", "Kata-kata ini disembunyikan.")]
    public async Task A_hidden_photograph_and_hidden_words_are_told_apart(string language, string photograph, string words)
    {
        var (visitor, number, id) = await Sent();
        using var attached = await AttachFileTests.Attach(visitor, await visitor.Open($"/en/submissions/{number}/attach-file"), SomeFile.Png(), "papan.png");
        var reviewer = await site.SignedIn("reviewer");
        using var released = await reviewer.Send(await reviewer.Open($"/en/evidence/{id}/review"), ("decision", "release"));
        var coordinator = await site.SignedIn("coordinator");
        foreach (var link in (await coordinator.Open($"/en/evidence/{id}")).QuerySelectorAll("a[href$='/hide']").Select(a => a.GetAttribute("href")!).ToList())
            (await coordinator.Send(await coordinator.Open(link), ("ground", "personal"), ("reason", "It shows a home."))).StatusCode.Should().Be(HttpStatusCode.Redirect);

        var told = (await visitor.Open($"/{language}/submissions/{number}")).QuerySelectorAll(".notice.hiding").Select(notice => notice.TextContent).ToList();
        told.Should().HaveCount(2);
        told.Should().ContainSingle(one => one.Contains(photograph)).And.ContainSingle(one => one.Contains(words));
    }

    [Fact]
    public async Task Whoever_sent_it_appeals_against_its_return_by_the_tracking_number()
    {
        var (visitor, number, id) = await Sent();
        var reviewer = await site.SignedIn("reviewer");
        using var returned = await reviewer.Send(await reviewer.Open($"/en/evidence/{id}/review"), ("decision", "return"), ("reason", "Which village?"));
        returned.StatusCode.Should().Be(HttpStatusCode.Redirect, await returned.Content.ReadAsStringAsync());
        var appeal = (await visitor.Open($"/en/submissions/{number}")).QuerySelector("a[href$='/appeal']")!.GetAttribute("href")!;

        using var appealed = await visitor.Send(await visitor.Open(appeal));
        appealed.StatusCode.Should().Be(HttpStatusCode.Redirect, await appealed.Content.ReadAsStringAsync());

        ((string)(await Read($"/api/v1/evidence/{id}"))["state"]!).Should().Be("appealed");
        (await visitor.Open(appealed.Headers.Location!.ToString())).QuerySelector("main .notice.good")!.TextContent.Should().MatchRegex(@"Recorded as entry \d+");
        var tracked = await visitor.Open($"/en/submissions/{number}");
        tracked.QuerySelector("a[href$='/appeal']").Should().BeNull("an appeal is made once");
        tracked.Body!.TextContent.Should().Contain("somebody without an account").And.NotContain("does not name");
        using var again = await visitor.Send(await visitor.Open(appeal));
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Nobody_attaches_without_the_number_and_a_piece_has_its_room()
    {
        (await site.Visitor().Http.GetAsync($"/en/submissions/{new string('a', 26)}/attach-file")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        var small = new SomeSite { Settings = [("Tracker:FileMegabytesPerSubmission", "0")] };
        await small.InitializeAsync();
        try
        {
            var (visitor, number, _) = await Sent(small);
            using var full = await AttachFileTests.Attach(visitor, await visitor.Open($"/en/submissions/{number}/attach-file"), SomeFile.Png(), "papan.png");
            full.StatusCode.Should().Be(HttpStatusCode.Conflict, await full.Content.ReadAsStringAsync());
        }
        finally
        {
            await small.DisposeAsync();
        }
    }

    private Task<(Visitor Visitor, string Number, string Id)> Sent() => Sent(site);

    private static async Task<(Visitor Visitor, string Number, string Id)> Sent(SomeSite site)
    {
        var visitor = site.Visitor();
        using var sent = await visitor.Send(await visitor.Open(Send), s_some);
        var receipt = await visitor.Open(sent.Headers.Location!.ToString());
        return (visitor, receipt.QuerySelector(".tracking code")!.TextContent, Piece(receipt).Split('/')[^1]);
    }

    private static string Piece(AngleSharp.Dom.IDocument tracked) =>
        tracked.QuerySelectorAll("dl.facts a").Select(link => link.GetAttribute("href")!).First(href => href.Contains("/evidence/")); // the page links it

    private async Task<JsonNode> Read(string address) => JsonNode.Parse(await site.Visitor().Http.GetStringAsync(address))!;
}
