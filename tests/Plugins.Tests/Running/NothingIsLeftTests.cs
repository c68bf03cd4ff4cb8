using System.Diagnostics;
using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>When a run is over, so is every process of it; each of them carries a word by which it can be found.</summary>
public sealed class NothingIsLeftTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);
    private static int s_words;

    // A number of seconds to sleep for, and no other process of this machine sleeps for it.
    private readonly string _word = $"600.{Environment.ProcessId}{Interlocked.Increment(ref s_words)}";

    [SkippableTheory]
    [InlineData(Isolation.Sandboxed)]
    [InlineData(Isolation.Unsandboxed)]
    public async Task One_that_hangs_is_gone_a_second_after_its_deadline_at_the_latest(Isolation isolation)
    {
        using var plugin = new SomePlugin($"""
            greet()
            read()
            import subprocess
            subprocess.Popen(['/bin/sleep', '{_word}'])
            write(method='log', params=dict(level='info', text='hanging'))
            subprocess.call(['/bin/sleep', '{_word}'])
            """)
        {
            Isolation = isolation,
            Limits = new PluginLimits(Seconds: 1, MemoryMiB: 64, OutputMiB: 4, Processes: 8),
        };
        var clock = new DeadlineClock(TimeSpan.FromSeconds(plugin.Limits.Seconds));

        var failed = await plugin.Fails(clock);

        failed.Reason.Should().Be(PluginFailure.Timeout, failed.Message);
        clock.SinceDeadline.Should().BeGreaterThan(TimeSpan.FromMilliseconds(-20), "it has all the time that it was promised, but for what a timer rounds");
        await Gone();
        clock.SinceDeadline.Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [SkippableTheory]
    [InlineData(Isolation.Sandboxed)]
    [InlineData(Isolation.Unsandboxed)]
    public async Task One_that_begins_processes_without_end_is_gone_with_all_of_them(Isolation isolation)
    {
        using var plugin = new SomePlugin($"""
            greet()
            read()
            import subprocess, time
            for i in range(40):
                try: subprocess.Popen(['/bin/sleep', '{_word}'])
                except OSError: pass
            write(method='log', params=dict(level='info', text='began'))
            time.sleep(600)
            """)
        {
            Isolation = isolation,
            Limits = new PluginLimits(Seconds: 60, MemoryMiB: 64, OutputMiB: 4, Processes: 8),
        };

        var failed = await plugin.Fails();

        failed.Reason.Should().Be(PluginFailure.TooManyProcesses, failed.Message);
        await Gone();
    }

    [SkippableFact]
    public async Task One_whose_child_left_its_session_and_lost_its_parent_is_gone_with_that_child()
    {
        using var plugin = new SomePlugin($"""
            greet()
            m = read()
            import os
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0: os.execv('/bin/sleep', ['/bin/sleep', '{_word}'])
                os._exit(0)
            os.wait()
            answer(m, dict(cursor='done'))
            read()
            """);
        await using (var session = await plugin.Start())
        {
            await session.Collect(new([]), CancellationToken.None);
            await Found();
        }

        await Gone();
    }

    [SkippableFact]
    public async Task One_that_does_not_end_when_it_is_told_to_is_ended()
    {
        using var plugin = new SomePlugin($"""
            greet()
            m = read()
            import subprocess
            subprocess.Popen(['/bin/sleep', '{_word}'])
            answer(m, dict())
            while True: pass
            """);
        await using (var session = await plugin.Start()) (await session.Shutdown()).Should().BeFalse("it goes on");

        await Gone();
    }

    [SkippableFact]
    public async Task One_whose_host_is_killed_is_gone_with_it()
    {
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "bubblewrap (Debian: apt-get install bubblewrap)");
        using var folder = new SomePlugin("");
        var plugin = PluginCommand.Of(folder.Folder, ["/bin/sleep", _word], new(), Isolation.Sandboxed);
        // A host of its own, since this one goes on. What the plugin reads stays open: it is not told to go.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec 3<&0; \"$@\" <&3 & wait", "host", plugin.FileName, .. plugin.ArgumentList]) { RedirectStandardInput = true };
        using var host = Process.Start(start)!; // a shell is there
        await Found();

        host.Kill(); // it alone, and it is not asked

        await host.WaitForExitAsync();
        await Gone();
    }

    /// <summary>Waits until it sleeps: before that its sandbox is not complete.</summary>
    private Task Found() => Until(() => Carrying().Any(one => one.Contains($": /bin/sleep {_word}", StringComparison.Ordinal)), "it was begun", TimeSpan.FromSeconds(20));

    /// <summary>Waits until no process with the word is there.</summary>
    private Task Gone() => Until(() => Carrying().Count == 0, "nothing of it is left", s_soon);

    private async Task Until(Func<bool> isSo, string what, TimeSpan most)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(most, "{0}: {1}", what, string.Join(", ", Carrying()));
            await Task.Delay(10);
        }
    }

    /// <summary>The machine's clock, which knows when a plugin's deadline is: that is the first time that is set by it.</summary>
    private sealed class DeadlineClock(TimeSpan limit) : TimeProvider
    {
        private long? _deadline;

        public TimeSpan SinceDeadline => GetElapsedTime(_deadline ?? throw new InvalidOperationException("Nothing was set."));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _deadline ??= GetTimestamp() + (limit.Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private List<string> Carrying()
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var words = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "cmdline"))); // of one that has ended it is empty
                if (words.Contains(_word, StringComparison.Ordinal)) found.Add($"{Path.GetFileName(process)}: {words.Replace('\0', ' ')}");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }
}
