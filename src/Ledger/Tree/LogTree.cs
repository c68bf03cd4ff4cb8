namespace Tracker.Ledger.Tree;

/// <summary>
/// What a writer holds of its log's tree: the frontier, and the last tile of every level. Bounded, whatever the size.
/// </summary>
internal sealed class LogTree
{
    private readonly Frontier _frontier;
    private readonly Dictionary<int, OpenTile> _open = [];
    private readonly List<OpenTile> _changed = [];

    private LogTree(long size, ReadOnlySpan<byte> frontier) =>
        _frontier = new Frontier(size, frontier) { OnTileHash = Put };

    public long Size => _frontier.Size;

    public byte[] FrontierBytes => _frontier.ToBytes();

    /// <summary>Loads the right edge of a stored tree.</summary>
    public static LogTree Load(long size, ReadOnlySpan<byte> frontier, Func<int, long, byte[]?> readTile)
    {
        var tree = new LogTree(size, frontier);
        for (var level = 0; TilePath.CountAt(level, size) is > 0 and var count; level++)
        {
            var (number, width) = (count / TilePath.FullWidth, (int)(count % TilePath.FullWidth));
            if (width == 0)
            {
                continue;
            }

            var hashes = readTile(level, number);
            if (hashes is null || hashes.Length != width * TreeHash.Size)
            {
                throw new InvalidDataException($"{TilePath.Hashes(level, number, width)} is missing or has not {width} hashes.");
            }

            var tile = new OpenTile(level, number) { Width = width };
            hashes.CopyTo(tile.Hashes, 0);
            tree._open[level] = tile;
        }

        return tree;
    }

    public void Append(byte[] leafHash) => _frontier.Append(leafHash);

    /// <summary>Hands over every tile that changed since the last time.</summary>
    public void Flush(Action<int, long, byte[]> put)
    {
        foreach (var tile in _changed)
        {
            put(tile.Level, tile.Number, tile.Hashes[..(tile.Width * TreeHash.Size)]);
            tile.Changed = false;
        }

        _changed.Clear();
    }

    private void Put(int level, long index, byte[] hash)
    {
        var number = index / TilePath.FullWidth;
        if (!_open.TryGetValue(level, out var tile) || tile.Number != number)
        {
            _open[level] = tile = new OpenTile(level, number);
        }

        hash.CopyTo(tile.Hashes, tile.Width * TreeHash.Size);
        tile.Width++;
        if (!tile.Changed)
        {
            tile.Changed = true;
            _changed.Add(tile);
        }
    }

    private sealed class OpenTile(int level, long number)
    {
        public int Level { get; } = level;

        public long Number { get; } = number;

        public byte[] Hashes { get; } = new byte[TilePath.FullWidth * TreeHash.Size];

        public int Width { get; set; }

        public bool Changed { get; set; }
    }
}
