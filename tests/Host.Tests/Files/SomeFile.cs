using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Tracker.Host.Tests.Files;

/// <summary>Small files of every kind that is taken, put together by hand: what a test speaks about is an argument.</summary>
internal static class SomeFile
{
    /// <summary>7.1502 south, 111.8817 east.</summary>
    public static byte[] ExifAtHome(byte orientation = 6)
    {
        byte[] tiff = new byte[200];
        "II*\0"u8.CopyTo(tiff);
        Put32(4, 8);
        Put16(8, 2);
        Entry(10, 0x0112, 3, 1, orientation);
        Entry(22, 0x8825, 4, 1, 40);
        Put16(40, 4);
        Entry(42, 1, 2, 2, 'S');
        Entry(54, 2, 5, 3, 100);
        Entry(66, 3, 2, 2, 'E');
        Entry(78, 4, 5, 3, 124);
        Degrees(100, 7, 9, 72);
        Degrees(124, 111, 52, 5412);
        return tiff;

        void Put16(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), (ushort)value);
        void Put32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value);
        void Entry(int at, int tag, int type, uint count, uint value)
        {
            Put16(at, tag);
            Put16(at + 2, type);
            Put32(at + 4, count);
            Put32(at + 8, value);
        }

        void Degrees(int at, uint degrees, uint minutes, uint hundredths)
        {
            foreach (var (n, value) in new uint[] { degrees, 1, minutes, 1, hundredths, 100 }.Index()) Put32(at + (4 * n), value);
            if (degrees == 7) Put32(at + 16, 72); // 0.72 seconds
        }
    }

    /// <summary>A JPEG file with everything that a telephone writes beside the picture.</summary>
    public static byte[] Jpeg(byte[]? exif = null, int width = 640, int height = 480, string? comment = "Rumah Bu Siti", string? behind = null) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. exif is null ? [] : Segment(0xE1, [.. "Exif\0\0"u8, .. exif]),
        .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<x:xmpmeta>Rumah Bu Siti</x:xmpmeta>"u8]),
        .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 0, 0]),
        .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. "Rumah Bu Siti"u8]),
        .. comment is null ? [] : Segment(0xFE, Encoding.UTF8.GetBytes(comment)),
        .. Segment(0xDB, new byte[65]),
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xC4, new byte[20]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        1, 2, 3, 0xFF, 0, 4, 0xFF, 0xD0, 5,
        0xFF, 0xD9,
        .. Encoding.UTF8.GetBytes(behind ?? ""),
    ];

    public static byte[] Png(int width = 640, int height = 480, byte[]? exif = null, string? text = "Rumah Bu Siti", string? behind = null, byte[]? picture = null) =>
    [
        0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0]),
        .. exif is null ? [] : Chunk("eXIf", exif),
        .. text is null ? [] : Chunk("tEXt", [.. "Comment\0"u8, .. Encoding.UTF8.GetBytes(text)]),
        .. Chunk("IDAT", picture ?? Packed([0, 1, 2, 3])),
        .. Chunk("IEND", []),
        .. Encoding.UTF8.GetBytes(behind ?? ""),
    ];

    public static byte[] WebP(int width = 640, int height = 480, byte[]? exif = null, bool moves = false)
    {
        byte[] picture = [0x10, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 1, 2];
        byte[] body =
        [
            .. "WEBP"u8,
            .. Riff("VP8X", [(byte)(0x0C | (moves ? 2 : 0)), 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0]),
            .. Riff("VP8 ", picture),
            .. Riff("EXIF", exif ?? new byte[4]),
            .. Riff("XMP ", [.. "Rumah Bu Siti"u8]),
        ];
        return [.. "RIFF"u8, .. LittleEndian(body.Length), .. body];
    }

    public static byte[] Pdf(string objects = "", string behind = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n{objects}\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n{behind}");

    /// <summary>Objects as newer programs write them: packed into a list.</summary>
    public static string PackedObjects(string objects)
    {
        var packed = Encoding.Latin1.GetString(Packed(Encoding.Latin1.GetBytes(objects)));
        return $"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {packed.Length} >>\nstream\n{packed}\nendstream\nendobj\n";
    }

    /// <summary>A spreadsheet, whatever it will be called.</summary>
    public static byte[] Workbook()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create)) zip.CreateEntry("[Content_Types].xml").Open().Dispose();
        return bytes.ToArray();
    }

    private static byte[] Segment(byte marker, byte[] said) => [0xFF, marker, (byte)((said.Length + 2) >> 8), (byte)(said.Length + 2), .. said];

    private static byte[] Chunk(string name, byte[] said)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. said];
        return [.. BigEndian(said.Length), .. named, .. BigEndian((int)Crc(named))];
    }

    private static uint Crc(byte[] bytes)
    {
        var value = uint.MaxValue;
        foreach (var one in bytes)
        {
            value ^= one;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return ~value;
    }

    private static byte[] Riff(string name, byte[] said) =>
        [.. Encoding.ASCII.GetBytes(name), .. LittleEndian(said.Length), .. said, .. new byte[said.Length % 2]];

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] LittleEndian(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize)) zlib.Write(bytes);
        return packed.ToArray();
    }
}
