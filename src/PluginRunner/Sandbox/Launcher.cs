using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.PluginRunner.Sandbox;

/// <summary>
/// Starts every sandbox from one thread that lives as long as this process. <c>--die-with-parent</c> is the kernel's
/// PR_SET_PDEATHSIG, and to the kernel the parent is the thread that started the child: started from a pool's thread, a plugin
/// is killed when the pool lets that thread go.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<(ProcessStartInfo How, TaskCompletionSource<Process?> Started)> s_asked = Begin();

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Task<Process?> Start(ProcessStartInfo how)
    {
        var started = new TaskCompletionSource<Process?>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_asked.Add((how, started));
        return started.Task;
    }

    private static BlockingCollection<(ProcessStartInfo, TaskCompletionSource<Process?>)> Begin()
    {
        var asked = new BlockingCollection<(ProcessStartInfo How, TaskCompletionSource<Process?> Started)>();
        new Thread(() =>
        {
            foreach (var (how, started) in asked.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(how));
                }
                catch (Exception failed)
                {
                    started.SetException(failed); // whoever asked gets it
                }
            }
        })
        { IsBackground = true, Name = "plugin launcher" }.Start();
        return asked;
    }
}
