using System.Collections.Immutable;

namespace Tracker.Ledger.Tree;

/// <summary>Computes hashes and proofs from stored tiles, reading each tile at most once.</summary>
/// <param name="readTile">The stored hashes of a tile by level and number; null when there is none.</param>
internal sealed class TileTree(Func<int, long, byte[]?> readTile)
{
    private readonly Dictionary<(int Level, long Number), byte[]?> _tiles = [];

    /// <summary>The root over the first <paramref name="size"/> leaves.</summary>
    public byte[] Root(long size) => size == 0 ? TreeHash.Empty : Range(0, size);

    /// <summary>The frontier of a tree of this size, as <see cref="Frontier.ToBytes"/> writes it.</summary>
    public byte[] FrontierBytes(long size)
    {
        using var bytes = new MemoryStream();
        for (long start = 0; start < size;)
        {
            var width = LargestPowerOfTwo(size - start);
            bytes.Write(Range(start, start + width));
            start += width;
        }

        return bytes.ToArray();
    }

    /// <summary>RFC 9162, 2.1.3.1.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Inclusion(long index, long size)
    {
        if (index < 0 || index >= size)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"A tree of size {size} has no such leaf.");
        }

        var proof = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var split = start + LargestPowerOfTwoBelow(end - start);
            if (index < split)
            {
                proof.Add(Range(split, end));
                end = split;
            }
            else
            {
                proof.Add(Range(start, split));
                start = split;
            }
        }

        proof.Reverse();
        return proof.ToImmutable();
    }

    /// <summary>RFC 9162, 2.1.4.1.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Consistency(long first, long second)
    {
        if (first < 1 || first > second)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, $"No consistency with size {second} can be proven.");
        }

        var proof = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var (start, end, whole) = (0L, second, true);
        while (first != end)
        {
            var split = start + LargestPowerOfTwoBelow(end - start);
            if (first <= split)
            {
                proof.Add(Range(split, end));
                end = split;
            }
            else
            {
                proof.Add(Range(start, split));
                start = split;
                whole = false;
            }
        }

        if (!whole)
        {
            proof.Add(Range(start, end));
        }

        proof.Reverse();
        return proof.ToImmutable();
    }

    /// <summary>The largest power of two not above <paramref name="n"/>.</summary>
    public static long LargestPowerOfTwo(long n) => (long)(1UL << System.Numerics.BitOperations.Log2((ulong)n));

    private static long LargestPowerOfTwoBelow(long n) => LargestPowerOfTwo(n - 1);

    private byte[] Range(long start, long end)
    {
        var width = end - start;
        var split = LargestPowerOfTwo(width);
        return split == width
            ? Node(System.Numerics.BitOperations.Log2((ulong)width), start / width)
            : TreeHash.Node(Range(start, start + split), Range(start + split, end));
    }

    private byte[] Node(int level, long index)
    {
        var (tileLevel, within) = (level / TilePath.Height, level % TilePath.Height);
        var first = index << within;
        var tile = Tile(tileLevel, first / TilePath.FullWidth);
        var offset = (int)(first % TilePath.FullWidth) * TreeHash.Size;
        var length = (1 << within) * TreeHash.Size;
        if (tile is null || tile.Length < offset + length)
        {
            throw new InvalidDataException($"{TilePath.Hashes(tileLevel, first / TilePath.FullWidth)} is missing or too short.");
        }

        return Fold(tile.AsSpan(offset, length));
    }

    private static byte[] Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == TreeHash.Size)
        {
            return hashes.ToArray();
        }

        var half = hashes.Length / 2;
        return TreeHash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }

    private byte[]? Tile(int level, long number)
    {
        if (!_tiles.TryGetValue((level, number), out var tile))
        {
            tile = readTile(level, number);
            _tiles[(level, number)] = tile;
        }

        return tile;
    }
}
