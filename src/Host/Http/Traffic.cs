namespace Tracker.Host.Http;

/// <summary>Whether people want this host just now: what it does for programs is done beside that.</summary>
/// <param name="clock">By which it is measured.</param>
public sealed class Traffic(TimeProvider clock)
{
    /// <summary>Up to so many requests in <see cref="Lately"/> a host is there for its programs alone.</summary>
    public const int Few = 10;

    private readonly long[] _asked = new long[Few + 1];
    private uint _last;

    /// <summary>How long a request counts.</summary>
    public static TimeSpan Lately { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether more than <see cref="Few"/> requests came lately.</summary>
    public bool IsBusy
    {
        get
        {
            var oldest = Volatile.Read(ref _asked[(Volatile.Read(ref _last) + 1) % _asked.Length]);
            return oldest != 0 && clock.GetElapsedTime(oldest) < Lately;
        }
    }

    /// <summary>Somebody asks for something.</summary>
    public void Asked() => Volatile.Write(ref _asked[Interlocked.Increment(ref _last) % _asked.Length], clock.GetTimestamp());
}

/// <summary>Counts every request.</summary>
public static class TrafficCounting
{
    /// <summary>Counts what comes. Before every other part of the pipeline.</summary>
    public static void UseTraffic(this WebApplication app)
    {
        var traffic = app.Services.GetRequiredService<Traffic>();
        app.Use((HttpContext http, RequestDelegate next) =>
        {
            traffic.Asked();
            return next(http);
        });
    }
}
