using System.Globalization;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Politeness: a pause between two requests to one host, whoever asks, and waiting as long as a host asked for.</summary>
internal sealed class HostManners(TimeSpan pause, TimeProvider clock)
{
    private const int MostHosts = 10_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly long _began = clock.GetTimestamp();
    private readonly Dictionary<string, TimeSpan> _next = new(StringComparer.Ordinal);

    // What only passes: a clock that is put back must not keep every host away until the old time comes again.
    private TimeSpan Now => clock.GetElapsedTime(_began);

    /// <summary>Waits for this host's turn. Null when it came; else when it will come, because that is later than may be waited for.</summary>
    public async Task<DateTimeOffset?> Turn(string host, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = Now;
            var turn = _next.TryGetValue(host, out var next) && next > now ? next : now;
            wait = turn - now;
            var today = clock.GetUtcNow();
            if (wait > latest - today) return today + wait;
            Set(host, turn + pause, now);
        }

        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
        return null;
    }

    /// <summary>Notes what an answer asks for: no request before then, a day at most. Null where it asks for nothing.</summary>
    public DateTimeOffset? Heed(string host, HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is not (429 or 503) || Asked(answer) is not { } wait) return null;
        lock (_lock)
        {
            var now = Now;
            var until = now + (wait < LongestWait ? wait : LongestWait);
            if (_next.TryGetValue(host, out var next) && next > until) until = next;
            Set(host, until, now);
            return clock.GetUtcNow() + (until - now);
        }
    }

    private TimeSpan? Asked(HttpResponseMessage answer)
    {
        if (!answer.Headers.NonValidated.TryGetValues("Retry-After", out var values)) return null;
        var text = values.ToString().Trim();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (at - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero)
            : null;
    }

    private void Set(string host, TimeSpan next, TimeSpan now)
    {
        if (_next.Count >= MostHosts)
        {
            foreach (var old in _next.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList()) _next.Remove(old);
        }

        _next[host] = next;
    }
}
