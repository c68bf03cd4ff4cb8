namespace Tracker.PluginRunner.Running;

/// <summary>
/// How long a run may take: its limit, and beside it the time in which it wanted a processor that others had, up to
/// <see cref="MostTimes"/> its limit, and all the time in which it stood still because the host let it wait for its turn: how long
/// that is the host decides, which has an end of its own. Whoever is put last must not fail for it.
/// </summary>
internal sealed class Patience(TimeSpan limit)
{
    public const int MostTimes = 4;

    private readonly Lock _lock = new();
    private TimeSpan _waited;
    private TimeSpan _letWait;
    private TimeSpan _given;

    /// <summary>What it has been given beyond its limit.</summary>
    public TimeSpan Given
    {
        get
        {
            lock (_lock) return _given;
        }
    }

    /// <summary>It stood still for so long, because the host let it wait.</summary>
    public void LetWait(TimeSpan time)
    {
        lock (_lock) _letWait += time;
    }

    /// <summary>It waited for so long, for what others had.</summary>
    public void Waited(TimeSpan time)
    {
        lock (_lock) _waited = TimeSpan.FromTicks(Math.Min(_waited.Ticks + time.Ticks, limit.Ticks * (MostTimes - 1)));
    }

    /// <summary>Its time is over: what else it gets. Zero: nothing.</summary>
    public TimeSpan More()
    {
        lock (_lock)
        {
            var more = _waited + _letWait - _given;
            _given += more;
            return more;
        }
    }
}
