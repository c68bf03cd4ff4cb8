using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Verification;

/// <summary>Reads a log from its first bundle on, rebuilds the tree and holds every served file against it.</summary>
internal sealed class LogAudit(ILogSource source, Findings findings, Action<string> progress)
{
    private const int Longest = 65_535;
    private readonly RebuiltTree _tree = new();

    /// <summary>The entries as the ledger's own format; null for logs of other formats, whose tree alone is checked.</summary>
    public EntryAudit? Entries { get; init; }

    /// <summary>How far the reading came.</summary>
    public long Size => _tree.Size;

    public byte[] Root() => _tree.Root();

    /// <summary>Reads on to a size. Returns the roots at the sizes asked for; stops early where entries cannot be read.</summary>
    public async Task<Dictionary<long, byte[]>> ReadTo(long size, IReadOnlySet<long> sizesWanted, CancellationToken ct)
    {
        var roots = new Dictionary<long, byte[]>();
        while (_tree.Size < size)
        {
            var number = _tree.Size / ServedPath.Full;
            var width = (int)Math.Min(ServedPath.Full, size - (number * ServedPath.Full));
            if (!await ReadBundle(number, width, size, sizesWanted, roots, ct))
            {
                findings.Add($"entries from {_tree.Size} to {size - 1} were not checked");
                return roots;
            }

            if (number % 64 == 63)
            {
                progress($"{_tree.Size} of {size} entries");
            }
        }

        foreach (var (level, tile, hashes) in _tree.Partial())
        {
            await Compare(level, tile, hashes, ct);
        }

        return roots;
    }

    private async Task<bool> ReadBundle(
        long number, int width, long size, IReadOnlySet<long> sizesWanted, Dictionary<long, byte[]> roots, CancellationToken ct)
    {
        var path = ServedPath.Entries(number, width);
        if (await Read(path, ct) is not { } bundle || Split(path, bundle, width) is not { } entries)
        {
            return false;
        }

        var lines = Entries is null ? null : await ReadDisclosures(number, width, ct);
        for (var i = (int)(_tree.Size % ServedPath.Full); i < width; i++)
        {
            Entries?.Check(_tree.Size, entries[i], lines?[i], source.IsLive ? size : 0);
            foreach (var (level, tile, hashes) in _tree.Append(TreeHash.Leaf(entries[i].Span)))
            {
                await Compare(level, tile, hashes, ct);
            }

            if (sizesWanted.Contains(_tree.Size))
            {
                roots[_tree.Size] = _tree.Root();
            }
        }

        return true;
    }

    private ReadOnlyMemory<byte>[]? Split(string path, byte[] bundle, int width)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        for (var at = 0; at < bundle.Length;)
        {
            var length = bundle.Length - at < 2 ? Longest : BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at));
            if (at + 2 + length > bundle.Length)
            {
                findings.Add($"{path}: entry {entries.Count} of the bundle runs over its end");
                return null;
            }

            entries.Add(bundle.AsMemory(at + 2, length));
            at += 2 + length;
        }

        if (entries.Count != width)
        {
            findings.Add($"{path}: {entries.Count} entries, where {width} belong");
            return null;
        }

        return [.. entries];
    }

    private async Task<string?[][]?> ReadDisclosures(long number, int width, CancellationToken ct)
    {
        var path = ServedPath.Disclosures(number, width);
        if (await Read(path, ct) is not { } bytes)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        var lines = text.Split('\n');
        if (lines.Length != width + 1 || lines[^1].Length > 0)
        {
            findings.Add($"{path}: {lines.Length - 1} lines, where {width} belong");
            return null;
        }

        var disclosures = new string?[width][];
        for (var i = 0; i < width; i++)
        {
            disclosures[i] = Line(lines[i])!;
            if (disclosures[i] is null)
            {
                findings.Add($"{path}: line {i + 1} is not an array of disclosures, spelled as they are served");
                return null;
            }
        }

        return disclosures;
    }

    private static string?[]? Line(string line)
    {
        try
        {
            var disclosures = JsonSerializer.Deserialize<string?[]>(line);
            var spelled = disclosures is null ? null : "[" + string.Join(',', disclosures.Select(d => d is null ? "null" : $"\"{d}\"")) + "]";
            return spelled == line ? disclosures : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task Compare(int level, long number, byte[] hashes, CancellationToken ct)
    {
        var path = ServedPath.Hashes(level, number, hashes.Length / TreeHash.Size);
        if (await Read(path, ct) is not { } served || served.AsSpan().SequenceEqual(hashes))
        {
            return;
        }

        var at = served.AsSpan().CommonPrefixLength(hashes) / TreeHash.Size;
        var place = (number * ServedPath.Full) + at;
        findings.Add(level == 0
            ? $"{path}: hash {at} is not that of entry {place}: the tile or the entry was altered"
            : $"{path}: hash {at} is not that of the tile below it");
    }

    private async Task<byte[]?> Read(string path, CancellationToken ct)
    {
        try
        {
            var bytes = await source.Read(path, ct);
            if (bytes is null)
            {
                findings.Add($"{path}: missing");
            }

            return bytes;
        }
        catch (InvalidDataException e)
        {
            findings.Add($"{path}: damaged: {e.Message}");
            return null;
        }
    }
}
