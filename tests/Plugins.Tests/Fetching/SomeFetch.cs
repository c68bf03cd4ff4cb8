using System.Threading.Channels;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
using Tracker.Plugins.Tests.Archive;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>A guard over an internet of one site, <c>http://data.example.org/</c>, with an archive of its own and a clock that stands.</summary>
internal sealed class SomeFetch : IAsyncDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly GuardedFetch _fetch;

    public SomeFetch(string? feedServer = null, TimeSpan? pause = null)
    {
        Clock = new() { Pause = pause ?? TimeSpan.Zero };
        Archive = new SourceArchive(_folder.Path);
        Internet.Named("data.example.org", [SomeInternet.Site]).With(SomeInternet.Site, Server);
        var origin = LoopbackOrigin.TryParse(feedServer, out var parsed) ? parsed : null;
        _fetch = new GuardedFetch(Archive, new FetchSettings { FeedServer = origin, Pause = pause ?? TimeSpan.Zero }, Clock, Internet);
    }

    public SomeServer Server { get; } = new();

    public SomeInternet Internet { get; } = new();

    public SomeClock Clock { get; }

    public SourceArchive Archive { get; }

    public FetchPolicy Policy { get; set; } = Allowing("http://data.example.org/");

    public static FetchPolicy Allowing(params string[] addresses) => new([.. addresses.Select(address =>
    {
        AllowedAddress.TryParse(address, out var allowed, out var problem).Should().BeTrue(problem?.ToString());
        return allowed!; // asserted the line before
    })]);

    /// <summary>Fetches as evidence a person named: without asking robots.txt.</summary>
    public Task<FetchAnswer> Get(string address = "http://data.example.org/a.csv", params FetchHeader[] headers) =>
        Get(new FetchRequest(address) { Purpose = FetchPurpose.SingleAddress, Headers = [.. headers] });

    public string BodyOf(string sha256) => _folder.Body(sha256);

    public Task<FetchAnswer> Get(FetchRequest request) => _fetch.Get(request, Policy, CancellationToken.None);

    public async Task<FetchRefused> Refusal(string address = "http://data.example.org/a.csv") =>
        (await Get(address)).Should().BeOfType<FetchRefused>().Subject;

    public async ValueTask DisposeAsync()
    {
        _fetch.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A clock that stands until a test moves it, or puts it back: what only passes goes on from where it was.</summary>
internal sealed class SomeClock() : FakeTimeProvider(Some.Time)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private TimeSpan _back;

    /// <summary>How long somebody waits who is waited for.</summary>
    public TimeSpan Pause { get; init; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _back;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void PutBack(TimeSpan by) => _back += by;

    /// <summary>Until somebody waits for a pause to pass, once for each that does.</summary>
    public async Task Waits() => await _waits.Reader.ReadAsync();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Pause) _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
