using FluentAssertions;
using Xunit;

namespace Tracker.Browser.Tests;

/// <summary>
/// Every workflow of a commitment's life, by pages alone and without JavaScript: each on a milestone that the coordinator adds
/// for it.
/// </summary>
[Collection(TheTracker.Name)]
public sealed class LifeOfACommitment(RunningHost tracker)
{
    private const string Commitment = "/en/plans/contoh/commitments/3";

    [SkippableFact]
    public async Task An_office_drafts_shows_reports_and_moves_a_date_and_a_coordinator_amends_and_withdraws()
    {
        var milestone = await Milestone("3.81");
        await using var owner = await Person.As(tracker, "owner");
        await owner.Open($"{milestone}/report-progress");
        await owner.Fill(("completion", "Substantial"), ("narrative", "Half of it is open, and not ready to be said."));
        await owner.Send("main form button[name=save]");
        await owner.Write($"{milestone}/draft", ("todo", "share"));
        var shown = (await owner.Text("main .hash code")).Trim();

        await using var superior = await Person.Visiting(tracker);
        await superior.Open(shown);
        (await superior.Text()).Should().Contain("not ready to be said");
        (await superior.Milestone(Commitment, "3.81")).Should().NotContain("not ready to be said", "a draft is on no public page");

        await owner.Open($"{milestone}/report-progress?from=draft");
        await owner.Fill(("narrative", "Half of it is open."));
        await owner.Send();
        await owner.Write($"{milestone}/reschedule", ("due", "2028-09-30"), ("reason", "The tender was repeated."));
        (await owner.Milestone(Commitment, "3.81")).Should().Contain("Half of it is open.").And.Contain("30 September 2028 (was 30 June 2028)").And.Contain("The tender was repeated.");

        await using var coordinator = await Person.As(tracker, "coordinator");
        await coordinator.Write($"{Commitment}/amend/3.81", ("milestones/3.81/title/en", "A milestone put otherwise"), ("reason", "The forum decided so."));
        (await coordinator.Milestone(Commitment, "3.81")).Should().Contain("A milestone put otherwise").And.Contain("The forum decided so.");
        await coordinator.Write($"{milestone}/withdraw", ("reason", "The forum gave it up."));
        (await coordinator.Milestone(Commitment, "3.81")).Should().Contain("Withdrawn from the plan").And.Contain("The forum gave it up.");

        await superior.Open($"{Commitment}/history?kind=promise");
        (await superior.Text()).Should().Contain("The tender was repeated.").And.NotContain("Half of it is open.");
    }

    [SkippableFact]
    public async Task A_return_is_appealed_and_an_objection_answered_and_each_is_decided_by_a_third_organisation()
    {
        var milestone = await Milestone("3.82");
        await using var academia = await Person.As(tracker, "partner-academia");
        await academia.Write($"{milestone}/submit-evidence", Piece("Visit of the campus", "supports", "Substantial"));
        var piece = academia.Page.Url.Split('?')[0];
        await academia.Open($"{piece}/attach-file");
        await academia.Page.SetInputFilesAsync("main form [name=file]", new Microsoft.Playwright.FilePayload { Name = "visits.csv", MimeType = "text/csv", Buffer = "village,visited\nA,yes\nB,no\n"u8.ToArray() });
        await academia.Send();
        (await academia.Text("[aria-labelledby=files]")).Should().Contain("CSV");

        await using var reviewer = await Person.As(tracker, "reviewer");
        await reviewer.Write($"{piece}/review", ("decision", "return"), ("reason", "The photographs have no date."));
        await academia.Write($"{piece}/appeal", ("reason", "The date stands in the report's heading."));
        await using var third = await Person.As(tracker, "second-reviewer");
        await third.Open("/en/reviews");
        (await third.Text()).Should().Contain("Visit of the campus");
        await third.Write($"{piece}/decision", ("outcome", "overturned"), ("reason", "It does stand there."));
        (await third.Text("[aria-labelledby=judgements]")).Should().Contain("It does stand there.");

        await using var owner = await Person.As(tracker, "owner");
        await owner.Write($"{milestone}/report-progress", ("completion", "Substantial"), ("narrative", "It is in use."));
        await using var opponent = await Person.As(tracker, "partner-public");
        await opponent.Write($"{milestone}/submit-evidence", [.. Piece("It was closed when we came", "disputes", "Limited"), ("settledBy", "Opening hours that are kept for a month.")]);
        var objection = opponent.Page.Url.Split('?')[0];
        await reviewer.Write($"{objection}/review", ("decision", "Limited"), ("reason", "Two visits, two photographs."));
        await owner.Write($"{objection}/answer", ("answer", "It was closed for the flood."));
        await third.Write($"{objection}/settlement", ("outcome", "settled"), ("reason", "The hours have been kept since."));
        (await third.Text()).Should().Contain("It was closed for the flood.").And.Contain("The hours have been kept since.");
        await third.Open($"/en/organisations/{tracker.Accounts["partner-public"].Organisation}");
        (await third.Text()).Should().MatchRegex(@"Objections \d+: upheld \d+, settled [1-9]");
    }

    [SkippableFact]
    public async Task A_review_is_published_and_answered_once()
    {
        var milestone = await Milestone("3.83");
        await using var reviewer = await Person.As(tracker, "reviewer");
        await reviewer.Write($"{milestone}/publish-review",
            ("title", "Review of the first year"), ("summary", "We looked at what was promised and what is there."), ("source", "https://contoh.example/review"),
            ("on", "2026-11-01"), ("completion", "Limited"), ("reason", "Interviews and documents."));
        var review = reviewer.Page.Url.Split('?')[0];
        (await reviewer.Milestone(Commitment, "3.83")).Should().Contain("Proven");

        await using var owner = await Person.As(tracker, "owner");
        await owner.Write($"{review}/answer", ("answer", "We agree, and have begun the rest."));
        (await owner.Text()).Should().Contain("We agree, and have begun the rest.");
        await owner.Open($"{review}/answer");
        (await owner.Page.Locator("main form [name='answer']").CountAsync()).Should().Be(0, "an office answers once, and is told before it writes");
        (await owner.Text("main [role=note].bad")).Should().Contain("has answered this review already");
    }

    [SkippableFact]
    public async Task Somebody_without_an_account_sends_evidence_which_is_held_released_and_hidden_in_public()
    {
        var milestone = await Milestone("3.84");
        await using var citizen = await Person.Visiting(tracker);
        await citizen.Open(Commitment);
        await citizen.Open($"{milestone}/send-evidence");
        await citizen.Fill([.. Piece("The office is open on Saturdays", "supports", "Limited").Where(field => field.Name != "source"), ("place", "In front of the village hall")]);
        await citizen.Send();
        var tracking = citizen.Page.Url.Split('?')[0];
        (await citizen.Text()).Should().Contain("tracking number");
        var piece = (await citizen.Page.Locator("main dl a[href*='/evidence/']").GetAttributeAsync("href"))!.Split('#')[0]; // a held piece has its page

        (await AsAnybody(piece)).Should().NotContain("open on Saturdays", "it is held until somebody has read it");
        await using var reviewer = await Person.As(tracker, "reviewer");
        await reviewer.Open($"{piece}/review");
        (await reviewer.Text()).Should().Contain("open on Saturdays");
        await reviewer.Fill(("decision", "release"));
        await reviewer.Send();
        (await AsAnybody(piece)).Should().Contain("open on Saturdays");

        await using var coordinator = await Person.As(tracker, "coordinator");
        await coordinator.Open(piece);
        await coordinator.Write($"/en/record/contoh/{await EntryOf(coordinator)}/hide", ("ground", "personal"), ("reason", "It names the hours of one person."));
        (await AsAnybody(piece)).Should().NotContain("open on Saturdays").And.Contain("It names the hours of one person.");
        await citizen.Open(tracking);
        (await citizen.Text()).Should().Contain("hidden");
    }

    [SkippableFact]
    public async Task An_officer_is_invited_signs_in_and_hands_over_and_what_they_may_read_comes_out_as_data()
    {
        RunningHost.NeedsChromium();
        await using var admin = await Person.As(tracker, "admin");
        await admin.Write("/en/invite", ("organisation", tracker.Accounts["owner"].Organisation), ("role", "owner"));
        var link = (await admin.Text("main .hash code")).Trim();
        const string Name = "officer-of-the-journey"; // the data folder is new each time
        await using var officer = await Person.Visiting(tracker);
        await officer.Write(link, ("account", Name), ("password", "a-long-and-unusual-phrase"), ("again", "a-long-and-unusual-phrase"));
        await SignIn.As(officer.Page, new(Name, "", "", "a-long-and-unusual-phrase", ""), "en");
        await officer.Open("/en/mine");
        (await officer.Page.Locator("main a[href*='report-progress']").CountAsync()).Should().BePositive("an officer reports for the office");

        await officer.Open("/en/plans/contoh?overdue=true");
        var csv = await officer.Page.Locator("main a[href*='.csv'][href*='overdue=true']").First.GetAttributeAsync("href");
        using var http = new HttpClient { BaseAddress = tracker.Address };
        (await http.GetStringAsync(csv)).Split("\r\n").Should().HaveCountGreaterThan(2, "the list as it is filtered");
    }

    private static (string Name, string Value)[] Piece(string title, string stance, string shows) =>
        [("title", title), ("summary", $"{title}: as we saw it."), ("source", "https://contoh.example/seen"), ("on", "2026-11-02"), ("stance", stance), ("shows", shows)];

    /// <summary>A page as somebody sees it who opens it for the first time: a browser shows what it saw for half a minute.</summary>
    private async Task<string> AsAnybody(string address)
    {
        await using var visitor = await Person.Visiting(tracker);
        await visitor.Open(address);
        return await visitor.Text();
    }

    /// <summary>The entry of the piece that the page shows.</summary>
    private static async Task<string> EntryOf(Person reader)
    {
        var id = await reader.Page.Locator("[aria-labelledby=history] li[id^=e]").Last.GetAttributeAsync("id");
        return id![1..]; // a piece has a history
    }

    /// <summary>A milestone that nobody has touched: its address.</summary>
    private async Task<string> Milestone(string number)
    {
        RunningHost.NeedsChromium();
        await using var coordinator = await Person.As(tracker, "coordinator");
        await coordinator.Write($"{Commitment}/add-milestone",
            ("number", number), ("title/id", $"Target {number}"), ("title/en", $"Milestone {number}"), ("lead", tracker.Accounts["owner"].Organisation),
            ("due", "2028-06-30"), ("reason", "The forum added it."));
        (await coordinator.Milestone(Commitment, number)).Should().Contain($"Milestone {number}").And.Contain("The forum added it.");
        return $"{Commitment}/milestones/{number}";
    }
}
