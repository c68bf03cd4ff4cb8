using System.Globalization;

namespace Tracker.Load;

/// <summary>
/// What a process's resident memory consists of, in MiB, by <c>/proc/&lt;id&gt;/smaps</c>. Mapped files are the runtime's and the
/// product's own programs, which every process on the machine shares and the system takes back at will; only the other three can grow
/// with what is done.
/// </summary>
/// <param name="Managed">The collected heap, with what was collected and is kept for what comes next.</param>
/// <param name="Native">Everything else that is nobody's file: above all SQLite's page caches, and what the allocator keeps.</param>
/// <param name="Code">Code that was compiled while it ran.</param>
/// <param name="Files">Mapped files.</param>
internal sealed record HostMemory(double Managed, double Native, double Code, double Files)
{
    /// <summary>The collector reserves far more room at once than anything else does, and what lies beside each other there is its.</summary>
    private const long Reserved = 16L << 30;

    public double All => Managed + Native + Code + Files;

    /// <returns>Null where the system does not tell.</returns>
    public static HostMemory? Of(int process)
    {
        var file = $"/proc/{process}/smaps";
        if (!File.Exists(file)) return null;
        List<(long From, long To, string Name, long KiB)> maps = [];
        foreach (var line in File.ReadLines(file))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "Rss:") maps[^1] = maps[^1] with { KiB = long.Parse(words[1], CultureInfo.InvariantCulture) };
            else if (!words[0].EndsWith(':') && words[0].Split('-') is [var from, var to])
                maps.Add((long.Parse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture), string.Join(' ', words.Skip(5)), 0));
        }

        long managed = 0, native = 0, code = 0, files = 0;
        for (var first = 0; first < maps.Count;)
        {
            var next = first + 1;
            while (next < maps.Count && maps[next].From == maps[next - 1].To) next++;
            var heap = maps[next - 1].To - maps[first].From > Reserved;
            foreach (var (_, _, name, kib) in maps[first..next])
            {
                if (name.Contains("doublemapper", StringComparison.Ordinal)) code += kib;
                else if (name.StartsWith('/')) files += kib;
                else if (heap) managed += kib;
                else native += kib;
            }

            first = next;
        }

        return new(managed / 1024.0, native / 1024.0, code / 1024.0, files / 1024.0);
    }
}
