namespace Tracker.PluginRunner.Running;

/// <summary>
/// How far behind everybody else a run comes that has worked for a moment. Beside a host that answers people there is always a
/// rest to be had, and it gets no more than that. On a machine that is busy without a break there is none: whoever had next to
/// nothing for seconds gets its tenth, or it would never end.
/// </summary>
internal sealed class LastPlace
{
    /// <summary>The niceness of a session that gets a hundredth of a processor another wants.</summary>
    public const int Last = 19;

    /// <summary>The niceness of one that gets a tenth of it.</summary>
    public const int Tenth = 10;

    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(5);
    private TimeSpan _starved;

    /// <summary>What its sessions are to have now.</summary>
    public int Niceness => _starved < s_enough ? Last : Tenth;

    /// <summary>A look at it.</summary>
    /// <param name="ready">Whether it wanted a processor.</param>
    /// <param name="had">The processor time it has had since the last look.</param>
    /// <param name="passed">How long ago that was.</param>
    public void Saw(bool ready, TimeSpan had, TimeSpan passed)
    {
        if (Niceness == Tenth) return; // who was starved once is not starved again
        var starved = ready && had < passed / 10 ? _starved + passed : _starved - passed;
        _starved = starved > TimeSpan.Zero ? starved : TimeSpan.Zero;
    }
}
