using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
using Tracker.Plugins.Tests.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>What the archive holds is asked about, not fetched again.</summary>
public sealed class ConditionalTests
{
    [Theory]
    [InlineData("ETag: \"7\"", "If-None-Match: \"7\"")]
    [InlineData("ETag: W/\"7\"", "If-None-Match: W/\"7\"")]
    [InlineData("Last-Modified: Mon, 01 Mar 2027 07:00:00 GMT", "If-Modified-Since: Mon, 01 Mar 2027 07:00:00 GMT")]
    public async Task What_has_not_changed_comes_from_the_archive_with_its_first_time(string validator, string asked)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (head, stream, _) => SomeServer.Write(stream, head.Contains(asked, StringComparison.Ordinal) ? SomeServer.Whole("304 Not Modified", []) : SomeServer.Ok("a,b\n", validator));
        (await fetch.Get()).Should().BeOfType<Fetched>();
        fetch.Clock.Advance(TimeSpan.FromHours(1));
        var same = (await fetch.Get()).Should().BeOfType<NotModified>().Subject;
        Encoding.UTF8.GetString(same.Body.Span).Should().Be("a,b\n");
        same.Source.At.Should().Be(Some.Time);
    }

    [Fact]
    public async Task What_has_changed_is_archived_beside_the_old()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (head, stream, _) => SomeServer.Write(stream, head.Contains("If-None-Match", StringComparison.Ordinal) ? SomeServer.Ok("new", "ETag: \"2\"") : SomeServer.Ok("old", "ETag: \"1\""));
        var old = (await fetch.Get()).Should().BeOfType<Fetched>().Subject.Source.Sha256;
        var fresh = (await fetch.Get()).Should().BeOfType<Fetched>().Subject.Source.Sha256;
        fetch.Archive.VisitsTo("http://data.example.org/a.csv").Select(visit => visit.Sha256).Should().Equal(fresh, old);
        (await fetch.Archive.Read(old, default)).Should().BeOfType<Sound>();
    }

    [Fact]
    public async Task A_damaged_copy_is_not_asked_about_but_fetched_and_repaired()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Ok("a,b\n", "ETag: \"7\"")));
        var source = (await fetch.Get()).Should().BeOfType<Fetched>().Subject.Source;
        await File.WriteAllTextAsync(fetch.BodyOf(source.Sha256), "forged");
        (await fetch.Get()).Should().BeOfType<Fetched>();
        fetch.Server.Requests.Should().OnlyContain(head => !head.Contains("If-", StringComparison.Ordinal));
        (await fetch.Archive.Read(source.Sha256, default)).Should().BeOfType<Sound>();
    }

    [Fact]
    public async Task An_answer_depends_on_the_headers_it_was_asked_with()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Ok("a,b\n", "ETag: \"7\"")));
        await fetch.Get("http://data.example.org/a.csv", new FetchHeader("Accept", "text/csv"));
        await fetch.Get("http://data.example.org/a.csv", new FetchHeader("Accept", "application/json"));
        fetch.Server.Requests.Last().Should().NotContain("If-None-Match");
    }

    [Fact]
    public async Task Not_modified_that_nobody_asked_about_is_no_answer()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Serving(("/a.csv", SomeServer.Whole("304 Not Modified", [])));
        (await fetch.Refusal()).Reason.Should().Be(FetchRefusal.AnswerMalformed);
    }
}
