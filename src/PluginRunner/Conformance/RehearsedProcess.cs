using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// A plugin's process in a rehearsal, with nothing of the environment around it, held to its manifest's limits as a host holds it: what
/// goes beyond is ended, and whoever waits for it is told. It ends, with its children, when this is disposed.
/// </summary>
internal sealed class RehearsedProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly PluginLimits _limits;
    private readonly bool _sandboxed;
    private readonly Wire _wire;
    private readonly LastWords _words = new();
    private readonly CancellationTokenSource _over = new();
    private readonly ITimer _deadline;
    private readonly Task _reading;
    private readonly Task _watching;
    private Remark? _excess;

    private RehearsedProcess(Process process, bool sandboxed, PluginLimits limits, TimeProvider clock, WireTap? tap)
    {
        (_process, _sandboxed, _limits) = (process, sandboxed, limits);
        var budget = new OutputBudget(RunLimits.MostOutput(limits), clock: null, () => Exceeds($"it said more than {limits.OutputMiB} MiB, messages and errors together, which is `output` of its limits"));
        var (says, hears) = tap?.Invoke(process.StandardOutput.BaseStream, process.StandardInput.BaseStream) ?? (process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        _wire = new Wire(new BoundedOutput(says, budget), hears);
        _reading = _words.Read(new BoundedOutput(process.StandardError.BaseStream, budget), _over.Token);
        _deadline = clock.CreateTimer(_ => Exceeds($"it was not done within {limits.Seconds} s, which is `seconds` of its limits"), null, TimeSpan.FromSeconds(limits.Seconds), Timeout.InfiniteTimeSpan);
        _watching = Watch();
    }

    /// <remarks>As a run of the product starts it: bubblewrap dies with the thread that started it, and a pool's thread may go at any time.</remarks>
    public static async Task<RehearsedProcess> Start(ProcessStartInfo how, PluginLimits limits, TimeProvider clock, WireTap? tap = null)
    {
        try
        {
            return new RehearsedProcess(await Launcher.Start(how) ?? throw new NonConformant($"'{how.FileName}' did not start"), PluginCommand.IsSandboxed(how), limits, clock, tap);
        }
        catch (Win32Exception e)
        {
            throw new NonConformant($"'{how.FileName}' cannot be started: {e.Message}");
        }
    }

    /// <summary>Sends it a message.</summary>
    /// <exception cref="NonConformant">It went beyond its limits.</exception>
    public Task Send(JsonObject message, CancellationToken cancellationToken) => Within(async () =>
    {
        await _wire.Send(message, cancellationToken);
        return true;
    });

    /// <summary>Its next message; null where it closed the pipe.</summary>
    /// <exception cref="NonConformant">What came is no message, or it went beyond its limits.</exception>
    public Task<JsonObject?> Receive(CancellationToken cancellationToken) => Within(() => _wire.Receive(cancellationToken));

    /// <summary>Why it ended instead of answering, as far as it said so itself.</summary>
    public async Task<NonConformant> Instead(string method)
    {
        await Task.WhenAny(_reading, Task.Delay(s_patience)); // whoever else holds the pipe is not waited for
        return _words.Last is not { Length: > 0 } last ? new($"it ended instead of answering '{method}'")
            : LastWords.TellOfNoMemory(last) ? NoMemory(method, last)
            : new($"it ended instead of answering '{method}'. It last wrote: {last}");
    }

    /// <summary>It says that it had no more memory: the system gives it none beyond its limit.</summary>
    public NonConformant NoMemory(string method, string words) => new($"it had no memory left in '{method}', of which `memory` of its limits gives {_limits.MemoryMiB} MiB: {words}");

    /// <summary>Closes what it reads from and writes to, as a host does that is gone: else whoever is writing would wait for a reader.</summary>
    public void HangUp()
    {
        Quietly(_process.StandardInput.Close);
        Quietly(_process.StandardOutput.Close);
    }

    /// <summary>Waits until it ended by itself.</summary>
    /// <exception cref="NonConformant">It went beyond its limits.</exception>
    public Task Ended(CancellationToken cancellationToken) => Within(async () =>
    {
        await _process.WaitForExitAsync(cancellationToken);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        // First the pipe: a sandbox killed before it has set itself up leaves the plugin behind, which then reads the end.
        Quietly(_process.StandardInput.Close);
        Kill();
        await _process.WaitForExitAsync();
        await Task.WhenAny(_reading, Task.Delay(s_patience));
        await _over.CancelAsync();
        await _watching;
        await _deadline.DisposeAsync();
        _over.Dispose();
        _process.Dispose();
    }

    private static void Quietly(Action end)
    {
        try
        {
            end();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or Win32Exception or AggregateException)
        {
            // It ended by itself.
        }
    }

    /// <summary>What is ended in the middle of something breaks that off: its excess is the reason, and not what it then looks like.</summary>
    private async Task<T> Within<T>(Func<Task<T>> step)
    {
        try
        {
            var came = await step();
            return Volatile.Read(ref _excess) is { } excess ? throw new NonConformant(excess) : came;
        }
        catch (Exception e) when (e is IOException or NotUsable && Volatile.Read(ref _excess) is not null)
        {
            throw new NonConformant(_excess!); // looked at the line before
        }
    }

    private void Exceeds(Remark what)
    {
        if (Interlocked.CompareExchange(ref _excess, what, null) is null) Kill();
    }

    private void Kill() => Quietly(() => Processors.End(_process, _sandboxed));

    /// <summary>Looks now and then at what no limit of the system counts; it yields nothing and stands still for nothing, unlike on a host.</summary>
    private async Task Watch()
    {
        using var timer = new PeriodicTimer(s_often); // the machine's own time, as on a host
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token) && !_process.HasExited)
            {
                var use = ProcessTree.Beneath(_process.Id, RunLimits.MostProcesses(_limits));
                if (use.Processes.Count > RunLimits.MostProcesses(_limits)) Exceeds($"it had more than {_limits.Processes} processes at once, which is `processes` of its limits");
                if (use.Bytes > RunLimits.MostMemory(_limits))
                    Exceeds($"it took {use.Bytes >> 20} MiB of memory, where `memory` of its limits gives {_limits.MemoryMiB}, and {RunLimits.RuntimeBytes >> 20} beside it for a runtime");
            }
        }
        catch (OperationCanceledException)
        {
            // The rehearsal is over.
        }
    }
}
