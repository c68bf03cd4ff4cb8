using System.Buffers.Binary;
using System.Globalization;

namespace Tracker.Host.Files;

/// <summary>What is read of a photograph's EXIF data before it is dropped: which side is up, and where it was taken.</summary>
/// <param name="Orientation">1 to 8 as EXIF counts; 0 and 1: as it is.</param>
/// <param name="Place">Latitude and longitude in degrees, to about ten metres; null: it does not say.</param>
internal readonly record struct Exif(int Orientation, string? Place)
{
    private const int MostEntries = 512;

    /// <summary>Whether the picture would stand wrong without it.</summary>
    public bool Turned => Orientation is >= 2 and <= 8;

    /// <summary>Reads a TIFF structure. What cannot be read says nothing: all of it is dropped anyway.</summary>
    public static Exif Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.StartsWith("Exif\0\0"u8)) tiff = tiff[6..];
        var little = tiff.StartsWith("II*\0"u8);
        if (!little && !tiff.StartsWith("MM\0*"u8)) return default;
        var orientation = 0;
        string? place = null;
        var entries = Directory(tiff, little, Number(tiff, 4, 4, little));
        for (var at = entries.Start; at < entries.End; at += 12)
        {
            var tag = Number(tiff, at, 2, little);
            if (tag == 0x0112) orientation = (int)Number(tiff, at + 8, 2, little);
            if (tag == 0x8825) place = Where(tiff, little, Number(tiff, at + 8, 4, little));
        }

        return new(orientation is >= 1 and <= 8 ? orientation : 0, place);
    }

    /// <summary>A TIFF structure that says which side is up, and nothing else.</summary>
    public byte[] ToTiff() =>
        [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)Orientation, 0, 0, 0, 0, 0, 0];

    private static string? Where(ReadOnlySpan<byte> tiff, bool little, long directory)
    {
        double? latitude = null, longitude = null;
        bool south = false, west = false;
        var entries = Directory(tiff, little, directory);
        for (var at = entries.Start; at < entries.End; at += 12)
        {
            switch (Number(tiff, at, 2, little))
            {
                case 1: south = tiff[at + 8] is (byte)'S' or (byte)'s'; break;
                case 2: latitude = Degrees(tiff, little, Number(tiff, at + 8, 4, little)); break;
                case 3: west = tiff[at + 8] is (byte)'W' or (byte)'w'; break;
                case 4: longitude = Degrees(tiff, little, Number(tiff, at + 8, 4, little)); break;
            }
        }

        return latitude is { } y and >= 0 and <= 90 && longitude is { } x and >= 0 and <= 180
            ? string.Create(CultureInfo.InvariantCulture, $"{(south ? -y : y):0.0000},{(west ? -x : x):0.0000}")
            : null;
    }

    private static double? Degrees(ReadOnlySpan<byte> tiff, bool little, long at)
    {
        if (at < 8 || at + 24 > tiff.Length) return null;
        var sum = 0.0;
        for (var (part, unit) = (0, 1.0); part < 3; part++, unit *= 60)
        {
            var over = Number(tiff, (int)at + (part * 8) + 4, 4, little);
            if (over == 0) return null;
            sum += Number(tiff, (int)at + (part * 8), 4, little) / (double)over / unit;
        }

        return sum;
    }

    private static (int Start, int End) Directory(ReadOnlySpan<byte> tiff, bool little, long at)
    {
        if (at < 8 || at + 2 > tiff.Length) return (0, 0);
        var start = (int)at + 2;
        var count = Math.Min(Number(tiff, (int)at, 2, little), MostEntries);
        return (start, start + (int)(Math.Min(count, (tiff.Length - start) / 12) * 12));
    }

    private static long Number(ReadOnlySpan<byte> tiff, int at, int bytes, bool little) =>
        at + bytes > tiff.Length ? 0
        : bytes == 2 ? little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..])
        : little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]);
}
