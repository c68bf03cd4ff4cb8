using System.Globalization;

namespace Tracker.Ledger.Tree;

/// <summary>What a tile path asks for.</summary>
internal enum TileKind
{
    /// <summary>Hashes.</summary>
    Hashes,

    /// <summary>A bundle of entries.</summary>
    Entries,

    /// <summary>Disclosures, numbered as bundles are.</summary>
    Disclosures,
}

/// <summary>An address of C2SP tlog-tiles: 256 hashes or entries a tile, numbers in groups of three digits.</summary>
internal readonly record struct TilePath(TileKind Kind, int Level, long Number, int Width)
{
    /// <summary>Levels of the tree in a tile.</summary>
    public const int Height = 8;

    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    public static TilePath Hashes(int level, long number, int width = FullWidth) => new(TileKind.Hashes, level, number, width);

    public static TilePath Entries(long number, int width = FullWidth) => new(TileKind.Entries, 0, number, width);

    public static TilePath Disclosures(long number, int width = FullWidth) => new(TileKind.Disclosures, 0, number, width);

    /// <summary>How many hashes a level of tiles holds in a tree of this size.</summary>
    public static long CountAt(int level, long size) => level * Height > 62 ? 0 : size >> (level * Height);

    public override string ToString()
    {
        var path = Kind switch
        {
            TileKind.Hashes => string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/"),
            TileKind.Entries => "tile/entries/",
            _ => "disclosures/",
        };
        var groups = (Number % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = Number / 1000; rest > 0; rest /= 1000)
        {
            groups = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{groups}");
        }

        return Width == FullWidth ? path + groups : string.Create(CultureInfo.InvariantCulture, $"{path}{groups}.p/{Width}");
    }

    /// <summary>Reads an address; anything not spelled exactly as <see cref="ToString"/> spells it is not one.</summary>
    public static TilePath? Parse(string path)
    {
        TilePath tile;
        var parts = path.Split('/');
        if (parts is ["tile", "entries", ..])
        {
            tile = Entries(0);
            parts = parts[2..];
        }
        else if (parts is ["tile", _, ..] && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level < 8)
        {
            tile = Hashes(level, 0);
            parts = parts[2..];
        }
        else if (parts is ["disclosures", ..])
        {
            tile = Disclosures(0);
            parts = parts[1..];
        }
        else
        {
            return null;
        }

        if (parts is [.., var partial, var width] && partial.EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var w) || w is < 1 or >= FullWidth)
            {
                return null;
            }

            tile = tile with { Width = w };
            parts = [.. parts[..^2], partial[..^2]];
        }

        long number = 0;
        foreach (var part in parts)
        {
            if (number > 1_000_000_000_000 || !int.TryParse(part.TrimStart('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var group) || group > 999)
            {
                return null;
            }

            number = (number * 1000) + group;
        }

        tile = tile with { Number = number };
        return parts.Length > 0 && tile.ToString() == path ? tile : null;
    }
}
