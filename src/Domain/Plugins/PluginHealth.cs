namespace Tracker.Domain.Plugins;

/// <summary>How a plugin's runs went, as far as the next one depends on it.</summary>
/// <param name="Failures">How many in a row failed, the last one included.</param>
/// <param name="NotBefore">The next run starts at this time, whatever its schedule says; null: as its schedule says.</param>
public sealed record PluginHealth(int Failures, DateTimeOffset? NotBefore)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_most = TimeSpan.FromHours(6);

    /// <summary>A wait longer than any wait was measured by another clock, one that was put back since: nobody waits for its end.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(10);

    /// <summary>Nothing failed.</summary>
    public static PluginHealth Well { get; } = new(0, null);

    /// <summary>Whether it has failed too often in a row to be started again by itself.</summary>
    public bool IsHopeless => Failures >= PluginRules.FailuresBeforeQuarantine;

    /// <summary>Whether a wait goes on.</summary>
    /// <param name="until">Until when; null: there is none.</param>
    /// <param name="now">The time.</param>
    public static bool Waits(DateTimeOffset? until, DateTimeOffset now) => until > now && until - now <= LongestWait;

    /// <summary>After a run that the host did not see to its end: it runs again at once, unless it waits after a failure.</summary>
    /// <param name="now">When it was interrupted.</param>
    public PluginHealth Interrupted(DateTimeOffset now) => this with { NotBefore = NotBefore ?? now };

    /// <summary>After a run that failed: each failure doubles the wait, from a minute to six hours, give or take half.</summary>
    /// <param name="now">When it failed.</param>
    /// <param name="chance">Anything from 0 to 1: so that plugins that failed together do not come back together.</param>
    /// <param name="ours">Whether the host failed and not the plugin: then it waits all the same, and is not blamed.</param>
    public PluginHealth Failed(DateTimeOffset now, double chance, bool ours = false)
    {
        var failures = Failures + 1;
        var wait = TimeSpan.FromTicks(Math.Min(s_most.Ticks, s_first.Ticks << Math.Min(failures - 1, 16)));
        return new(ours ? Failures : failures, now + (wait * (0.5 + Math.Clamp(chance, 0, 1))));
    }
}
