using System.Globalization;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Politeness: a pause between two requests to one host, whoever asks, and waiting as long as a host asked for.</summary>
internal sealed class HostManners(TimeSpan pause, TimeProvider clock)
{
    private const int MostHosts = 10_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);

    /// <summary>Waits for this host's turn. Null when it came; else when it will come, because that is later than may be waited for.</summary>
    public async Task<DateTimeOffset?> Turn(string host, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var turn = _next.TryGetValue(host, out var next) && next > now ? next : now;
            if (turn > latest) return turn;
            Set(host, turn + pause, now);
            wait = turn - now;
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
            var now = clock.GetUtcNow();
            var until = now + (wait < LongestWait ? wait : LongestWait);
            if (_next.TryGetValue(host, out var next) && next > until) until = next;
            Set(host, until, now);
            return until;
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

    private void Set(string host, DateTimeOffset next, DateTimeOffset now)
    {
        if (_next.Count >= MostHosts)
        {
            foreach (var old in _next.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList()) _next.Remove(old);
        }

        _next[host] = next;
    }
}
