using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Tracker.Plans.Source;

/// <summary>
/// A plan file's syntax tree. Texts are cut out of the source as they were written; only tables need an inline parser, so
/// only theirs is there: what makes Markdown slow on hostile input has nothing to run on.
/// </summary>
internal static class MarkdownTree
{
    private const int LongestParagraph = 96 * 1024;

    private static readonly MarkdownPipeline Pipeline = Create();

    /// <returns>Null, with a finding, where it is too deeply nested or one paragraph is beyond reading.</returns>
    public static MarkdownDocument? Read(SourceFile source)
    {
        if (LongParagraph(source.Text) is { } start)
        {
            source.Error(source.At(start), "text-too-long", $"one paragraph or table is longer than any text may be", $"put empty lines between its parts");
            return null;
        }

        try
        {
            return Markdown.Parse(source.Text, Pipeline);
        }
        catch (ArgumentException) // how Markdig says that something is too deeply nested
        {
            source.Error(Place.First, "nested-too-deep", $"lists or quotations are nested too deeply", $"write them flat");
            return null;
        }
    }

    public static (string Yaml, int LineOffset)? FrontMatter(MarkdownDocument document)
    {
        if (document.FirstOrDefault() is not YamlFrontMatterBlock block) return null;
        return (block.Lines.ToString(), 1);
    }

    /// <summary>A heading's words, without its marks.</summary>
    public static Piece HeadingText(SourceFile source, HeadingBlock heading)
    {
        var (start, end) = (heading.Span.Start, heading.Span.End + 1);
        if (heading.HeaderChar == '#' && !heading.IsSetext)
        {
            while (start < end && source.Text[start] == '#') start++;
            end = source.Text.IndexOf('\n', start) is var line and >= 0 ? line : source.Text.Length; // a span may leave out marks at the end
            while (end > start && char.IsWhiteSpace(source.Text[end - 1])) end--;
            var marks = end;
            while (marks > start && source.Text[marks - 1] == '#') marks--;
            if (marks == start || char.IsWhiteSpace(source.Text[marks - 1])) end = marks; // "C#" ends with a letter of its own
        }
        else if (source.Text.LastIndexOf('\n', end - 1, end - start) is var underline and > 0)
        {
            end = underline;
        }

        return source.Slice(start, end);
    }

    /// <summary>The cells of a row; <c>\|</c> in one is a bar.</summary>
    public static List<Piece> Cells(SourceFile source, TableRow row)
    {
        var place = RowPlace(source, row);
        return [.. row.OfType<TableCell>().Index().Select(at => CellText(source, at.Item) ?? new Piece("", EmptyCell(source.Line(place.Line), at.Index, place)))];
    }

    public static Place RowPlace(SourceFile source, TableRow row)
    {
        var place = source.At(row.Span.Start);
        var line = source.Line(place.Line);
        return place with { Column = line.Length - line.TrimStart().Length + 1 }; // the row's span leaves out its first bar
    }

    private static Piece? CellText(SourceFile source, TableCell cell)
    {
        if (cell.LastChild is not { } last) return null;
        var piece = source.Slice(cell[0].Span.Start, Math.Min(source.Text.Length, last.Span.End + 1));
        var text = piece.Text.Trim('|', ' ', '\t').Replace("\\|", "|", StringComparison.Ordinal);
        return text.Length == 0 ? null : piece with { Text = text };
    }

    /// <summary>An empty cell is nowhere in the syntax tree: its place is counted in bars.</summary>
    private static Place EmptyCell(string line, int index, Place row)
    {
        var bars = line.Index().Where(at => at.Item == '|' && (at.Index == 0 || line[at.Index - 1] != '\\')).Select(at => at.Index).ToList();
        var before = line.TrimStart().StartsWith('|') ? index : index - 1;
        return before >= 0 && before < bars.Count ? row with { Column = Math.Min(line.Length, bars[before] + 2) + 1 } : row;
    }

    private static MarkdownPipeline Create()
    {
        var builder = new MarkdownPipelineBuilder { PreciseSourceLocation = true }.UseYamlFrontMatter().UsePipeTables().DisableHtml();
        var lineBreaks = new LineBreakInlineParser();
        builder.InlineParsers.Clear();
        builder.InlineParsers.Add(new PipeTableParser(lineBreaks)); // its extension would put it before parsers that are not here
        builder.InlineParsers.Add(new EscapeInlineParser());
        builder.InlineParsers.Add(lineBreaks);
        return builder.Build();
    }

    private static int? LongParagraph(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
            if (end < 0) end = text.Length;
            if (end - start > LongestParagraph) return start;
            start = end + 2;
        }

        return null;
    }
}
