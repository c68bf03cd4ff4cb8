using System.Globalization;

namespace Tracker.PluginRunner.Running;

/// <summary>Counts a process with everything it has started, by /proc; where there is none it counts nothing.</summary>
internal static class ProcessTree
{
    private static readonly long s_pageBytes = Environment.SystemPageSize;

    /// <returns>How many processes, and the memory they hold, in bytes.</returns>
    public static (int Processes, long Bytes) Beneath(int root)
    {
        if (!OperatingSystem.IsLinux()) return (0, 0);
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Parent(pid) is { } parent) parents[pid] = parent;
        }

        var (processes, bytes) = (0, 0L);
        foreach (var pid in parents.Keys)
        {
            if (!IsBeneath(pid)) continue;
            processes++;
            bytes += Resident(pid);
        }

        return (processes, bytes);

        bool IsBeneath(int pid)
        {
            for (var (at, steps) = (pid, 0); steps < 64; steps++)
            {
                if (at == root) return true;
                if (!parents.TryGetValue(at, out at)) return false;
            }

            return false;
        }
    }

    private static int? Parent(int pid)
    {
        // pid (name) state ppid …: the name may hold anything, also brackets.
        var stat = Read($"/proc/{pid}/stat");
        return stat is not null && stat.LastIndexOf(')') is > 0 and var end && stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..]
            ? int.Parse(parent, CultureInfo.InvariantCulture)
            : null;
    }

    private static long Resident(int pid) =>
        Read($"/proc/{pid}/statm")?.Split(' ') is [_, var resident, var shared, ..]
            ? (long.Parse(resident, CultureInfo.InvariantCulture) - long.Parse(shared, CultureInfo.InvariantCulture)) * s_pageBytes
            : 0;

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
}
