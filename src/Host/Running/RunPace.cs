using Tracker.Host.Http;
using Tracker.PluginRunner.Running;

namespace Tracker.Host.Running;

/// <summary>
/// How fast this host works for its plugins, all runs together: as fast as it can while nobody else wants it, and at a pace that
/// readers and offices do not notice while they do (decision 0013). To take a draft is the host's own work, and so is to bring
/// what is fetched: whoever sends a hundred thousand, or reads the largest of feeds without end, must not get its processors for that.
/// </summary>
/// <param name="traffic">What others want.</param>
/// <param name="clock">The machine's own, by which it waits.</param>
internal sealed class RunPace(Traffic traffic, TimeProvider clock)
{
    /// <summary>A run's first drafts, which need not wait: somebody may have filled in a form for one of them.</summary>
    public const int DraftsAtOnce = 10;

    /// <summary>Drafts a second beside readers.</summary>
    public const int DraftsPerSecond = 4;

    /// <summary>The first bytes that a run fetches, which need not wait: more than most fetch.</summary>
    public const long BytesAtOnce = 1024 * 1024;

    /// <summary>Fetched bytes a second beside readers.</summary>
    public const int BytesPerSecond = 1024 * 1024;

    /// <summary>Processes that are begun at once: more than most runs need.</summary>
    public const int StartsAtOnce = 10;

    /// <summary>Processes begun a second beside readers, of all runs together: to begin one and to end it is the kernel's own work.</summary>
    public const int StartsPerSecond = 1;

    private readonly Pace _starts = new(StartsPerSecond, StartsAtOnce, clock);
    private readonly Pace _again = new(1 / Rest.TotalSeconds, 1, clock);
    private readonly Pace _drafts = new(DraftsPerSecond, DraftsPerSecond, clock);
    private readonly Pace _bytes = new(BytesPerSecond, BytesPerSecond, clock);
    private readonly long _start = clock.GetTimestamp();

    /// <summary>
    /// Drafts that wait go together: they are written with one flush, shown by one step of the views, and what shows them is made anew
    /// once. One after the other they would stand in the way of twenty times as many updates; together, twenty every five seconds, they
    /// take ten milliseconds that are fewer than one in a hundred requests come across.
    /// </summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Between two processes of plugins that failed last, all of them together: what one of them does to the machine until it is ended
    /// is over in a tenth of a second, and of a hundred requests less than one comes just then. Also for those that somebody tells to run
    /// now, again and again: the host itself waits for a minute and longer.
    /// </summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Waits for the turn of a process.</summary>
    /// <param name="failedBefore">Whether it is one of a plugin that failed last.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task Start(bool failedBefore, CancellationToken ct) =>
        traffic.IsBusy && (failedBefore ? _again : _starts).Turn(1) is { Ticks: > 0 } wait ? Task.Delay(wait, clock, ct) : Task.CompletedTask;

    /// <summary>Waits for the turn of a draft that is not among a run's first.</summary>
    public Task Draft(CancellationToken ct)
    {
        if (!traffic.IsBusy || _drafts.Turn(1) is not { Ticks: > 0 } wait) return Task.CompletedTask;
        var into = clock.GetElapsedTime(_start) + wait;
        return Task.Delay(wait + TimeSpan.FromTicks((Beat.Ticks - (into.Ticks % Beat.Ticks)) % Beat.Ticks), clock, ct);
    }

    /// <summary>Waits until what was fetched before has had its time.</summary>
    public Task Fetch(CancellationToken ct) => traffic.IsBusy && _bytes.Turn(0) is { Ticks: > 0 } wait ? Task.Delay(wait, clock, ct) : Task.CompletedTask;

    /// <summary>So much was fetched; the next waits for it.</summary>
    public void Fetched(int bytes)
    {
        if (traffic.IsBusy) _bytes.Turn(bytes);
    }
}
