using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Pages;

public sealed class FormTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Commitment = "/en/plans/contoh/commitments/1";
    private const string Report = $"{Commitment}/milestones/1.4/report-progress";
    private const string Submit = $"{Commitment}/milestones/1.4/submit-evidence";

    private static readonly (string, string)[] s_evidence =
        [("title", "A photo"), ("summary", "It shows the channel."), ("source", "https://example.org/photo"), ("on", "2026-07-10"), ("shows", "Limited")];

    [Fact]
    public async Task What_is_wrong_is_named_at_its_field_and_in_a_summary_and_what_was_typed_stays()
    {
        var owner = await site.SignedIn("owner");
        var page = await owner.Open(Report);
        using var answer = await owner.Send(page, ("narrative", "Words <b>kept</b>"), ("percent", "a lot"), ("on", "31/31/2026"));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var again = await Visitor.Read(answer);
        ((IHtmlTextAreaElement)again.GetElementById("f-narrative")!).Value.Should().Be("Words <b>kept</b>");
        Input(again, "percent").Should().Be("a lot");
        foreach (var link in again.QuerySelectorAll(".errors a")) again.QuerySelector(link.GetAttribute("href")!).Should().NotBeNull("the summary leads to the field");
        again.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")).Should().BeEquivalentTo("#f-completion", "#f-percent", "#f-on");
        again.GetElementById("f-percent")!.GetAttribute("aria-describedby").Should().Contain("e-percent");
        again.GetElementById("e-percent").Should().NotBeNull();
    }

    [Theory]
    [InlineData("/en", "is after today", "telephone")]
    [InlineData("/id", "melewati hari ini", "telepon")]
    public async Task Every_wrong_field_is_named_in_one_answer_whoever_finds_them(string language, string later, string telephone)
    {
        var partner = await site.SignedIn("partner-public");
        var page = await partner.Open(Submit.Replace("/en", language, StringComparison.Ordinal));
        (string, string)[] typed =
            [("title", "Two\nlines"), ("summary", "Call +62 812 3456 7890."), ("source", "a friend"), ("on", "2999-01-01"), ("shows", "Limited"), ("stance", "supports")];
        // The door finds two of them, and asks the rule about the rest.
        foreach (var (sent, wrong) in new ((string, string)[], string[])[]
        {
            (typed, ["#f-summary", "#f-on", "#f-title", "#f-source"]),
            ([.. typed.Select(one => one.Item1 switch { "summary" => ("summary", "It shows the channel."), "on" => ("on", "2020-01-01"), _ => one }), ("settledBy", "A list.")], ["#f-title", "#f-source", "#f-settledBy"]),
        })
        {
            using var answer = await partner.Send(page, sent);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            var again = await Visitor.Read(answer);
            again.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")).Should().BeEquivalentTo(wrong);
            foreach (var field in wrong)
            {
                var error = again.GetElementById("e-" + field["#f-".Length..])!;
                error.TextContent.Should().NotBeNullOrWhiteSpace();
                again.QuerySelector(".errors")!.TextContent.Should().Contain(error.TextContent.Trim());
            }

            Input(again, "source").Should().Be("a friend");
            Input(again, "on").Should().Be(sent.Single(one => one.Item1 == "on").Item2);
            ((IHtmlTextAreaElement)again.GetElementById("f-summary")!).Value.Should().Be(sent.Single(one => one.Item1 == "summary").Item2);
            if (!wrong.Contains("#f-on")) continue;
            again.GetElementById("e-on")!.TextContent.Should().Contain(later);
            again.GetElementById("e-summary")!.TextContent.Should().Contain(telephone);
        }
    }

    [Fact]
    public async Task What_is_said_of_the_period_that_runs_is_seen_where_people_look()
    {
        const string Dialogue = "/en/plans/contoh/commitments/3";
        var owner = await site.SignedIn("owner");
        var form = await owner.Open($"{Dialogue}/milestones/3.2/report-progress");
        form.GetElementById("h-period")!.TextContent.Should().Contain("the period in which the day lies");
        using var sent = await owner.Send(form, ("completion", "Substantial"), ("narrative", "The second dialogue is prepared."), ("on", "2026-11-02"));
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());

        var milestone = (await owner.Open(Dialogue)).GetElementById("m-3.2")!.TextContent;
        milestone.Should().Contain("For the period to 31 December 2026, which is still running").And.Contain("The second dialogue is prepared.")
            .And.Contain("Dialog semester pertama", "the period that is over is still the one that is judged");
        (await owner.Open("/en/mine")).Body!.TextContent.Should().Contain("For the period to 31 December 2026, which is still running");
        (await owner.Open("/id/plans/contoh/commitments/3")).GetElementById("m-3.2")!.TextContent.Should().Contain("Untuk periode sampai 31 Desember 2026, yang masih berjalan");
    }

    [Fact]
    public async Task A_NUL_in_a_form_is_refused_at_its_field_and_nothing_else_is_lost()
    {
        var partner = await site.SignedIn("partner-public");
        using var answer = await partner.Send(await partner.Open(Submit), [.. s_evidence.Select(field => field.Item1 == "summary" ? ("summary", "It shows\0the channel.") : field)]);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(answer);
        again.GetElementById("e-summary")!.TextContent.Should().Contain("invisible control character");
        Input(again, "title").Should().Be("A photo");
        ((IHtmlTextAreaElement)again.GetElementById("f-summary")!).Value.Should().StartWith("It shows");
    }

    [Fact]
    public async Task A_text_of_a_megabyte_is_refused_at_its_field_and_kept()
    {
        var partner = await site.SignedIn("partner-public");
        using var answer = await partner.Send(await partner.Open(Submit), [.. s_evidence.Select(field => field.Item1 == "summary" ? ("summary", new string('a', 1 << 20)) : field)]);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var again = await Visitor.Read(answer);
        again.GetElementById("e-summary")!.TextContent.Should().Contain("8192 bytes");
        ((IHtmlTextAreaElement)again.GetElementById("f-summary")!).Value.Should().HaveLength(1 << 20);
    }

    [Fact]
    public async Task Every_text_that_cannot_be_recorded_is_named_at_once()
    {
        var partner = await site.SignedIn("partner-public");
        using var answer = await partner.Send(
            await partner.Open(Submit), ("title", "a\u202Eb"), ("summary", "a\u0007b"), ("source", "https://example.org/photo"), ("on", "never"), ("shows", "Limited"));
        (await Visitor.Read(answer)).QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href"))
            .Should().BeEquivalentTo("#f-title", "#f-summary", "#f-on");
    }

    [Fact]
    public async Task A_rule_that_refuses_speaks_the_pages_language_at_the_field()
    {
        var owner = await site.SignedIn("owner");
        var page = await owner.Open(Report.Replace("/en/", "/id/", StringComparison.Ordinal));
        using var answer = await owner.Send(page, ("completion", "Limited"), ("narrative", "Baru mulai."));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(answer)).QuerySelector("#f-challenges .error")!.TextContent.Should().Contain("Pilih sedikitnya satu alasan keterlambatan");
    }

    [Fact]
    public async Task A_report_is_recorded_once_however_often_it_is_sent()
    {
        var owner = await site.SignedIn("owner");
        var page = await owner.Open(Report);
        (string, string)[] typed = [("completion", "Substantial"), ("narrative", "The channel answers.")];
        using var first = await owner.Send(page, typed);
        using var second = await owner.Send(page, typed);
        first.StatusCode.Should().Be(HttpStatusCode.Redirect, await first.Content.ReadAsStringAsync());
        second.Headers.Location.Should().Be(first.Headers.Location);
        var shown = await owner.Open(first.Headers.Location!.ToString());
        shown.QuerySelector(".notice.good")!.TextContent.Should().Contain("Recorded as");
        shown.GetElementById("m-1.4")!.TextContent.Should().Contain("The channel answers.");

        using var other = await owner.Send(page, ("completion", "Substantial"), ("narrative", "Other words under the same key."));
        other.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var again = await Visitor.Read(other);
        ((IHtmlTextAreaElement)again.GetElementById("f-narrative")!).Value.Should().Be("Other words under the same key.");
        Key(again).Should().NotBe(Key(page));
    }

    [Fact]
    public async Task What_changed_since_it_was_seen_is_said_and_can_be_sent_again()
    {
        var owner = await site.SignedIn("owner");
        var old = await owner.Open($"{Commitment}/milestones/1.5/report-progress");
        (string, string)[] typed = [("completion", "Limited"), ("narrative", "First.")];
        using var first = await owner.Send(await owner.Open($"{Commitment}/milestones/1.5/report-progress"), typed);
        first.StatusCode.Should().Be(HttpStatusCode.Redirect, await first.Content.ReadAsStringAsync());
        using var stale = await owner.Send(old, ("completion", "Limited"), ("narrative", "Second."));
        stale.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        using var second = await owner.Send(await Visitor.Read(stale));
        second.StatusCode.Should().Be(HttpStatusCode.Redirect, "it was seen now");
    }

    [Fact]
    public async Task What_was_typed_survives_a_session_that_has_ended()
    {
        var owner = await site.SignedIn("owner");
        var form = await owner.Open(Report);
        var stranger = site.Visitor(); // the same window after its cookies have gone
        using var sent = await stranger.Send(form, Report, ("completion", "Substantial"), ("narrative", "Typed <i>long</i> ago"), ("challenges", "Other"));
        sent.StatusCode.Should().Be(HttpStatusCode.TemporaryRedirect, "the browser sends the form on, whole");
        var signIn = sent.Headers.Location!.ToString();
        using var carried = await stranger.Send(form, signIn, ("completion", "Substantial"), ("narrative", "Typed <i>long</i> ago"), ("challenges", "Other"));
        carried.StatusCode.Should().Be(HttpStatusCode.OK);
        var question = await Visitor.Read(carried);
        Danger.Of(question).Should().BeEmpty();
        using var wrong = await stranger.Send(question, ("account", "owner"), ("password", "not the password"));
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var right = await stranger.Send(await Visitor.Read(wrong), ("account", "owner"), ("password", site.Password("owner")));
        right.StatusCode.Should().Be(HttpStatusCode.Redirect);
        var back = await stranger.Open(right.Headers.Location!.ToString());
        ((IHtmlTextAreaElement)back.GetElementById("f-narrative")!).Value.Should().Be("Typed <i>long</i> ago");
        back.QuerySelectorAll<IHtmlInputElement>("input:checked").Select(input => input.Value).Should().BeEquivalentTo("Substantial", "Other");
        Key(back).Should().Be(Key(form), "it is still the same form");
        var somebodyElse = await site.SignedIn("reviewer");
        (await somebodyElse.Http.GetAsync(right.Headers.Location)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(Report)]
    [InlineData(Submit)]
    [InlineData("/en/sign-out")]
    [InlineData("/en/sign-in")]
    public async Task Without_its_token_nothing_is_done(string address)
    {
        var owner = await site.SignedIn("owner");
        using var answer = await owner.Http.PostAsync(address, new FormUrlEncodedContent([new("completion", "Complete"), new("narrative", "Forged"), new("account", "owner"), new("password", "x")]));
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await owner.Open(Commitment)).Body!.TextContent.Should().NotContain("Forged");
        (await owner.Http.GetAsync("/en/mine")).StatusCode.Should().Be(HttpStatusCode.OK, "still signed in");
    }

    [Fact]
    public async Task Anothers_token_is_refused_and_what_was_typed_stays()
    {
        var owner = await site.SignedIn("owner");
        var form = await owner.Open(Report);
        var partner = await site.SignedIn("partner-public");
        var theirs = await partner.Open(Submit);
        using var answer = await partner.Send(theirs, [.. s_evidence, ("__RequestVerificationToken", form.QuerySelector<IHtmlInputElement>("[name=__RequestVerificationToken]")!.Value)]);
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        Input(await Visitor.Read(answer), "title").Should().Be("A photo");
    }

    [Fact]
    public async Task Evidence_is_sent_checked_returned_repaired_and_taken_back_by_forms_alone()
    {
        var partner = await site.SignedIn("partner-public");
        using var sent = await partner.Send(await partner.Open(Submit), s_evidence);
        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var piece = sent.Headers.Location!.ToString().Split('?')[0];
        piece.Should().StartWith("/en/evidence/contoh~1~");

        var reviewer = await site.SignedIn("reviewer");
        (await reviewer.Open("/en/reviews")).QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Should().Contain($"{piece}/review");
        var screen = await reviewer.Open($"{piece}/review");
        screen.QuerySelectorAll<IHtmlInputElement>("[name=decision]").Select(input => input.Value).Should().Equal("Not Started", "Limited", "return");
        using var undecided = await reviewer.Send(screen, ("reason", "Kept reason"));
        undecided.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((IHtmlTextAreaElement)(await Visitor.Read(undecided)).GetElementById("f-reason")!).Value.Should().Be("Kept reason");
        using var returned = await reviewer.Send(screen, ("decision", "return"), ("reason", "The photo is too dark."));
        returned.StatusCode.Should().Be(HttpStatusCode.Redirect, await returned.Content.ReadAsStringAsync());

        var repair = await partner.Open($"{piece}/revise");
        repair.Body!.TextContent.Should().Contain("The photo is too dark.");
        Input(repair, "title").Should().Be("A photo");
        using var repaired = await partner.Send(repair, ("title", "A brighter photo"));
        repaired.StatusCode.Should().Be(HttpStatusCode.Redirect, await repaired.Content.ReadAsStringAsync());

        using var accepted = await reviewer.Send(await reviewer.Open($"{piece}/review"), ("decision", "Limited"), ("reason", "Now it can be seen."));
        accepted.StatusCode.Should().Be(HttpStatusCode.Redirect, await accepted.Content.ReadAsStringAsync());
        (await site.Visitor().Open(piece)).QuerySelector(".chip.good")!.TextContent.Should().Contain("Limited");

        using var withdrawn = await partner.Send(await partner.Open($"{piece}/withdraw"), ("reason", "It was another counter."));
        withdrawn.StatusCode.Should().Be(HttpStatusCode.Redirect, await withdrawn.Content.ReadAsStringAsync());
        (await site.Visitor().Open(piece)).Body!.TextContent.Should().Contain("It was another counter.").And.Contain("Taken back");
    }

    [Fact]
    public async Task The_coordinator_sees_the_plan_files_and_nobody_else_does()
    {
        var coordinator = await site.SignedIn("coordinator");
        (await coordinator.Open("/en/plan-files")).Body!.TextContent.Should().Contain("contoh-lama");
        (await coordinator.Http.GetAsync("/en/plans/contoh/appoint-reviewer")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await (await site.SignedIn("owner")).Http.GetAsync("/en/plan-files")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await site.Visitor().Http.GetAsync("/en/plan-files")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task No_payload_survives_in_a_form_that_is_shown_again_nor_in_a_filter()
    {
        var partner = await site.SignedIn("partner-academia");
        var form = await partner.Open(Submit);
        foreach (var part in Corpus.Payloads.Chunk(60))
        {
            var text = string.Join('\n', part);
            using var answer = await partner.Send(form, ("title", text), ("summary", text), ("source", part[0]), ("settledBy", text), ("on", part[^1]), ("shows", part[0]));
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            Danger.Of(await Visitor.Read(answer)).Should().BeEmpty("of {0}", text);
            var query = Uri.EscapeDataString(part[0].Length > 190 ? part[0][..190] : part[0]);
            Danger.Of(await Visitor.Read(await partner.Http.GetAsync($"/en/plans/contoh?q={query}"))).Should().BeEmpty("of {0}", part[0]);
        }
    }

    [Fact]
    public async Task No_payload_survives_in_evidence_that_was_recorded()
    {
        var partner = await site.SignedIn("partner-academia");
        var recorded = 0;
        foreach (var part in Corpus.Payloads.Where(payload => payload.Length < 200 && !payload.Contains('@') && !payload.Any(char.IsControl)).Take(400).Chunk(5))
        {
            var text = string.Join(" ; ", part);
            using var sent = await partner.Send(
                await partner.Open(Submit),
                ("title", string.Join(' ', part.Take(3))), ("summary", $"{text}\n\n[a]({part[0]}) ![b]({part[^1]}) <{part[0]}>"), ("source", $"https://example.org/?{part[0]}"), ("on", "2026-07-10"), ("shows", "Limited"));
            if (sent.StatusCode != HttpStatusCode.Redirect) continue; // a rule refused something in it
            recorded++;
            Danger.Of(await partner.Open(sent.Headers.Location!.ToString())).Should().BeEmpty("of {0}", text);
        }

        recorded.Should().BeGreaterThan(10);
        foreach (var address in new[] { Commitment, $"{Commitment}/evidence", $"{Commitment}/history", "/id/jurisdictions/contoh", "/en/record/contoh", "/en/mine" })
            Danger.Of(await partner.Open(address)).Should().BeEmpty("of {0}", address);
    }

    private static string Input(IHtmlDocument page, string name) => ((IHtmlInputElement)page.GetElementById("f-" + name)!).Value;

    private static string Key(IHtmlDocument page) => page.QuerySelector<IHtmlInputElement>("[name=key]")!.Value;
}
