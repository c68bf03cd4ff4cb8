using System.Numerics;

namespace Tracker.Ledger.Tree;

/// <summary>
/// The right edge of a growing tree: the roots of the largest whole subtrees that make up its size, widest first. It is
/// all a writer needs to go on, at most 63 hashes.
/// </summary>
internal sealed class Frontier
{
    private readonly List<byte[]> _roots;

    public Frontier() => _roots = [];

    public Frontier(long size, ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length != BitOperations.PopCount((ulong)size) * TreeHash.Size)
        {
            throw new InvalidDataException($"A frontier of size {size} has {BitOperations.PopCount((ulong)size)} hashes, not {hashes.Length} bytes.");
        }

        Size = size;
        _roots = [];
        for (var at = 0; at < hashes.Length; at += TreeHash.Size)
        {
            _roots.Add(hashes.Slice(at, TreeHash.Size).ToArray());
        }
    }

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Called for every node that belongs into a tile: tile level, index on that level, hash.</summary>
    public Action<int, long, byte[]>? OnTileHash { get; init; }

    public void Append(byte[] leaf)
    {
        var (level, index, hash) = (0, Size, leaf);
        OnTileHash?.Invoke(0, index, hash);
        while ((index & 1) == 1)
        {
            hash = TreeHash.Node(_roots[^1], hash);
            _roots.RemoveAt(_roots.Count - 1);
            level++;
            index >>= 1;
            if (level % TilePath.Height == 0)
            {
                OnTileHash?.Invoke(level / TilePath.Height, index, hash);
            }
        }

        _roots.Add(hash);
        Size++;
    }

    public byte[] Root()
    {
        if (_roots.Count == 0)
        {
            return TreeHash.Empty;
        }

        var root = _roots[^1];
        for (var i = _roots.Count - 2; i >= 0; i--)
        {
            root = TreeHash.Node(_roots[i], root);
        }

        return root;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[_roots.Count * TreeHash.Size];
        for (var i = 0; i < _roots.Count; i++)
        {
            _roots[i].CopyTo(bytes, i * TreeHash.Size);
        }

        return bytes;
    }
}
