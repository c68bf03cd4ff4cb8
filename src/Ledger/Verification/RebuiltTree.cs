using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Verification;

/// <summary>
/// The tree over the entries as they were read, tile by tile: another way to the root than the writer's.
/// </summary>
internal sealed class RebuiltTree
{
    private readonly List<Level> _levels = [];

    public long Size { get; private set; }

    /// <summary>Adds a leaf; returns the tiles that it filled, lowest first.</summary>
    public IEnumerable<(int Level, long Number, byte[] Hashes)> Append(byte[] leafHash)
    {
        Size++;
        var full = new List<(int, long, byte[])>();
        Put(0, leafHash, full);
        return full;
    }

    /// <summary>The tiles that are not full, lowest first.</summary>
    public IEnumerable<(int Level, long Number, byte[] Hashes)> Partial()
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Hashes.Count > 0)
            {
                yield return (level, _levels[level].Number, Concat(_levels[level].Hashes));
            }
        }
    }

    /// <summary>The root over everything so far.</summary>
    public byte[] Root()
    {
        byte[]? right = null;
        foreach (var level in _levels)
        {
            List<byte[]> row = right is null ? level.Hashes : [.. level.Hashes, right];
            right = row.Count == 0 ? null : TreeOf(row, 0, row.Count);
        }

        return right ?? TreeHash.Empty;
    }

    /// <summary>RFC 6962, 2.1: split at the largest power of two below the count.</summary>
    public static byte[] TreeOf(IReadOnlyList<byte[]> row, int start, int count)
    {
        if (count == 1)
        {
            return row[start];
        }

        var split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return TreeHash.Node(TreeOf(row, start, split), TreeOf(row, start + split, count - split));
    }

    private void Put(int at, byte[] hash, List<(int, long, byte[])> full)
    {
        if (at == _levels.Count)
        {
            _levels.Add(new Level());
        }

        var level = _levels[at];
        level.Hashes.Add(hash);
        if (level.Hashes.Count < ServedPath.Full)
        {
            return;
        }

        full.Add((at, level.Number, Concat(level.Hashes)));
        var root = TreeOf(level.Hashes, 0, ServedPath.Full);
        level.Hashes.Clear();
        level.Number++;
        Put(at + 1, root, full);
    }

    private static byte[] Concat(List<byte[]> hashes)
    {
        var bytes = new byte[hashes.Count * TreeHash.Size];
        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(bytes, i * TreeHash.Size);
        }

        return bytes;
    }

    private sealed class Level
    {
        public List<byte[]> Hashes { get; } = new(ServedPath.Full);

        public long Number { get; set; }
    }
}
