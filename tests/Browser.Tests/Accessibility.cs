using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Tracker.Browser.Tests;

/// <summary>WCAG 2.2 AA as far as a machine can see it: axe-core finds nothing.</summary>
[Collection(TheTracker.Name)]
public sealed class Accessibility(RunningHost tracker)
{
    // Every rule runs; only what passes is not described element by element, which took a third of the time.
    private static readonly AxeRunOptions s_options = new() { ResultTypes = [ResultType.Violations], Selectors = false };

    [SkippableTheory]
    [InlineData("id", ColorScheme.Light, 1280)]
    [InlineData("id", ColorScheme.Dark, 320)]
    [InlineData("en", ColorScheme.Light, 320)]
    [InlineData("en", ColorScheme.Dark, 1280)]
    public async Task Has_no_violation_on_any_public_page(string language, ColorScheme scheme, int width)
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor(javaScript: true, width, scheme);
        var found = await Violations(visitor, [.. Pages.Public, .. await SomeEvidence()], language);
        found.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("owner", "id", ColorScheme.Dark, 320)]
    [InlineData("owner", "en", ColorScheme.Light, 1280)]
    [InlineData("reviewer", "id", ColorScheme.Light, 320)]
    [InlineData("reviewer", "en", ColorScheme.Dark, 1280)]
    [InlineData("second-reviewer", "en", ColorScheme.Light, 320)]
    [InlineData("coordinator", "en", ColorScheme.Light, 320)]
    [InlineData("partner-academia", "id", ColorScheme.Light, 1280)]
    public async Task Has_no_violation_on_the_pages_of_people_who_signed_in(string account, string language, ColorScheme scheme, int width)
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor(javaScript: true, width, scheme);
        var page = await visitor.NewPageAsync();
        await SignIn.As(page, tracker.Accounts[account], language);
        // One of each kind of page that this account reaches in two steps from its desk.
        var reached = new Dictionary<string, string>();
        foreach (var link in await OwnLinks()) reached.TryAdd(Kind(link), link);
        foreach (var start in reached.Values.ToList())
        {
            await page.GotoAsync(start);
            foreach (var link in await OwnLinks()) reached.TryAdd(Kind(link), link);
        }

        var found = await Violations(visitor, reached.Values.Select(link => link.TrimStart('/')), null);
        found.Should().BeEmpty();
        reached.Should().HaveCountGreaterThan(8, "somebody who signed in reaches more than a visitor");

        async Task<IEnumerable<string>> OwnLinks()
        {
            var links = await page.Locator("a[href]").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
            return links.Where(link => link.StartsWith($"/{language}/", StringComparison.Ordinal)).Select(link => link.Split('#')[0]).Distinct();
        }

        // A page without what varies: numbers, ids, filters.
        static string Kind(string link) => string.Join('/', link.Split('?')[0].Split('/').Select((part, at) => at % 2 == 1 && at > 2 || part.Contains('~', StringComparison.Ordinal) || part.Any(char.IsAsciiDigit) ? "#" : part));
    }

    [SkippableTheory]
    [InlineData("id", ColorScheme.Light, 320)]
    [InlineData("en", ColorScheme.Dark, 1280)]
    public async Task Has_no_violation_on_the_pages_about_plugins(string language, ColorScheme scheme, int width)
    {
        RunningHost.NeedsChromium();
        var (plugin, run, piece) = await SomeContribution();
        Dictionary<string, string[]> pages = new()
        {
            ["admin"] = [.. ((string[])["", "/approve", "/run", "/revoke", $"/settings/{tracker.Accounts["partner-academia"].Organisation}"]).Select(verb => $"plugins/{plugin}{verb}"), $"plugins/{plugin}/runs/{run}"],
            ["reviewer"] = [$"plugins/{plugin}/runs/{run}/confirm", $"plugins/{plugin}/runs/{run}/return", $"evidence/{piece}/check"],
            ["partner-public"] = ["plugins/citizen-reports/form", "upload-plugin"],
        };
        foreach (var (account, paths) in pages)
        {
            await using var visitor = await tracker.Visitor(javaScript: true, width, scheme);
            var page = await visitor.NewPageAsync();
            await SignIn.As(page, tracker.Accounts[account], language);
            foreach (var path in paths)
            {
                var answer = await page.GotoAsync($"/{language}/{path}");
                answer!.Ok.Should().BeTrue("{0} reaches {1}", account, page.Url); // it went somewhere
                (await Violations(page)).Should().BeEmpty();
                if (await page.Locator("main form button[type=submit]:not([name])").CountAsync() != 1) continue;

                // The same form with everything that is wrong with it.
                await page.Locator("main form button[type=submit]:not([name])").ClickAsync();
                (await Violations(page)).Should().BeEmpty("sent empty it says what is wrong");
            }
        }
    }

    [SkippableFact]
    public async Task Never_scrolls_sideways_at_320_pixels()
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor(javaScript: true, width: 320);
        var page = await visitor.NewPageAsync();
        var wide = new List<string>();
        foreach (var language in new[] { "id", "en" })
        {
            foreach (var path in Pages.Public)
            {
                await page.GotoAsync($"/{language}/{path}");
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 320) wide.Add(page.Url);
            }
        }

        wide.Should().BeEmpty();
    }

    private async Task<List<string>> Violations(IBrowserContext visitor, IEnumerable<string> paths, string? language)
    {
        // Two tabs, each a process of its own, share the pages.
        var waiting = new ConcurrentQueue<string>(paths.Select(path => language is null ? $"/{path}" : $"/{language}/{path}"));
        var found = new ConcurrentQueue<string>();
        await Task.WhenAll(Look(), Look());
        return [.. found];

        async Task Look()
        {
            var page = await visitor.NewPageAsync();
            while (waiting.TryDequeue(out var path))
            {
                await page.GotoAsync(path);
                foreach (var violation in await Violations(page)) found.Enqueue(violation);
            }
        }
    }

    private static async Task<IEnumerable<string>> Violations(IPage page)
    {
        var result = await page.RunAxe(s_options);
        return result.Violations.Select(violation => $"{page.Url}: {violation.Id}: {violation.Help}: {string.Join(" ; ", violation.Nodes.Take(3).Select(node => node.Html))}");
    }

    private async Task<string[]> SomeEvidence()
    {
        using var http = new HttpClient { BaseAddress = tracker.Address };
        var html = await http.GetStringAsync("/en/plans/contoh/commitments/1");
        return [.. Links.In(html).Where(link => link.StartsWith("/en/evidence/", StringComparison.Ordinal)).Select(link => link.Split('#')[0]["/en/".Length..]).Distinct().Take(4)];
    }

    /// <summary>The newest run of a plugin that sent something, and a piece of it.</summary>
    private async Task<(string Plugin, long Run, string Piece)> SomeContribution()
    {
        const string Plugin = "open-science";
        using var http = new HttpClient { BaseAddress = tracker.Address };
        var runs = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/plugins/{Plugin}/runs")).RootElement;
        var run = runs.EnumerateArray().First(one => one.GetProperty("accepted").GetInt32() > 0).GetProperty("run").GetInt64();
        var html = await http.GetStringAsync($"/en/plugins/{Plugin}/runs/{run}");
        return (Plugin, run, Links.In(html).First(link => link.StartsWith("/en/evidence/", StringComparison.Ordinal)).Split('#')[0]["/en/evidence/".Length..]);
    }
}
