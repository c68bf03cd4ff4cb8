using System.Text;
using System.Text.Unicode;

namespace Tracker.Plans.Source;

/// <summary>A file of a plan as text, with what was found in it so far. Lines end with <c>\n</c>, whatever the file had.</summary>
internal sealed class SourceFile
{
    /// <summary>Far above any real plan file, far below what could hurt.</summary>
    public const int MostBytes = 512 * 1024;

    private readonly int[] lineStarts;
    private readonly List<Finding> findings;

    private SourceFile(string file, string text, List<Finding> findings)
    {
        File = file;
        Text = text;
        this.findings = findings;
        lineStarts = [0, .. text.Index().Where(at => at.Item == '\n').Select(at => at.Index + 1)];
    }

    public string File { get; }

    public string Text { get; }

    public bool Broken { get; private set; }

    /// <summary>True for an example's script: what it says is judged by the rules it tries, not here.</summary>
    public bool TriesWhatIsRefused { get; init; }

    /// <summary>
    /// Where the file was made of a workbook's cells, how the workbook calls a column, row or sheet by its key: then nobody can be shown
    /// a line of it. Null: it is a file that somebody wrote.
    /// </summary>
    public Func<string, ByLanguage>? Cells { get; init; }

    /// <returns>Null, with findings, for bytes that are not the text of a plan file.</returns>
    public static SourceFile? Read(string file, byte[] bytes, List<Finding> findings, bool triesWhatIsRefused = false, Func<string, ByLanguage>? cells = null)
    {
        if (bytes.Length > MostBytes)
        {
            Refuse(file, findings, Place.First, "file-too-large", $"the file has {bytes.Length} bytes", $"keep it below {MostBytes}");
            return null;
        }

        ReadOnlySpan<byte> content = bytes;
        if (content.StartsWith<byte>([0xEF, 0xBB, 0xBF])) content = content[3..];
        var valid = ValidUtf8(content);
        var text = Encoding.UTF8.GetString(content[..valid]).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var source = new SourceFile(file, text, findings) { TriesWhatIsRefused = triesWhatIsRefused, Cells = cells };
        if (valid < content.Length)
        {
            source.Error(source.At(text.Length), "not-utf-8", $"byte 0x{content[valid]:X2} is not UTF-8 text", $"save the file as UTF-8");
            return null;
        }

        source.RefuseHiddenCharacters();
        return source.Broken ? null : source;
    }

    public Place At(int offset)
    {
        var line = Array.BinarySearch(lineStarts, offset);
        if (line < 0) line = ~line - 1;
        return new(line + 1, offset - lineStarts[line] + 1);
    }

    public string Line(int line)
    {
        var end = line < lineStarts.Length ? lineStarts[line] - 1 : Text.Length;
        return Text[lineStarts[line - 1]..end];
    }

    /// <summary>The text of a span without the white space around it.</summary>
    public Piece Slice(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(Text[start])) start++;
        while (end > start && char.IsWhiteSpace(Text[end - 1])) end--;
        return new(Text[start..end], At(start));
    }

    /// <summary>The rest of a piece from a position in it; its place is known also where it begins on a later line.</summary>
    public Piece SliceOf(Piece piece, int from)
    {
        var start = lineStarts[piece.Place.Line - 1] + piece.Place.Column - 1;
        return Slice(start + from, start + piece.Text.Length);
    }

    public void Error(Place place, string code, Remark message, Remark whatToDo)
    {
        Broken = true;
        Refuse(File, findings, place, code, message, whatToDo);
    }

    public void Warn(Place place, string code, Remark message, Remark whatToDo) =>
        findings.Add(new(File, place.Line, place.Column, code, Severity.Warning, message, whatToDo));

    private static void Refuse(string file, List<Finding> findings, Place place, string code, Remark message, Remark whatToDo) =>
        findings.Add(new(file, place.Line, place.Column, code, Severity.Error, message, whatToDo));

    private static int ValidUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return bytes.Length;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done) at += consumed;
        return at;
    }

    private void RefuseHiddenCharacters()
    {
        // Only the first: one of them usually comes with thousands.
        if (HiddenCharacters.First(Text) is var (at, direction, message)) Error(At(at), direction ? "hidden-direction" : "control-character", message, $"delete it");
    }
}
