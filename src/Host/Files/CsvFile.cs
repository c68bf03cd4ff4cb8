using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Files;

/// <summary>
/// A table in text (RFC 4180, also with semicolons or tabs): UTF-8, at least two columns, every row as long as the first. Bytes
/// stay as they are, but for cells that would start a formula: those get the apostrophe of <see cref="CsvCell"/>.
/// </summary>
internal static class CsvFile
{
    private static readonly SearchValues<byte> s_controls = SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\r' or '\n')).Select(c => (byte)c), 0x7F]);

    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789.,"u8);

    /// <summary>Whether it is text at all, and not a page or a program's markup.</summary>
    public static bool IsText(ReadOnlySpan<byte> file)
    {
        var text = Bare(file);
        return text.Length > 0 && !text.ContainsAny(s_controls) && Utf8.IsValid(text) && text.TrimStart(" \t\r\n"u8) is [not (byte)'<', ..];
    }

    public static Refused? Read(ReadOnlySpan<byte> file, ArrayBufferWriter<byte> clean)
    {
        var text = Bare(file);
        clean.Write(file[..(file.Length - text.Length)]);
        var (separator, columns) = Separator(text);
        if (columns < 2) return DoorRules.CsvColumns.Refuse("file");
        var (row, column, start, copied) = (1, 1, 0, 0);
        for (var at = 0; at <= text.Length;)
        {
            if (at < text.Length && text[at] == '"')
            {
                var end = Quoted(text, at);
                if (end < 0) return DoorRules.CsvQuotes.Refuse("file", ("row", Number(row)));
                at = end;
            }

            var ends = at == text.Length ? at : text[at..].IndexOfAny(separator, (byte)'\n', (byte)'\r') is >= 0 and var next ? at + next : text.Length;
            if (StartsFormula(text[start..ends]))
            {
                if (clean.WrittenCount + ends - copied >= FileRules.MostBytes) return TooLarge();
                var said = text[start] == '"' ? start + 1 : start;
                var piece = clean.GetSpan(said - copied + 1);
                text[copied..said].CopyTo(piece);
                piece[said - copied] = (byte)'\'';
                clean.Advance(said - copied + 1);
                copied = said;
            }

            var last = ends == text.Length || text[ends] != separator;
            if (last && (column != columns) && !(column == 1 && ends == start)) // an empty line says nothing
                return DoorRules.CsvUneven.Refuse("file", ("row", Number(row)), ("columns", Number(column)), ("first", Number(columns)));
            if (ends == text.Length) break;
            var line = text[ends] == '\r' && ends + 1 < text.Length && text[ends + 1] == '\n' ? 2 : 1;
            (row, column) = last ? (row + 1, 1) : (row, column + 1);
            at = start = ends + (last ? line : 1);
        }

        if (clean.WrittenCount + text.Length - copied > FileRules.MostBytes) return TooLarge();
        clean.Write(text[copied..]);
        return null;
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? file[3..] : file;

    /// <summary>By <see cref="CsvCell"/>'s rule, but for numbers, which may be below zero. Most cells are told by their first byte.</summary>
    private static bool StartsFormula(ReadOnlySpan<byte> cell)
    {
        var quoted = cell.Length > 0 && cell[0] == '"';
        var said = quoted ? cell[1..] : cell;
        if (said.Length == 0) return false;
        return said[0] switch
        {
            (byte)'=' or (byte)'@' or (byte)'\'' or (byte)'\t' or (byte)'\r' or (byte)'\n' => true,
            (byte)'-' or (byte)'+' => !IsNumber(quoted ? said.TrimEnd((byte)'"') : said),
            > (byte)' ' and < 0x7F => false,
            _ => Encoding.UTF8.GetString(said) is var text && CsvCell.Safe(text) != text,
        };
    }

    private static bool IsNumber(ReadOnlySpan<byte> said) =>
        said.Length > 1 && said[0] is (byte)'-' or (byte)'+' && said[1..].IndexOfAnyExcept(s_digits) < 0;

    /// <summary>The end of a quoted cell, behind its closing quote; below 0: it is not closed, or something follows.</summary>
    private static int Quoted(ReadOnlySpan<byte> text, int at)
    {
        for (at++; ;)
        {
            var quote = text[at..].IndexOf((byte)'"');
            if (quote < 0) return -1;
            at += quote + 1;
            if (at == text.Length || text[at] != '"') break;
            at++;
        }

        return at == text.Length || text[at] is (byte)',' or (byte)';' or (byte)'\t' or (byte)'\r' or (byte)'\n' ? at : -1;
    }

    /// <summary>What separates the most columns in the first row.</summary>
    private static (byte Separator, int Columns) Separator(ReadOnlySpan<byte> text)
    {
        Span<int> counts = [1, 1, 1];
        var quoted = false;
        foreach (var one in text)
        {
            if (one == '"') quoted = !quoted;
            if (quoted) continue;
            if (one is (byte)'\r' or (byte)'\n') break;
            if (one == ',') counts[0]++;
            if (one == ';') counts[1]++;
            if (one == '\t') counts[2]++;
        }

        return counts[0] >= counts[1] && counts[0] >= counts[2] ? ((byte)',', counts[0])
            : counts[1] >= counts[2] ? ((byte)';', counts[1])
            : ((byte)'\t', counts[2]);
    }

    private static Refused TooLarge() => DoorRules.FileTooLarge.Refuse("file", ("megabytes", Number((int)(FileRules.MostBytes >> 20))));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
