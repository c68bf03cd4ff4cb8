using System.Buffers.Text;
using System.Globalization;

namespace Tracker.PluginRunner.Running;

/// <summary>What a process and everything it has started use together.</summary>
/// <param name="Processes">Their ids, itself among them.</param>
/// <param name="Bytes">The memory they hold that is no file's; what several share counts for each.</param>
/// <param name="Processor">The processor time they have had since they began.</param>
/// <param name="Ready">Whether one of them runs, or would if it were given a processor.</param>
internal readonly record struct TreeUse(IReadOnlyList<int> Processes, long Bytes, TimeSpan Processor, bool Ready);

/// <summary>Looks at a process with everything it has started, by /proc; where there is none it sees nothing.</summary>
internal static class ProcessTree
{
    private const int TicksPerSecond = 100; // of every processor of today that .NET runs on

    // A kernel may be built without the lists of children; then every process of the machine is asked for its parent.
    private static readonly bool s_listed = File.Exists("/proc/thread-self/children");

    /// <param name="root">The process.</param>
    /// <param name="most">How many are enough: a look at thousands would itself be what a plugin may not do to its host.</param>
    public static TreeUse Beneath(int root, int most = int.MaxValue)
    {
        if (!OperatingSystem.IsLinux()) return new([], 0, default, false);
        var everybody = s_listed ? null : Everybody();
        var found = new List<int> { root };
        var (bytes, ticks, ready) = (0L, 0L, false);
        for (var i = 0; i < found.Count && found.Count <= most; i++)
        {
            var pid = found[i];
            if (Stat($"/proc/{pid}/stat") is not { } own) continue; // it ended while we looked
            ticks += own.Ticks;
            bytes += Resident(pid);
            ready |= own.Ready;
            foreach (var thread in Threads(pid))
            {
                ready = ready || Stat($"{thread}/stat") is { Ready: true };
                if (s_listed) found.AddRange(Children(thread));
            }

            if (everybody is not null) found.AddRange(everybody[pid]);
        }

        return new(found, bytes, TimeSpan.FromSeconds(ticks / (double)TicksPerSecond), ready);
    }

    /// <returns>A folder of /proc for each thread of a process; none where it has ended.</returns>
    public static IEnumerable<string> Threads(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{pid}/task");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<int> Children(string thread)
    {
        var children = new List<int>();
        foreach (var word in (Read($"{thread}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            children.Add(int.Parse(word, CultureInfo.InvariantCulture));
        return children;
    }

    private static ILookup<int, int> Everybody() =>
        (from folder in Directory.EnumerateDirectories("/proc")
         let pid = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
         where pid > 0
         let own = Stat($"{folder}/stat")
         where own is not null
         select (pid, own.Value.Parent)).ToLookup(one => one.Parent, one => one.pid);

    /// <summary>Of "pid (name) state ppid …", proc(5): the name may hold anything, also brackets.</summary>
    private static (bool Ready, int Parent, long Ticks)? Stat(string file)
    {
        Span<byte> text = stackalloc byte[1024];
        text = text[..Read(file, text)];
        var end = text.LastIndexOf((byte)')');
        if (end < 0) return null;
        var words = text[(end + 2)..];
        var (ready, parent, ticks) = (words is [(byte)'R', ..], 0, 0L);
        for (var i = 3; i <= 17; i++)
        {
            var word = words[..Math.Max(0, words.IndexOf((byte)' '))];
            words = words[Math.Min(words.Length, word.Length + 1)..];
            if (i == 4) _ = Utf8Parser.TryParse(word, out parent, out _);
            else if (i >= 14 && Utf8Parser.TryParse(word, out long part, out _)) ticks += part; // its own, and of those it has buried
        }

        return (ready, parent, ticks);
    }

    /// <summary>What it holds that no file holds: its own, and what it shares with others (proc(5), RssAnon and RssShmem).</summary>
    private static long Resident(int pid)
    {
        Span<byte> text = stackalloc byte[4096];
        text = text[..Read($"/proc/{pid}/status", text)];
        return Kibibytes(text, "RssAnon:"u8) + Kibibytes(text, "RssShmem:"u8);

        static long Kibibytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
            text.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(text[(at + name.Length)..].TrimStart(" \t"u8), out long kibibytes, out _) ? kibibytes << 10 : 0;
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }

    private static int Read(string file, Span<byte> into)
    {
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return RandomAccess.Read(handle, into, 0);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
