using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Tracker.Plugins.Tests.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>Sources that are huge, slow, cut short or broken: each ends in a reason by name, and nothing of it is archived.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task A_body_announced_too_large_is_not_read()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"u8.ToArray());
        await Refused(fetch, FetchRefusal.TooLarge);
    }

    [Fact]
    public async Task A_body_without_end_is_left_at_the_limit()
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = fetch.Policy with { MostBytes = 100_000 };
        var sent = 0L;
        fetch.Server.Answer = async (_, stream, end) =>
        {
            await SomeServer.Write(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray());
            var block = new byte[64 * 1024];
            while (!end.IsCancellationRequested)
            {
                await stream.WriteAsync(block, end);
                sent += block.Length;
            }
        };
        await Refused(fetch, FetchRefusal.TooLarge);
        sent.Should().BeLessThan(50_000_000, "the connection is closed, not drained");
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public async Task The_limit_is_exact(int bytes, bool fetched)
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = fetch.Policy with { MostBytes = 100_000 };
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, [.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. new byte[bytes]]);
        (await fetch.Get() is Fetched).Should().Be(fetched);
    }

    [Fact]
    public async Task A_compressed_bomb_is_left_at_the_limit()
    {
        await using var fetch = new SomeFetch();
        var bomb = Compressed(new byte[100 * 1024 * 1024]);
        bomb.Length.Should().BeLessThan(200_000);
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, SomeServer.Ok(bomb, "Content-Encoding: gzip"));
        await Refused(fetch, FetchRefusal.TooLarge);
    }

    [Fact]
    public async Task What_was_compressed_is_archived_as_it_is()
    {
        await using var fetch = new SomeFetch();
        var text = string.Concat(Enumerable.Repeat("village,value\n", 10_000));
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, SomeServer.Ok(Compressed(Encoding.UTF8.GetBytes(text)), "Content-Encoding: gzip"));
        var fetched = (await fetch.Get()).Should().BeOfType<Fetched>().Subject;
        Encoding.UTF8.GetString(fetched.Body.Span).Should().Be(text);
        fetched.Source.Length.Should().Be(text.Length);
    }

    [Fact]
    public async Task A_compressed_body_that_ends_too_early_is_not_taken_for_whole()
    {
        await using var fetch = new SomeFetch();
        var random = new byte[50_000];
        new Random(20270301).NextBytes(random);
        var whole = Compressed(random);
        foreach (var length in (int[])[1, 5, whole.Length / 2, whole.Length - 9, whole.Length - 1])
        {
            fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, SomeServer.Ok(whole[..length], "Content-Encoding: gzip"));
            await Refused(fetch, FetchRefusal.Truncated);
        }
    }

    [Fact]
    public async Task Members_that_follow_each_other_are_one_body_and_anything_else_behind_it_is_refused()
    {
        await using var fetch = new SomeFetch();
        byte[] two = [.. Compressed("one "u8.ToArray()), .. Compressed("two"u8.ToArray())];
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, SomeServer.Ok(two, "Content-Encoding: gzip"));
        Encoding.UTF8.GetString((await fetch.Get("http://data.example.org/two")).Should().BeOfType<Fetched>().Subject.Body.Span).Should().Be("one two");
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, SomeServer.Ok([.. two, .. "behind"u8], "Content-Encoding: gzip"));
        await Refused(fetch, FetchRefusal.Truncated);
    }

    [Fact]
    public async Task A_body_shorter_than_announced_is_not_taken_for_whole()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"u8.ToArray());
        await Refused(fetch, FetchRefusal.Truncated);
    }

    [Fact]
    public async Task A_chunked_body_without_its_end_is_not_taken_for_whole()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"u8.ToArray());
        await Refused(fetch, FetchRefusal.Truncated);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task An_encoding_nobody_asked_for_is_refused(string encoding)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, SomeServer.Ok("x", $"Content-Encoding: {encoding}"));
        await Refused(fetch, FetchRefusal.EncodingUnknown);
    }

    [Theory]
    [InlineData("no http at all\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    public async Task What_does_not_speak_HTTP_is_refused(string answer)
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, Encoding.ASCII.GetBytes(answer));
        (await fetch.Refusal()).Reason.Should().BeOneOf(FetchRefusal.AnswerMalformed, FetchRefusal.Unreachable, FetchRefusal.Truncated);
        NothingArchived(fetch);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var fetch = new SomeFetch();
        fetch.Server.Answer = (_, stream, _) => SomeServer.Write(stream, Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nX: {new string('a', 100_000)}\r\n\r\n"));
        await Refused(fetch, FetchRefusal.AnswerMalformed);
    }

    [Fact]
    public async Task Headers_that_never_come_end_at_their_time()
    {
        await using var fetch = new SomeFetch();
        var asked = new TaskCompletionSource();
        fetch.Server.Answer = async (_, _, end) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, end);
        };
        var waiting = fetch.Refusal();
        await asked.Task;
        fetch.Clock.Advance(fetch.Policy.HeaderTime);
        (await waiting).Reason.Should().Be(FetchRefusal.TooSlow);
        NothingArchived(fetch);
    }

    [Fact]
    public async Task A_body_that_trickles_ends_with_the_whole_time()
    {
        await using var fetch = new SomeFetch();
        var begun = new TaskCompletionSource();
        fetch.Server.Answer = async (_, stream, end) =>
        {
            await SomeServer.Write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1"u8.ToArray());
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, end);
        };
        var waiting = fetch.Refusal();
        await begun.Task;
        fetch.Clock.Advance(fetch.Policy.WholeTime);
        (await waiting).Reason.Should().Be(FetchRefusal.TooSlow);
        NothingArchived(fetch);
    }

    [Fact]
    public async Task A_connection_that_never_comes_about_ends_at_its_time()
    {
        using var folder = new ArchiveFolder();
        var network = new SilentNetwork();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var fetch = new GuardedFetch(new PluginRunner.Archive.SourceArchive(folder.Path), new FetchSettings(), clock, network);
        var policy = SomeFetch.Allowing("http://data.example.org/");
        var waiting = fetch.Get(new FetchRequest("http://data.example.org/") { Purpose = FetchPurpose.SingleAddress }, policy, default);
        await network.Asked.Task;
        clock.Advance(policy.ConnectTime);
        (await waiting).Should().BeOfType<FetchRefused>().Which.Reason.Should().Be(FetchRefusal.TooSlow);
    }

    [Fact]
    public async Task Whoever_asked_and_left_is_not_answered()
    {
        using var folder = new ArchiveFolder();
        var network = new SilentNetwork();
        using var fetch = new GuardedFetch(new PluginRunner.Archive.SourceArchive(folder.Path), new FetchSettings(), TimeProvider.System, network);
        using var left = new CancellationTokenSource();
        var waiting = fetch.Get(new FetchRequest("http://data.example.org/") { Purpose = FetchPurpose.SingleAddress }, SomeFetch.Allowing("http://data.example.org/"), left.Token);
        await network.Asked.Task;
        await left.CancelAsync();
        await waiting.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Nobody_there_is_unreachable_and_no_name_is_unknown()
    {
        await using var fetch = new SomeFetch();
        fetch.Policy = SomeFetch.Allowing("http://data.example.org/", "http://nowhere.example.org/");
        (await fetch.Refusal("http://nowhere.example.org/")).Reason.Should().Be(FetchRefusal.NameUnknown);
        await fetch.Server.DisposeAsync();
        (await fetch.Refusal()).Reason.Should().Be(FetchRefusal.Unreachable);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=another.example.org", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var server = new SomeServer(secure: async stream =>
        {
            var secured = new SslStream(stream);
            await secured.AuthenticateAsServerAsync(certificate);
            return secured;
        });
        await using var fetch = new SomeFetch();
        fetch.Internet.With(SomeInternet.Site, server);
        fetch.Policy = SomeFetch.Allowing("https://data.example.org/");
        (await fetch.Refusal("https://data.example.org/")).Reason.Should().Be(FetchRefusal.CertificateRefused);
        server.Requests.Should().BeEmpty();
    }

    private static async Task Refused(SomeFetch fetch, FetchRefusal reason)
    {
        (await fetch.Refusal()).Reason.Should().Be(reason);
        NothingArchived(fetch);
    }

    private static void NothingArchived(SomeFetch fetch) => fetch.Archive.VisitsTo("http://data.example.org/a.csv").Should().BeEmpty();

    private static byte[] Compressed(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var compressing = new GZipStream(to, CompressionLevel.Optimal))
        {
            compressing.Write(bytes);
        }

        return to.ToArray();
    }

    /// <summary>Packets go out and nothing ever comes back.</summary>
    private sealed class SilentNetwork : INetwork
    {
        public TaskCompletionSource Asked { get; } = new();

        public Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IPAddress>>([SomeInternet.Site]);

        public async Task<Stream> Connect(IPEndPoint to, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("it never gets here");
        }
    }
}
