using FluentAssertions;
using Xunit;

namespace Tracker.Browser.Tests;

/// <summary>Follows every link that a visitor can follow.</summary>
[Collection(TheTracker.Name)]
public sealed class Crawl(RunningHost tracker)
{
    [SkippableFact]
    public async Task Finds_no_empty_and_no_broken_link_and_no_breach_of_the_content_security_policy()
    {
        RunningHost.NeedsChromium();
        await using var visitor = await tracker.Visitor(javaScript: true);
        var page = await visitor.NewPageAsync();
        var breaches = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) breaches.Add($"{page.Url}: {message.Text}");
        };
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = tracker.Address };

        var toVisit = new Queue<string>(["/id", "/en"]);
        var seen = new HashSet<string>(toVisit);
        var wrong = new List<string>();
        while (toVisit.TryDequeue(out var path) && seen.Count < 3000)
        {
            using var answer = await http.GetAsync(path);
            var redirected = (int)answer.StatusCode is >= 300 and < 400;
            if (!redirected && !answer.IsSuccessStatusCode) wrong.Add($"{path}: {(int)answer.StatusCode}");
            if (redirected) Found(answer.Headers.Location!.ToString(), path);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html" || redirected) continue;

            // One page of each kind in the browser, for what only a browser sees; the rest are read as they come.
            if (Kind(path) is { } kind && seen.Add("kind:" + kind)) await page.GotoAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            foreach (var link in Links.In(html))
            {
                if (link.Length == 0) wrong.Add($"{path}: an empty link");
                else Found(link, path);
            }
        }

        wrong.Should().BeEmpty();
        breaches.Should().BeEmpty();
        seen.Should().HaveCountGreaterThan(50, "a crawl that finds little has not crawled");

        void Found(string link, string from)
        {
            var target = new Uri(new Uri(tracker.Address, from), System.Net.WebUtility.HtmlDecode(link));
            if (target.Authority != tracker.Address.Authority || target.Scheme is not ("http" or "https")) return;
            if (seen.Add(target.PathAndQuery)) toVisit.Enqueue(target.PathAndQuery);
        }

        static string? Kind(string path) =>
            string.Join('/', path.Split('?')[0].Split('/').Select(part => part.Any(char.IsAsciiDigit) || part.Contains('~', StringComparison.Ordinal) ? "#" : part));
    }
}
