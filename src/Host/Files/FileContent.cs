using System.Buffers;
using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Files;

/// <summary>A file as it will be kept.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Bytes">What of it is kept.</param>
/// <param name="Place">Where a photograph says that it was taken, as <c>latitude,longitude</c>; null: it does not.</param>
internal sealed record CleanFile(FileType Type, ReadOnlyMemory<byte> Bytes, string? Place);

/// <summary>
/// Looks at a file's own bytes and at nothing that is said of it: what it is, whether it is whole, and what of it may be shown.
/// Pure; everything takes time proportional to the bytes, and nothing that is packed is unpacked but a PDF's lists of objects,
/// up to a limit. A picture is never decoded: its size in pixels stands at its beginning.
/// </summary>
internal static class FileContent
{
    /// <summary>A picture of so many pixels, and more, is refused: 200 MB to whoever shows it.</summary>
    public const long TooManyPixels = 50_000_000;

    /// <summary>Reads a whole file.</summary>
    public static (CleanFile? File, Refused? Why) Read(ReadOnlyMemory<byte> whole)
    {
        var file = whole.Span;
        // Kept byte for byte: no second copy of it in memory.
        if (file.StartsWith(PdfFile.Magic)) return PdfFile.Refusal(file) is { } wrong ? (null, wrong) : (new(FileType.Pdf, whole, null), null);
        if (IsOffice(file)) return (null, DoorRules.FileOffice.Refuse("file"));
        // A table may grow by what keeps its cells from being formulas; everything else only shrinks.
        var table = !file.StartsWith(JpegFile.Magic) && !file.StartsWith(PngFile.Magic) && !WebPFile.Is(file);
        var clean = new ArrayBufferWriter<byte>((int)Math.Min(table ? 2L * file.Length : file.Length, FileRules.MostBytes) + 64);
        var exif = default(Exif);
        var (type, why) =
            file.StartsWith(JpegFile.Magic) ? (FileType.Jpeg, JpegFile.Read(file, clean, out exif))
            : file.StartsWith(PngFile.Magic) ? (FileType.Png, PngFile.Read(file, clean, out exif))
            : WebPFile.Is(file) ? (FileType.WebP, WebPFile.Read(file, clean, out exif))
            : CsvFile.IsText(file) ? (FileType.Csv, CsvFile.Read(file, clean))
            : (FileType.Csv, DoorRules.FileTypeUnknown.Refuse("file"));
        return why is not null ? (null, why) : (new(type, clean.WrittenMemory, exif.Place), null);
    }

    /// <summary>The refusal of what is cut off, or put together as its kind never is.</summary>
    public static Refused Damaged() => DoorRules.FileDamaged.Refuse("file");

    /// <summary>The refusal of a picture without or with too many pixels; null: it has a size that can be shown.</summary>
    public static Refused? Pixels(long width, long height) =>
        width <= 0 || height <= 0 ? Damaged()
        : width * height >= TooManyPixels ? DoorRules.FilePixels.Refuse("file", ("most", (TooManyPixels / 1_000_000).ToString(CultureInfo.InvariantCulture)))
        : null;

    /// <summary>Word processors, spreadsheets and slides: packed as zip, in OLE, or as RTF.</summary>
    private static bool IsOffice(ReadOnlySpan<byte> file) =>
        file.StartsWith("PK\u0003\u0004"u8) || file.StartsWith("PK\u0005\u0006"u8) || file.StartsWith("{\\rtf"u8)
        || file.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
}
