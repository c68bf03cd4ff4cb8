using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Tracker.Browser.Tests;

/// <summary>
/// What a newcomer does on the first day, without JavaScript: reads what was promised; reports as the office; sends evidence
/// as academia; checks it as an independent organisation; sees the page change; verifies that history was not altered.
/// </summary>
[Collection(TheTracker.Name)]
public sealed partial class NewcomersJourney(RunningHost tracker)
{
    [SkippableFact]
    public async Task Leads_from_the_first_page_to_a_proven_milestone_and_a_verified_history()
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor();
        var page = await visitor.NewPageAsync();

        // The first page: whose promises these are, and a headline whose parts add up.
        await page.GotoAsync("/");
        page.Url.Should().EndWith("/id");
        await page.GotoAsync("/en");
        foreach (var plan in new[] { "bojonegoro-2016", "canada-nap6", "contoh" })
            (await page.Locator($"main a[href^='/en/plans/{plan}'], main a[href^='/en/jurisdictions/{plan.Split('-')[0]}']").CountAsync()).Should().BePositive(plan);

        // A milestone of the example's office on which nobody has said or shown anything.
        var (commitment, leaf) = await AnUntouchedLeaf();
        var address = $"/en/plans/contoh/commitments/{commitment}";

        // The office reports.
        await SignIn.As(page, tracker.Accounts["owner"], "en");
        await page.GotoAsync($"{address}/milestones/{leaf}/report-progress");
        await Choose(page, "completion", "Substantial");
        await page.FillAsync("[name=narrative]", "Three of four rooms are open to the public.");
        await Send(page);
        (await Milestone(page, address, leaf)).Should().Contain("Substantial").And.Contain("No evidence yet");
        await SignOut(page);

        // Academia sends evidence.
        await SignIn.As(page, tracker.Accounts["partner-academia"], "en");
        await page.GotoAsync($"{address}/milestones/{leaf}/submit-evidence");
        await Choose(page, "stance", "supports");
        await page.FillAsync("[name=title]", "Visit to the rooms");
        await page.FillAsync("[name=summary]", "We visited all four; three were open and in use.");
        await page.FillAsync("[name=source]", "https://example.org/visit");
        await page.FillAsync("[name=on]", "2026-11-01");
        await page.SelectOptionAsync("[name=shows]", "Substantial");
        await Send(page);
        (await Milestone(page, address, leaf)).Should().Contain("Not yet checked");
        await SignOut(page);

        // Another partner's independent organisation checks it and puts its name to the level.
        await SignIn.As(page, tracker.Accounts["reviewer"], "en");
        await page.GotoAsync("/en/reviews");
        await page.Locator("main a", new() { HasTextString = "Visit to the rooms" }).First.ClickAsync();
        if (!page.Url.EndsWith("/review", StringComparison.Ordinal)) await page.GotoAsync(page.Url.Split('?')[0] + "/review");
        await Choose(page, "decision", "Substantial");
        await page.FillAsync("[name=reason]", "The photographs show three rooms in use.");
        await Send(page);
        (await Milestone(page, address, leaf)).Should().Contain("Proven");
        await SignOut(page);

        // Anyone can verify it.
        var ledger = new Uri(tracker.Address, "ledger/contoh").ToString();
        var state = Directory.CreateTempSubdirectory("tracker-verify-");
        var (code, said) = await RunningHost.Cli("verify", ledger, "--state", state.FullName);
        state.Delete(recursive: true);
        code.Should().Be(0, said);
    }

    [SkippableFact]
    public async Task A_form_keeps_what_was_typed_and_names_what_is_wrong()
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor();
        var page = await visitor.NewPageAsync();
        var (commitment, leaf) = await AnUntouchedLeaf();
        await SignIn.As(page, tracker.Accounts["owner"], "id");
        await page.GotoAsync($"/id/plans/contoh/commitments/{commitment}/milestones/{leaf}/report-progress");
        await page.FillAsync("[name=narrative]", "Sudah berjalan, belum selesai.");
        await page.FillAsync("[name=on]", "2031-01-01");
        await Choose(page, "completion", "Substantial");

        await page.Locator("main form button[type=submit]:not([name])").ClickAsync();

        (await page.Locator("[role=alert] a").CountAsync()).Should().BePositive();
        (await page.InputValueAsync("[name=narrative]")).Should().Be("Sudah berjalan, belum selesai.");
        (await page.InputValueAsync("[name=on]")).Should().Be("2031-01-01");
        (await page.GetAttributeAsync("[name=on]", "aria-invalid")).Should().Be("true");
    }

    [SkippableFact]
    public async Task An_expired_session_costs_nothing_that_was_typed()
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor();
        var page = await visitor.NewPageAsync();
        var (commitment, leaf) = await AnUntouchedLeaf();
        await SignIn.As(page, tracker.Accounts["owner"], "en");
        await page.GotoAsync($"/en/plans/contoh/commitments/{commitment}/milestones/{leaf}/report-progress");
        await page.FillAsync("[name=narrative]", "A long text, typed on a poor line.");
        await visitor.ClearCookiesAsync();

        await page.Locator("main form button[type=submit]:not([name])").ClickAsync();
        await page.FillAsync("[name=account]", tracker.Accounts["owner"].Name);
        await page.FillAsync("[name=password]", tracker.Accounts["owner"].Password);
        await page.Locator("main form button[type=submit]:not([name])").First.ClickAsync();

        (await page.InputValueAsync("[name=narrative]")).Should().Be("A long text, typed on a poor line.");
    }

    private async Task<(string Commitment, string Leaf)> AnUntouchedLeaf()
    {
        using var http = new HttpClient { BaseAddress = tracker.Address };
        var office = tracker.Accounts["owner"].Organisation;
        using var list = JsonDocument.Parse(await http.GetStringAsync("/api/v1/commitments?plan=contoh"));
        foreach (var number in list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!))
        {
            using var whole = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/plans/contoh/commitments/{number}"));
            foreach (var milestone in whole.RootElement.GetProperty("milestones").EnumerateArray())
            {
                if (milestone.GetProperty("leaf").GetBoolean()
                    && milestone.GetProperty("lead").GetString() == office
                    && milestone.GetProperty("reported").ValueKind == JsonValueKind.Null
                    && !milestone.GetProperty("late").GetBoolean()
                    && milestone.GetProperty("proof").GetProperty("state").GetString() == "No Evidence Available")
                    return (number, milestone.GetProperty("number").GetString()!);
            }
        }

        throw new InvalidOperationException("The example has no leaf of its office that nobody has touched.");
    }

    private static Task Choose(IPage page, string name, string value) => page.CheckAsync($"[name={name}][value='{value}']");

    private static async Task Send(IPage page)
    {
        await page.Locator("main form button[type=submit]:not([name])").ClickAsync();
        (await page.Locator("[role=alert]").AllInnerTextsAsync()).Should().BeEmpty();
    }

    private static async Task SignOut(IPage page)
    {
        await page.GotoAsync("/en/sign-out");
        await page.Locator("main form button[type=submit]:not([name])").ClickAsync();
    }

    private static async Task<string> Milestone(IPage page, string address, string leaf)
    {
        await page.GotoAsync(address);
        return Spaces().Replace(await page.Locator($"[id='m-{leaf}']").First.InnerTextAsync(), " ");
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
