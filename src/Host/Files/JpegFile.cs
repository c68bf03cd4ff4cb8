using System.Buffers;
using System.Buffers.Binary;
using Tracker.Domain;

namespace Tracker.Host.Files;

/// <summary>
/// A JPEG file (ITU-T T.81, JFIF): the segments that make the picture, its colour profile, and which side is up. Everything
/// else goes: EXIF with its places and thumbnails, XMP, IPTC, comments, maker's notes, and whatever stands behind the end.
/// </summary>
internal static class JpegFile
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, Adobe = 0xEE;

    public static ReadOnlySpan<byte> Magic => [0xFF, Start, 0xFF];

    public static Refused? Read(ReadOnlySpan<byte> file, IBufferWriter<byte> clean, out Exif exif)
    {
        exif = default;
        var (sized, scanned) = (false, false);
        clean.Write((ReadOnlySpan<byte>)[0xFF, Start]);
        for (var at = 2; ;)
        {
            if (at + 1 >= file.Length || file[at] != 0xFF) return FileContent.Damaged();
            while (at + 1 < file.Length && file[at + 1] == 0xFF) at++; // filling
            if (at + 1 >= file.Length) return FileContent.Damaged();
            var marker = file[at + 1];
            if (marker == End)
            {
                clean.Write((ReadOnlySpan<byte>)[0xFF, End]);
                return scanned ? null : FileContent.Damaged();
            }

            if (at + 4 > file.Length) return FileContent.Damaged();
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length) return FileContent.Damaged();
            var segment = file.Slice(at, 2 + length);
            var said = segment[4..];
            at += 2 + length;
            switch (marker)
            {
                case App0 when said.StartsWith("JFIF\0"u8) && said.Length >= 14:
                    // As it is but for the thumbnail, which may show what the picture no longer does.
                    clean.Write((ReadOnlySpan<byte>)[0xFF, App0, 0, 16]);
                    clean.Write(said[..12]);
                    clean.Write((ReadOnlySpan<byte>)[0, 0]);
                    break;
                case App1 when said.StartsWith("Exif\0\0"u8) && exif == default:
                    exif = Exif.Read(said);
                    if (!exif.Turned) break;
                    var tiff = exif.ToTiff();
                    clean.Write((ReadOnlySpan<byte>)[0xFF, App1, 0, (byte)(2 + 6 + tiff.Length)]);
                    clean.Write("Exif\0\0"u8);
                    clean.Write(tiff.AsSpan());
                    break;
                case App2 when said.StartsWith("ICC_PROFILE\0"u8):
                case Adobe when said.StartsWith("Adobe"u8) && said.Length == 12:
                    clean.Write(segment);
                    break;
                case >= App0 and <= 0xEF or 0xFE or (>= 0xF0 and <= 0xFD): // what applications add; comments
                    break;
                case 0xC0 or 0xC1 or 0xC2: // baseline, extended, progressive
                    if (sized || said.Length < 6) return FileContent.Damaged();
                    sized = true;
                    if (FileContent.Pixels(BinaryPrimitives.ReadUInt16BigEndian(said[3..]), BinaryPrimitives.ReadUInt16BigEndian(said[1..])) is { } size) return size;
                    clean.Write(segment);
                    break;
                case 0xC4 or 0xDB or 0xDD: // tables, restarts
                    clean.Write(segment);
                    break;
                case Scan when sized:
                    var data = Picture(file[at..]);
                    if (data < 0) return FileContent.Damaged();
                    clean.Write(segment);
                    clean.Write(file.Slice(at, data));
                    at += data;
                    scanned = true;
                    break;
                default: // what no camera writes and no browser shows
                    return FileContent.Damaged();
            }
        }
    }

    /// <summary>How long a scan's data is: up to the next marker that is neither a stuffed byte nor a restart; below 0: it never ends.</summary>
    private static int Picture(ReadOnlySpan<byte> data)
    {
        for (var at = 0; ;)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= data.Length) return -1;
            at += next;
            if (data[at + 1] is not (0 or (>= 0xD0 and <= 0xD7) or 0xFF)) return at;
            at += data[at + 1] == 0xFF ? 1 : 2;
        }
    }
}
