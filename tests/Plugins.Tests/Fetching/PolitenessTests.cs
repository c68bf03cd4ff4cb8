using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Tracker.Plugins.Tests.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

public sealed class PolitenessTests
{
    [Fact]
    public async Task A_host_is_asked_once_a_pause_whoever_asks()
    {
        await using var fetch = new SomeFetch(pause: TimeSpan.FromSeconds(5));
        (await fetch.Get()).Should().BeOfType<Fetched>();
        var second = fetch.Get("http://data.example.org/b.csv");
        second.IsCompleted.Should().BeFalse();
        fetch.Server.Connections.Should().Be(1);
        fetch.Clock.Advance(TimeSpan.FromSeconds(5));
        (await second).Should().BeOfType<Fetched>();
    }

    [Fact]
    public async Task A_turn_that_comes_too_late_is_refused_with_its_time()
    {
        await using var fetch = new SomeFetch(pause: TimeSpan.FromSeconds(90));
        await fetch.Get();
        var refused = await fetch.Refusal("http://data.example.org/b.csv");
        (refused.Reason, refused.NotBefore).Should().Be((FetchRefusal.NotNow, Some.Time.AddSeconds(90)));
        fetch.Server.Connections.Should().Be(1);
    }

    [Fact]
    public async Task A_clock_that_is_put_back_keeps_nobody_away()
    {
        await using var fetch = new SomeFetch(pause: TimeSpan.FromSeconds(5));
        fetch.Server.Serving(("/robots.txt", SomeServer.Ok("User-agent: *\nDisallow: /private/")), ("/a", SomeServer.Ok("a")), ("/slow", SomeServer.Whole("503 Service Unavailable", [], "Retry-After: 600")));
        var first = fetch.Get(new FetchRequest("http://data.example.org/a"));
        await fetch.Clock.Waits();
        fetch.Clock.Advance(TimeSpan.FromSeconds(5));
        (await first).Should().BeOfType<Fetched>();
        fetch.Clock.PutBack(TimeSpan.FromDays(365));
        fetch.Clock.Advance(TimeSpan.FromSeconds(5));

        var again = await fetch.Get(new FetchRequest("http://data.example.org/a"));
        again.Should().BeOfType<Fetched>("its turn has come, whatever day it is said to be: {0}", again);

        fetch.Clock.Advance(TimeSpan.FromSeconds(5));
        (await fetch.Refusal("http://data.example.org/slow")).NotBefore.Should().Be(fetch.Clock.GetUtcNow().AddSeconds(600));
        fetch.Clock.PutBack(TimeSpan.FromDays(1));
        fetch.Clock.Advance(TimeSpan.FromSeconds(600));
        (await fetch.Get("http://data.example.org/a")).Should().BeOfType<Fetched>();
        fetch.Clock.Advance(TimeSpan.FromDays(1));
        (await fetch.Get(new FetchRequest("http://data.example.org/private/a"))).Should().BeOfType<FetchRefused>();
        fetch.Server.Requests.Count(head => head.Contains("/robots.txt", StringComparison.Ordinal)).Should().Be(2, "a day has passed");
    }

    [Fact]
    public async Task Robots_txt_has_a_turn_of_its_own_and_so_has_where_it_leads()
    {
        await using var fetch = new SomeFetch(pause: TimeSpan.FromSeconds(5));
        fetch.Server.Serving(("/robots.txt", SomeServer.Whole("302 Found", [], "Location: /elsewhere.txt")), ("/elsewhere.txt", SomeServer.Ok("User-agent: *\nDisallow: /private/")), ("/a", SomeServer.Ok("a")));

        var fetching = fetch.Get(new FetchRequest("http://data.example.org/a"));

        foreach (var asked in (string[][])[["/robots.txt"], ["/robots.txt", "/elsewhere.txt"]])
        {
            await fetch.Clock.Waits();
            fetch.Server.Requests.Select(head => head.Split(' ')[1]).Should().Equal(asked);
            fetch.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        (await fetching).Should().BeOfType<Fetched>();
    }

    [Theory]
    [InlineData("429 Too Many Requests", "120", 120)]
    [InlineData("503 Service Unavailable", "Mon, 01 Mar 2027 08:10:00 GMT", 600)]
    [InlineData("503 Service Unavailable", "99999999", 86400)]
    public async Task A_host_that_asks_to_wait_is_left_alone_until_then(string status, string retryAfter, int seconds)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole(status, [], $"Retry-After: {retryAfter}")), ("/b.csv", SomeServer.Ok("b")));
        var until = Some.Time.AddSeconds(seconds);
        (await fetch.Refusal()).NotBefore.Should().Be(until);
        (await fetch.Refusal("http://data.example.org/b.csv")).Should().Match<FetchRefused>(refused => refused.Reason == FetchRefusal.NotNow && refused.NotBefore == until);
        fetch.Server.Connections.Should().Be(1);
        fetch.Clock.Advance(TimeSpan.FromSeconds(seconds));
        (await fetch.Get("http://data.example.org/b.csv")).Should().BeOfType<Fetched>();
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    public async Task Asking_to_wait_without_saying_how_long_is_a_plain_answer(string retryAfter)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole("503 Service Unavailable", [], $"Retry-After: {retryAfter}")));
        (await fetch.Get()).Should().BeOfType<Fetched>().Which.Source.Status.Should().Be(503);
    }

    [Fact]
    public async Task Robots_txt_governs_what_a_schedule_fetches_and_is_asked_once_a_day()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/robots.txt", SomeServer.Ok("User-agent: *\nDisallow: /private/")), ("/private/a", SomeServer.Ok("a")), ("/open/a", SomeServer.Ok("a")));
        (await fetch.Get(new FetchRequest("http://data.example.org/private/a"))).Should().BeOfType<FetchRefused>().Which.Reason.Should().Be(FetchRefusal.RobotsDisallow);
        (await fetch.Get(new FetchRequest("http://data.example.org/open/a"))).Should().BeOfType<Fetched>();
        fetch.Server.Requests.Select(head => head.Split(' ')[1]).Should().Equal("/robots.txt", "/open/a");
        fetch.Clock.Advance(TimeSpan.FromDays(1));
        await fetch.Get(new FetchRequest("http://data.example.org/open/a"));
        fetch.Server.Requests.Select(head => head.Split(' ')[1]).Should().Equal("/robots.txt", "/open/a", "/robots.txt", "/open/a");
    }

    [Fact]
    public async Task A_single_address_given_as_evidence_does_not_ask_robots_txt()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/robots.txt", SomeServer.Ok("User-agent: *\nDisallow: /")), ("/a.csv", SomeServer.Ok("a")));
        (await fetch.Get()).Should().BeOfType<Fetched>();
        fetch.Server.Connections.Should().Be(1);
    }

    [Theory]
    [InlineData("404 Not Found", true)]
    [InlineData("403 Forbidden", true)]
    [InlineData("500 Internal Server Error", false)]
    [InlineData("503 Service Unavailable", false)]
    public async Task A_robots_txt_that_is_absent_allows_and_one_that_is_broken_forbids(string status, bool allowed)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/robots.txt", SomeServer.Whole(status, [])), ("/a", SomeServer.Ok("a")));
        (await fetch.Get(new FetchRequest("http://data.example.org/a")) is Fetched).Should().Be(allowed);
    }

    [Fact]
    public async Task A_robots_txt_may_not_lead_the_guard_anywhere()
    {
        await using var victim = new SomeServer();
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/robots.txt", SomeServer.Whole("302 Found", [], $"Location: http://127.0.0.1:{victim.Port}/")), ("/a", SomeServer.Ok("a")));
        await fetch.Get(new FetchRequest("http://data.example.org/a"));
        victim.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: tracker\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Tracker/1.0\nAllow: /", "/a", true)]
    [InlineData("User-agent: a\nUser-agent: *\nDisallow: /x", "/x/1", false)]
    [InlineData("User-agent: *\nDisallow: /x\nAllow: /x/open", "/x/open/1", true)]
    [InlineData("User-agent: *\nDisallow: /x\nAllow: /x", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxbxxc", false)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("<html>not found</html>", "/a", true)]
    [InlineData("\ufeffUSER-AGENT : *\r\nDISALLOW : /a # because\r\n", "/a", false)]
    public void Robots_txt_is_read_as_RFC_9309_reads_it(string text, string path, bool allowed) =>
        RobotsRules.Parse(text, "Tracker").Allows(path).Should().Be(allowed);

    [Fact]
    public void A_hostile_pattern_ends_quickly()
    {
        var rules = RobotsRules.Parse($"User-agent: *\nDisallow: {new StringBuilder().Insert(0, "/*a", 600)}b", "Tracker");
        rules.Allows("/" + new string('a', 4000)).Should().BeTrue();
    }

    [Fact]
    public void Many_hostile_patterns_keep_away_instead_of_being_read_to_their_end()
    {
        var rules = RobotsRules.Parse("User-agent: *\n" + string.Concat(Enumerable.Repeat($"Disallow: /*{new string('a', 100)}b\n", 4_700)), "Tracker");
        rules.Allows("/" + new string('a', 4000)).Should().BeFalse();
        rules.Allows("/a").Should().BeTrue("another address is judged by itself");
    }

    [Fact]
    public void As_many_rules_as_a_large_site_has_are_read_to_their_end()
    {
        var rules = RobotsRules.Parse("User-agent: *\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"Disallow: /data/*/{i}*.pdf$\n")), "Tracker");
        rules.Allows("/data/" + new string('x', 1_000) + "/report.html").Should().BeTrue();
        rules.Allows("/data/x/4999-a.pdf").Should().BeFalse();
    }
}
