using System.Buffers;
using System.IO.Compression;
using System.Text;
using Tracker.Domain;
using Tracker.Host.Http;

namespace Tracker.Host.Files;

/// <summary>
/// A PDF file (ISO 32000), kept byte for byte: only its beginning and end are checked, and that nothing in it runs, opens or
/// carries other files, as far as that can be seen without reading it as a whole. It is served for saving only.
/// </summary>
internal static class PdfFile
{
    /// <summary>What its lists of objects may unpack to, all together.</summary>
    private const int MostUnpacked = 32 * 1024 * 1024;

    private const int Tail = 1024;

    private static readonly HashSet<string> s_active = new(StringComparer.Ordinal)
    {
        "JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData", "GoToE", "Movie", "Rendition",
    };

    private static readonly SearchValues<byte> s_ends = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    public static ReadOnlySpan<byte> Magic => "%PDF-"u8;

    /// <summary>Why it is not taken; null: it is.</summary>
    public static Refused? Refusal(ReadOnlySpan<byte> file)
    {
        if (file.Length < 32 || file[5] is not ((byte)'1' or (byte)'2') || file[6] != (byte)'.') return FileContent.Damaged();
        var tail = file[Math.Max(0, file.Length - Tail)..];
        var end = tail.LastIndexOf("%%EOF"u8);
        var start = tail.LastIndexOf("startxref"u8);
        if (start < 0 || start > end) return FileContent.Damaged();
        if (tail[(end + 5)..].Trim("\0\t\n\f\r "u8).Length > 0 || IsZip(file)) return DoorRules.FileTwofold.Refuse("file");
        return Scan(file);
    }

    /// <summary>Whether the same bytes are a zip file too: its directory's end stands at the end, its comment reaching to it.</summary>
    private static bool IsZip(ReadOnlySpan<byte> file)
    {
        for (var end = file.Length; file[..end].LastIndexOf("PK\u0005\u0006"u8) is >= 0 and var at && at >= file.Length - 65_557; end = at)
        {
            if (at + 22 <= file.Length && at + 22 + (file[at + 20] | (file[at + 21] << 8)) <= file.Length) return true;
        }

        return false;
    }

    private static Refused? Scan(ReadOnlySpan<byte> file)
    {
        var left = MostUnpacked;
        for (var at = 0; at < file.Length;)
        {
            var stream = file[at..].IndexOf("stream"u8);
            var plain = stream < 0 ? file[at..] : file.Slice(at, stream);
            if (Names(plain) is { } why) return why;
            if (stream < 0) break;
            var data = at + stream + 6;
            if (data < file.Length && file[data] == '\r') data++;
            if (data < file.Length && file[data] == '\n') data++;
            var length = data >= file.Length ? -1 : file[data..].IndexOf("endstream"u8);
            if (length < 0) return FileContent.Damaged();
            var head = plain[Math.Max(0, plain.LastIndexOf("obj"u8))..];
            if (head.IndexOf("/ObjStm"u8) >= 0 && Unpacked(file.Slice(data, length), head, ref left) is { } inside) return inside;
            at = data + length + 9;
        }

        return null;
    }

    /// <summary>Objects may be packed into lists; what runs stands in one of them as often as not.</summary>
    private static Refused? Unpacked(ReadOnlySpan<byte> data, ReadOnlySpan<byte> head, ref int left)
    {
        if (head.IndexOf("/Filter"u8) < 0) return Names(data);
        if (head.IndexOf("/FlateDecode"u8) < 0 && head.IndexOf("/Fl "u8) < 0) return FileContent.Damaged();
        var buffer = new byte[64 * 1024];
        var kept = 0;
        try
        {
            using var packed = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            while (packed.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
            {
                left -= read;
                if (left < 0) return FileContent.Damaged();
                var now = buffer.AsSpan(0, kept + read);
                // A name that the buffer cuts in two is looked at again with what follows.
                var cut = now.LastIndexOf((byte)'/') is var last && last >= 0 && now.Length - last < 128 ? last : now.Length;
                if (Names(now[..cut]) is { } why) return why;
                kept = now.Length - cut;
                now[cut..].CopyTo(buffer);
            }
        }
        catch (InvalidDataException)
        {
            return FileContent.Damaged();
        }

        return Names(buffer.AsSpan(0, kept));
    }

    private static Refused? Names(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'/'); at >= 0;)
        {
            var rest = text[(at + 1)..];
            var length = rest.IndexOfAny(s_ends) is >= 0 and var end ? end : rest.Length;
            if (length is > 1 and < 64)
            {
                var name = Decoded(rest[..length]);
                if (name == "Encrypt") return DoorRules.FileLocked.Refuse("file");
                if (s_active.Contains(name)) return DoorRules.FileRuns.Refuse("file");
            }

            var next = rest.IndexOf((byte)'/');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    /// <summary>A name as it is meant: <c>/J#61vaScript</c> is <c>/JavaScript</c>.</summary>
    private static string Decoded(ReadOnlySpan<byte> name)
    {
        var text = Encoding.Latin1.GetString(name);
        if (!text.Contains('#')) return text;
        var decoded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '#' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                decoded.Append((char)Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else decoded.Append(text[i]);
        }

        return decoded.ToString();
    }
}
