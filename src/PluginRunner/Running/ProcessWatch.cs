using System.Diagnostics;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.PluginRunner.Running;

/// <summary>
/// Looks now and then at a plugin's process and what it has started: no limit of the system counts the processes of root, nor the
/// memory of several. What has worked for a moment gets no more than what nobody else wants, and what goes on a share of that.
/// </summary>
internal sealed class ProcessWatch(Process process, PluginLaunch launch, IPluginCalls calls, Patience patience, Action<PluginFailure, string> fail)
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(100);

    // Whose last run failed may begin processes without end again: within a tenth of a second all that its limit lets it. To begin
    // and to end them is work of the kernel's own, which it does not interrupt for the host (decision 0013).
    private static readonly TimeSpan s_closely = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_beginning = TimeSpan.FromSeconds(1);

    // Enough for an interpreter or a runtime to start, and for what little most runs have to do.
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(300);

    private readonly TimeSpan _first = launch.Last ? TimeSpan.Zero : s_moment;

    // The sandbox's own two, which begin the others and bury them. They keep their place before all that the plugin begins: with the
    // second the kernel ends the rest, and behind fifty that spin it had its turn to do so a tenth of a second later.
    private readonly int _own = launch.Isolation == Isolation.Sandboxed ? 2 : 0;
    private readonly int _most = RunLimits.MostProcesses(launch.Limits);

    private readonly ProcessorShare _share = ProcessorShare.Of(launch.Last);
    private volatile bool _ending;

    /// <summary>It was told to end: whatever it has had, it is not kept from that.</summary>
    public void LetEnd() => _ending = true;

    /// <param name="ct">Ends the watching.</param>
    public async Task Watch(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(launch.Last ? s_closely : s_often); // the machine's own time: a process does not stand still when a test's clock does
        var began = Stopwatch.GetTimestamp();
        var (looked, had, stands) = (began, TimeSpan.Zero, false);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                if (process.HasExited) return;
                var use = ProcessTree.Beneath(process.Id, _most);
                if (use.Processes.Count > _most) fail(PluginFailure.TooManyProcesses, $"It started more than {launch.Limits.Processes} processes.");
                if (use.Bytes > RunLimits.MostMemory(launch.Limits)) fail(PluginFailure.TooMuchMemory, $"It used more than {launch.Limits.MemoryMiB} MiB.");
                var now = Stopwatch.GetTimestamp();
                var passed = Stopwatch.GetElapsedTime(looked, now);
                if (!use.Ready && calls.KeepsWaiting) patience.LetWait(passed);
                else if (use.Ready && had >= _first && use.Processor - had < passed / 2) patience.Waited(passed);
                var own = use.Processes.Skip(_own).ToArray();
                if (use.Processor >= _first) Processors.Leave(own);
                var spent = !_ending && _share.IsSpent(use.Processor, Stopwatch.GetElapsedTime(began, now));
                if (spent) Processors.Halt(own); // again, too: what it began a moment ago was not yet there
                else if (stands) Processors.Resume(own);
                // What waits, or was seen standing still, begins nothing; soon after its start it waits for its first message.
                var moves = use.Ready || (!spent && (stands || Stopwatch.GetElapsedTime(began, now) < s_beginning));
                timer.Period = launch.Last && moves ? s_closely : s_often;
                (looked, had, stands) = (now, use.Processor, spent);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
