using System.Buffers;
using System.Buffers.Binary;
using Tracker.Domain;
using Tracker.Host.Http;

namespace Tracker.Host.Files;

/// <summary>A WebP file (RFC 9649): the picture, its transparency and colours, and which side is up. EXIF, XMP and everything unknown go.</summary>
internal static class WebPFile
{
    private const byte HasExif = 0x08, HasXmp = 0x04, Moves = 0x02;

    public static bool Is(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8);

    public static Refused? Read(ReadOnlySpan<byte> file, IBufferWriter<byte> clean, out Exif exif)
    {
        exif = default;
        var said = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (said < 4 || said + 8L > file.Length) return FileContent.Damaged();
        var body = file[12..(int)(said + 8)];
        var kept = new List<(int At, int Length)>();
        var (extended, drawn) = (body.StartsWith("VP8X"u8), false);
        for (var at = 0; at < body.Length && (extended || !drawn);)
        {
            if (at + 8 > body.Length) return FileContent.Damaged();
            var length = BinaryPrimitives.ReadUInt32LittleEndian(body[(at + 4)..]);
            var whole = 8L + length + (length & 1);
            if (whole > body.Length - at) return FileContent.Damaged();
            var name = body.Slice(at, 4);
            var data = body.Slice(at + 8, (int)length);
            var here = (at, (int)whole);
            at += (int)whole;
            if (name.SequenceEqual("VP8X"u8))
            {
                if (kept.Count > 0 || length != 10) return FileContent.Damaged();
                if ((data[0] & Moves) != 0) return DoorRules.FileMoves.Refuse("file");
                if (FileContent.Pixels(1 + Three(data[4..]), 1 + Three(data[7..])) is { } canvas) return canvas;
                kept.Add(here);
            }
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8))
            {
                if (drawn) return FileContent.Damaged();
                if (Size(name[3] == (byte)'L', data) is { } size) return size;
                kept.Add(here);
                drawn = true;
            }
            else if (!extended || name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8)) return FileContent.Damaged();
            else if (name.SequenceEqual("EXIF"u8)) exif = Exif.Read(data);
            else if (name.SequenceEqual("ICCP"u8) || name.SequenceEqual("ALPH"u8)) kept.Add(here);
        }

        if (!drawn) return FileContent.Damaged();
        var tiff = extended && exif.Turned ? exif.ToTiff() : [];
        Head(clean, "RIFF"u8, 4 + kept.Sum(one => one.Length) + (tiff.Length > 0 ? 8 + tiff.Length : 0));
        clean.Write("WEBP"u8);
        foreach (var (at, length) in kept)
        {
            if (!extended || at > 0)
            {
                clean.Write(body.Slice(at, length));
                continue;
            }

            Head(clean, "VP8X"u8, 10);
            clean.Write((ReadOnlySpan<byte>)[(byte)((body[8] & ~(HasExif | HasXmp)) | (tiff.Length > 0 ? HasExif : 0))]);
            clean.Write(body[9..18]);
        }

        if (tiff.Length == 0) return null;
        Head(clean, "EXIF"u8, tiff.Length);
        clean.Write(tiff.AsSpan());
        return null;
    }

    private static void Head(IBufferWriter<byte> to, ReadOnlySpan<byte> name, int length)
    {
        to.Write(name);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, length);
        to.Write(size);
    }

    /// <summary>What the picture itself says of its size; the canvas may say less.</summary>
    private static Refused? Size(bool lossless, ReadOnlySpan<byte> data)
    {
        if (lossless)
        {
            if (data.Length < 5 || data[0] != 0x2F) return FileContent.Damaged();
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return FileContent.Pixels(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }

        if (data.Length < 10 || (data[0] & 1) != 0 || !data[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return FileContent.Damaged();
        return FileContent.Pixels(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
    }

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
