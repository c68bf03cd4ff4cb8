namespace Tracker.PluginRunner.Running;

/// <summary>How fast something is done for plugins: so much at once after a silence, then so much a second.</summary>
/// <param name="perSecond">How much a second.</param>
/// <param name="atOnce">How much at once, after as long a silence as that would have taken.</param>
/// <param name="clock">By which it is measured.</param>
public sealed class Pace(double perSecond, double atOnce, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _paid = TimeSpan.FromSeconds(-atOnce / perSecond);

    /// <summary>Takes its turn.</summary>
    /// <param name="amount">How much of it.</param>
    /// <returns>How long to wait for it; zero or less: not at all.</returns>
    public TimeSpan Turn(double amount)
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            var silent = now - TimeSpan.FromSeconds(atOnce / perSecond);
            _paid = (_paid < silent ? silent : _paid) + TimeSpan.FromSeconds(amount / perSecond);
            return _paid - now;
        }
    }
}
