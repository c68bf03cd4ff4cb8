using System.Buffers;
using System.Buffers.Binary;
using Tracker.Domain;

namespace Tracker.Host.Files;

/// <summary>
/// A PNG file (W3C PNG, third edition): the chunks that make the picture and its colours, and which side is up. Texts, EXIF,
/// times, animation and whatever stands behind the end go.
/// </summary>
internal static class PngFile
{
    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(one =>
    {
        var value = (uint)one;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    })];

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static Refused? Read(ReadOnlySpan<byte> file, IBufferWriter<byte> clean, out Exif exif)
    {
        exif = default;
        clean.Write(Magic);
        var (first, drawn) = (true, false);
        for (var at = 8; ;)
        {
            if (at + 12 > file.Length) return FileContent.Damaged();
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) return FileContent.Damaged();
            var chunk = file.Slice(at, 12 + (int)length);
            var name = chunk[4..8];
            var said = chunk[8..^4];
            if (Crc(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..])) return FileContent.Damaged();
            at += chunk.Length;
            if (first != name.SequenceEqual("IHDR"u8)) return FileContent.Damaged();
            if (first)
            {
                if (length != 13 || said[10] != 0 || said[11] != 0 || said[12] > 1) return FileContent.Damaged();
                if (FileContent.Pixels(BinaryPrimitives.ReadUInt32BigEndian(said), BinaryPrimitives.ReadUInt32BigEndian(said[4..])) is { } size) return size;
                first = false;
                clean.Write(chunk);
            }
            else if (name.SequenceEqual("IEND"u8))
            {
                clean.Write(chunk);
                return drawn && length == 0 ? null : FileContent.Damaged();
            }
            else if (name.SequenceEqual("eXIf"u8))
            {
                exif = Exif.Read(said);
                if (exif.Turned) Chunk(clean, "eXIf"u8, exif.ToTiff());
            }
            else if (name.SequenceEqual("IDAT"u8) || name.SequenceEqual("PLTE"u8))
            {
                drawn |= name[0] == (byte)'I';
                clean.Write(chunk);
            }
            else if ((name[0] & 0x20) == 0) return FileContent.Damaged(); // without it the picture cannot be drawn, and nobody knows it
            else if (IsColour(name)) clean.Write(chunk);
        }
    }

    private static bool IsColour(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("tRNS"u8) || name.SequenceEqual("gAMA"u8) || name.SequenceEqual("cHRM"u8) || name.SequenceEqual("sRGB"u8)
        || name.SequenceEqual("iCCP"u8) || name.SequenceEqual("cICP"u8) || name.SequenceEqual("sBIT"u8) || name.SequenceEqual("bKGD"u8)
        || name.SequenceEqual("pHYs"u8);

    internal static void Chunk(IBufferWriter<byte> to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> said)
    {
        Span<byte> chunk = new byte[12 + said.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)said.Length);
        name.CopyTo(chunk[4..]);
        said.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], Crc(chunk[4..^4]));
        to.Write(chunk);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var value = uint.MaxValue;
        foreach (var one in bytes) value = s_crc[(byte)(value ^ one)] ^ (value >> 8);
        return ~value;
    }
}
