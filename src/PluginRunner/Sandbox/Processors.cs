using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Tracker.PluginRunner.Running;

namespace Tracker.PluginRunner.Sandbox;

/// <summary>What a host does to processes of a plugin from outside.</summary>
internal static partial class Processors
{
    private const int Idle = 5; // SCHED_IDLE: whoever else wakes up is given the processor at once
    private const string LastSession = "10"; // not 19: on a busy machine that is next to nothing

    // Signals, as Linux numbers them on every processor that .NET runs on: SIGKILL, SIGCONT, SIGSTOP.
    private const int Killed = 9;
    private const int Continued = 18;
    private const int Stopped = 19;

    private static readonly bool s_sessions = File.Exists("/proc/self/autogroup");

    /// <summary>
    /// Leaves to processes only what nobody else wants, from now on and for all they start. Where the kernel shares processors
    /// among sessions before it looks at programs (autogroup), their sessions come last too: a program may begin any number of them.
    /// </summary>
    /// <remarks>What cannot be done now is left: whoever looks again does it then. The kernel lets one session be set every tenth of a second.</remarks>
    public static void Leave(IReadOnlyList<int> processes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var ours = Session("self");
        foreach (var pid in processes)
        {
            foreach (var thread in ProcessTree.Threads(pid))
                _ = SetScheduler(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Idle, 0);
            // One that runs without a sandbox shares the host's own.
            if (Session($"{pid}") is not { } session || session.Name == ours?.Name || session.Niceness == LastSession) continue;
            try
            {
                File.WriteAllText($"/proc/{pid}/autogroup", LastSession);
            }
            catch (Exception later) when (later is IOException or UnauthorizedAccessException)
            {
                // It has ended, or another session was set a moment ago.
            }
        }
    }

    /// <summary>
    /// Ends a program with everything it has started. Of a sandbox its first two processes: the kernel ends all the others, and to look
    /// for thousands of them, which begin more meanwhile, would never come to an end.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has ended by itself.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be ended.</exception>
    public static void End(Process program, bool sandboxed)
    {
        if (sandboxed) End(ProcessTree.Beneath(program.Id, most: 2).Processes);
        else program.Kill(entireProcessTree: true);
    }

    /// <summary>Ends processes at once.</summary>
    public static void End(IReadOnlyList<int> processes) => Send(processes, Killed);

    /// <summary>Lets processes stand still until they are resumed or ended.</summary>
    public static void Halt(IReadOnlyList<int> processes) => Send(processes, Stopped);

    /// <summary>Lets processes go on.</summary>
    public static void Resume(IReadOnlyList<int> processes) => Send(processes, Continued);

    private static void Send(IReadOnlyList<int> processes, int signal)
    {
        foreach (var pid in processes) _ = Signal(pid, signal);
    }

    /// <summary>Of "/autogroup-123 nice 0", sched(7); null where there is none, or the process has ended.</summary>
    private static (string Name, string Niceness)? Session(string pid)
    {
        try
        {
            return s_sessions && File.ReadAllText($"/proc/{pid}/autogroup").Trim().Split(' ') is [var name, _, var niceness] ? (name, niceness) : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
