using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_are_followed_and_no_sixth(int redirects, bool fetched)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving([.. Enumerable.Range(0, redirects).Select(step => ($"/{step}", SomeServer.Whole("301 Moved Permanently", [], $"Location: /{step + 1}"))), ($"/{redirects}", SomeServer.Ok("there"))]);
        var answer = await fetch.Get("http://data.example.org/0");
        (answer is Fetched).Should().Be(fetched);
        if (!fetched) answer.Should().BeOfType<FetchRefused>().Which.Reason.Should().Be(FetchRefusal.RedirectRefused);
        fetch.Server.Connections.Should().Be(6);
    }

    [Theory]
    [InlineData("http://evil.example/", FetchRefusal.AddressNotAllowed)]
    [InlineData("https://data.example.org/", FetchRefusal.AddressNotAllowed)]
    [InlineData("/../beside", FetchRefusal.AddressNotAllowed)]
    [InlineData("file:///etc/passwd", FetchRefusal.RedirectRefused)]
    [InlineData("http://user@data.example.org/open/b", FetchRefusal.RedirectRefused)]
    [InlineData("/open/..%2fbeside", FetchRefusal.RedirectRefused)]
    [InlineData("gopher://127.0.0.1:6379/_x", FetchRefusal.RedirectRefused)]
    public async Task Each_is_checked_like_the_first_address(string location, FetchRefusal reason)
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = SomeFetch.Allowing("http://data.example.org/open/");
        fetch.Server.Serving(("/open/a", SomeServer.Whole("302 Found", [], $"Location: {location}")));
        (await fetch.Refusal("http://data.example.org/open/a")).Reason.Should().Be(reason);
        fetch.Server.Connections.Should().Be(1);
    }

    [Fact]
    public async Task Encoded_line_breaks_in_one_stay_in_the_path()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole("302 Found", [], "Location: /b%0d%0aX-Injected:%201")));
        await fetch.Get();
        fetch.Server.Requests.Last().Should().StartWith("GET /b%0d%0aX-Injected:%201 HTTP/1.1\r\n").And.NotContain("\r\nX-Injected");
    }

    [Fact]
    public async Task One_without_a_place_leads_nowhere()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole("302 Found", [])));
        (await fetch.Refusal()).Reason.Should().Be(FetchRefusal.RedirectRefused);
    }

    [Theory]
    [InlineData("303 See Other", true)]
    [InlineData("302 Found", false)]
    [InlineData("307 Temporary Redirect", false)]
    [InlineData("308 Permanent Redirect", false)]
    public async Task What_was_posted_is_never_posted_twice(string status, bool fetched)
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = fetch.Policy with { MayPost = true };
        fetch.Server.Serving(("/form", SomeServer.Whole(status, [], "Location: /result")), ("/result", SomeServer.Ok("done")));
        var answer = await fetch.Get(new FetchRequest("http://data.example.org/form") { Method = "POST", Body = "q"u8.ToArray(), Purpose = FetchPurpose.SingleAddress });
        (answer is Fetched).Should().Be(fetched);
        fetch.Server.Requests.Where(head => head.StartsWith("POST", StringComparison.Ordinal)).Should().HaveCount(1);
    }
}
