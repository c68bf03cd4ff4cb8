namespace Tracker.PluginRunner.Running;

/// <summary>
/// How much of the processors a run gets, whoever else wants them: some time at once, and from then on a part of one. What nobody
/// wants is not free: two processors of a rented machine are often the halves of one, and what spins on the one slows the other by
/// a quarter (decision 0013).
/// </summary>
/// <param name="AtOnce">Processor time it may have whenever it likes.</param>
/// <param name="Part">Of a processor, beside that, for as long as it runs: 0 to 1.</param>
internal sealed record ProcessorShare(TimeSpan AtOnce, double Part)
{
    /// <summary>
    /// Three seconds, enough for a runtime to start and to read what most sources offer, and a quarter; for one whose last run
    /// failed nothing at once, and a twentieth.
    /// </summary>
    public static ProcessorShare Of(bool last) => last ? new(TimeSpan.Zero, 0.05) : new(TimeSpan.FromSeconds(3), 0.25);

    /// <summary>Whether it has had more than it gets, and has to stand still.</summary>
    /// <param name="had">Its processor time so far.</param>
    /// <param name="since">The time since its start.</param>
    public bool IsSpent(TimeSpan had, TimeSpan since) => had > AtOnce + (since * Part);
}
