using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
using Tracker.Plugins.Tests.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

public sealed class FetchingTests
{
    [Fact]
    public async Task What_came_is_in_the_archive_with_address_time_type_and_the_headers_that_are_recorded()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv?year=2027", SomeServer.Ok("a,b\n", "Content-Type: text/csv", "ETag: \"7\"", "Set-Cookie: session=1", "X-Powered-By: x", "Link: </b>; rel=\"next\"")));

        var fetched = (await fetch.Get("http://data.example.org/a.csv?year=2027#part")).Should().BeOfType<Fetched>().Subject;
        Encoding.UTF8.GetString(fetched.Body.Span).Should().Be("a,b\n");
        fetched.Source.Address.Should().Be("http://data.example.org/a.csv?year=2027");
        (fetched.Source.At, fetched.Source.Status, fetched.Source.ContentType, fetched.Source.CopyRefused).Should().Be((Some.Time, 200, "text/csv", null));
        fetched.Source.Headers.Select(header => header.Name).Should().Equal("content-type", "etag", "link");
        (await fetch.Archive.Read(fetched.Source.Sha256, default)).Should().BeOfType<Sound>().Which.Body.ToArray().Should().Equal(fetched.Body.ToArray());
    }

    [Fact]
    public async Task The_request_says_who_asks_and_nothing_else_of_ours()
    {
        await using var fetch = new SomeFetch();
        await fetch.Get();
        fetch.Server.Requests.Single().Split("\r\n").Should().Equal(
            "GET /a.csv HTTP/1.1", "Host: data.example.org", "User-Agent: Tracker/0.1", "Accept-Encoding: gzip", "", "");
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html; charset=nonsense")]
    [InlineData("\"")]
    [InlineData(null)]
    public async Task A_wrong_content_type_is_no_error_and_recorded_as_it_came(string? type)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", type is null ? SomeServer.Ok("a,b\n") : SomeServer.Ok("a,b\n", $"Content-Type: {type}")));
        (await fetch.Get()).Should().BeOfType<Fetched>().Which.Source.ContentType.Should().Be(type);
    }

    [Fact]
    public async Task An_empty_body_is_a_body()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Ok("")));
        (await fetch.Get()).Should().BeOfType<Fetched>().Which.Source.Length.Should().Be(0);
    }

    [Theory]
    [InlineData("404 Not Found", 404)]
    [InlineData("410 Gone", 410)]
    [InlineData("500 Internal Server Error", 500)]
    public async Task A_source_that_is_gone_or_broken_is_an_answer_with_its_status(string status, int number)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole(status, "no"u8.ToArray(), "ETag: \"1\"")));
        (await fetch.Get()).Should().BeOfType<Fetched>().Which.Source.Status.Should().Be(number);
        fetch.Archive.VisitsTo("http://data.example.org/a.csv").Should().BeEmpty("nobody asks whether an error was modified");
    }

    [Theory]
    [InlineData("X-Robots-Tag: noarchive", "200 OK", "text/csv", "a,b", CopyRefusal.NoArchive)]
    [InlineData("X-Robots-Tag: nofollow, none", "200 OK", "text/csv", "a,b", CopyRefusal.NoArchive)]
    [InlineData("X-A: 1", "403 Forbidden", "text/csv", "a,b", CopyRefusal.Closed)]
    [InlineData("X-A: 1", "451 Unavailable For Legal Reasons", "text/csv", "a,b", CopyRefusal.Closed)]
    [InlineData("X-A: 1", "200 OK", "text/html", "<html><meta name='robots' content='index,noarchive'>", CopyRefusal.NoArchive)]
    [InlineData("X-A: 1", "200 OK", "text/html", "<html><META CONTENT=\"NOARCHIVE\" NAME=\"ROBOTS\">", CopyRefusal.NoArchive)]
    public async Task A_source_that_refuses_the_copy_is_marked_and_its_bytes_are_not_kept(string header, string status, string type, string body, CopyRefusal why)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole(status, Encoding.UTF8.GetBytes(body), $"Content-Type: {type}", header)));
        var fetched = (await fetch.Get()).Should().BeOfType<Fetched>().Subject;
        fetched.Source.NoCopy.Should().Be(why);
        Encoding.UTF8.GetString(fetched.Body.Span).Should().Be(body, "this run may read it");
        (await fetch.Archive.Read(fetched.Source.Sha256, default)).Should().BeOfType<NotKept>();
    }

    [Fact]
    public async Task A_page_that_only_speaks_of_robots_keeps_its_copy()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Ok("<meta name='robots' content='index'> noarchive none", "Content-Type: text/html", "X-Robots-Tag: noindex")));
        (await fetch.Get()).Should().BeOfType<Fetched>().Which.Source.CopyRefused.Should().BeNull();
    }

    [Fact]
    public async Task A_secret_in_an_address_is_sent_and_never_recorded()
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = fetch.Policy with { Secrets = ["s3cret/key"] };
        var fetched = (await fetch.Get("http://data.example.org/a.csv?key=s3cret%2Fkey")).Should().BeOfType<Fetched>().Subject;
        fetch.Server.Requests.Single().Should().Contain("key=s3cret%2Fkey");
        fetched.Source.Address.Should().Be("http://data.example.org/a.csv?key=(secret)");
        fetched.Source.FinalAddress.Should().NotContain("s3cret");
        (await fetch.Get("http://elsewhere.example.org/s3cret/key")).Should().BeOfType<FetchRefused>().Which.Detail.Should().NotContain("s3cret");
    }

    [Theory]
    [InlineData("ftp://data.example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//data.example.org/")]
    [InlineData("/a.csv")]
    [InlineData("http://user:word@data.example.org/")]
    [InlineData("http://data.example.org/\r\nHost: evil.example")]
    [InlineData("http://data.example.org/a b")]
    [InlineData("http:/\\data.example.org/")]
    [InlineData("http://data.example.org/x/..%2fadmin")]
    [InlineData("http://data.example.org/x/%2e%2e%5cadmin")]
    [InlineData("http://data.example.org:0/")]
    [InlineData("")]
    public async Task An_address_that_readers_could_read_differently_is_refused(string address)
    {
        await using var fetch = new SomeFetch();
        (await fetch.Refusal(address)).Reason.Should().Be(FetchRefusal.AddressMalformed);
        fetch.Server.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Cookie", "a=b")]
    [InlineData("X-Unlisted", "1")]
    [InlineData("Content-Length", "0")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("If-None-Match", "\"1\"")]
    [InlineData("Accept", "text/csv\r\nHost: evil.example")]
    [InlineData("Accept", "téxt")]
    [InlineData("Bad Name", "1")]
    [InlineData("Accept", null)]
    public async Task A_header_off_the_list_is_refused_even_where_a_manifest_lists_what_is_ours(string name, string? value)
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = fetch.Policy with { Headers = ["host", "cookie", "content-length", "x-forwarded-for", "if-none-match"] };
        (await fetch.Get("http://data.example.org/a.csv", new FetchHeader(name, value!))).Should().BeOfType<FetchRefused>().Which.Reason.Should().Be(FetchRefusal.HeaderNotAllowed); // a message may say null
        fetch.Server.Connections.Should().Be(0);
    }

    [Fact]
    public async Task A_listed_header_is_sent_to_its_site_and_not_to_the_one_a_redirect_leads_to()
    {
        await using var other = new SomeServer();
        await using var fetch = new SomeFetch();
        fetch.Internet.Named("mirror.example.org", [SomeInternet.OtherSite]).With(SomeInternet.OtherSite, other);
        fetch.Policy = SomeFetch.Allowing("http://data.example.org/", "http://mirror.example.org/") with { Headers = ["x-api-key"] };
        fetch.Server.Serving(("/a.csv", SomeServer.Whole("302 Found", [], "Location: http://mirror.example.org/a.csv")));
        (await fetch.Get("http://data.example.org/a.csv", new FetchHeader("X-Api-Key", "k"), new FetchHeader("Accept", "text/csv")))
            .Should().BeOfType<Fetched>().Which.Source.FinalAddress.Should().Be("http://mirror.example.org/a.csv");
        fetch.Server.Requests.Single().Should().Contain("X-Api-Key: k");
        other.Requests.Single().Should().NotContain("X-Api-Key").And.Contain("Accept: text/csv");
    }

    [Fact]
    public async Task Posting_needs_a_manifest_that_allows_it()
    {
        await using var fetch = new SomeFetch();
        var request = new FetchRequest("http://data.example.org/a.csv") { Method = "POST", Body = "q=1"u8.ToArray(), Purpose = FetchPurpose.SingleAddress };
        (await fetch.Get(request)).Should().BeOfType<FetchRefused>().Which.Reason.Should().Be(FetchRefusal.MethodNotAllowed);
        (await fetch.Get(request with { Method = "DELETE" })).Should().BeOfType<FetchRefused>().Which.Reason.Should().Be(FetchRefusal.MethodNotAllowed);
        fetch.Policy = fetch.Policy with { MayPost = true };
        (await fetch.Get(request)).Should().BeOfType<Fetched>();
        fetch.Server.Requests.Single().Should().StartWith("POST /a.csv").And.Contain("Content-Length: 3");
    }
}
