using System.Net;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Pages;

public sealed class HidingFormTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Send = "/en/plans/contoh/commitments/1/milestones/1.4/submit-evidence";

    [Fact]
    public async Task A_coordinator_hides_a_reviewer_reads_and_confirms_and_the_contributor_appeals_each_on_a_page()
    {
        var partner = await site.SignedIn("partner-academia");
        using var sent = await partner.Send(
            await partner.Open(Send), ("stance", "supports"), ("title", "A walk with Kutilang"), ("summary", "Kutilang said so."), ("source", "https://example.org/walk"), ("on", "2026-03-01"), ("shows", "Limited"));
        var piece = sent.Headers.Location!.ToString().Split('?');
        var entry = $"/en/record/contoh/{piece[1].Split('=')[1]}";

        var coordinator = await site.SignedIn("coordinator");
        (await coordinator.Open(entry)).QuerySelectorAll("a[href$='/hide']").Should().ContainSingle();
        var form = await coordinator.Open($"{entry}/hide");
        using var nothing = await coordinator.Send(form, ("reason", "It names a neighbour."));
        nothing.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var hidden = await coordinator.Send(await Visitor.Read(nothing), ("ground", "personal"));
        hidden.StatusCode.Should().Be(HttpStatusCode.Redirect, await hidden.Content.ReadAsStringAsync());
        hidden.Headers.Location!.ToString().Should().StartWith($"{entry}?recorded=");
        (await coordinator.Open(hidden.Headers.Location.ToString())).QuerySelector("main .notice.good")!.TextContent.Should().MatchRegex(@"Recorded as entry \d+");
        foreach (var address in new[] { entry, piece[0] })
            (await site.Visitor().Open(address)).Body!.TextContent.Should().NotContain("Kutilang").And.Contain("These words are hidden.").And.Contain("It names a neighbour.");
        (await site.Visitor().Open(piece[0].Replace("/en/", "/id/"))).Body!.TextContent.Should().Contain("Kata-kata ini disembunyikan.");

        (await partner.Open(entry)).QuerySelectorAll("a[href$='/appeal-hiding']").Should().ContainSingle();
        using var appealed = await partner.Send(await partner.Open($"{entry}/appeal-hiding"), ("reason", "It is a bird."));
        appealed.StatusCode.Should().Be(HttpStatusCode.Redirect, await appealed.Content.ReadAsStringAsync());

        (await (await site.SignedIn("owner")).Http.GetAsync($"{entry}/decide-hiding")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var reviewer = await site.SignedIn("reviewer");
        var decide = await reviewer.Open($"{entry}/decide-hiding");
        decide.Body!.TextContent.Should().Contain("Kutilang said so.").And.Contain("It is a bird.");
        decide.QuerySelector("main .notice.bad").Should().BeNull();
        using var lifted = await reviewer.Send(decide, ("outcome", "lifted"), ("reason", "A bird has no privacy."));
        lifted.StatusCode.Should().Be(HttpStatusCode.Redirect, await lifted.Content.ReadAsStringAsync());
        var decided = await reviewer.Open($"{entry}/decide-hiding");
        decided.QuerySelector("main form").Should().BeNull("whoever decided it reads so before they write, not after");
        decided.QuerySelector("main .notice.bad")!.TextContent.Should().NotBeEmpty();
        (await site.Visitor().Open(piece[0])).Body!.TextContent.Should().Contain("Kutilang said so.");
        (await site.Visitor().Open(entry)).Body!.TextContent.Should().Contain("A bird has no privacy.");
        var history = await site.Visitor().Open("/id/plans/contoh/commitments/1/history");
        history.QuerySelectorAll("main li").Select(line => line.TextContent).First(line => line.Contains("memutuskan bahwa kata-kata tentang", StringComparison.Ordinal))
            .Should().Contain("A walk with Kutilang", "a piece whose words are shown is called by its title");
    }
}
