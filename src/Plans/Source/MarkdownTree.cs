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
            source.Error(source.At(start), "text-too-long", "one paragraph or table is longer than any text may be", "put empty lines between its parts");
            return null;
        }

        try
        {
            return Markdown.Parse(source.Text, Pipeline);
        }
        catch (ArgumentException) // how Markdig says that something is too deeply nested
        {
            source.Error(Place.First, "nested-too-deep", "lists or quotations are nested too deeply", "write them flat");
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
            while (end > start && char.IsWhiteSpace(source.Text[end - 1])) end--;
            while (end > start && source.Text[end - 1] == '#') end--;
        }
        else if (source.Text.LastIndexOf('\n', end - 1, end - start) is var underline and > 0)
        {
            end = underline;
        }

        return source.Slice(start, end);
    }

    /// <summary>A cell's text; <c>\|</c> in it is a bar.</summary>
    public static Piece CellText(SourceFile source, TableCell cell)
    {
        if (cell.Count == 0 || cell.LastChild is null) return new("", source.At(Math.Max(0, cell.Span.Start)));
        var piece = source.Slice(cell[0].Span.Start, Math.Min(source.Text.Length, cell.LastChild.Span.End + 1));
        return piece with { Text = piece.Text.Trim('|', ' ', '\t').Replace("\\|", "|", StringComparison.Ordinal) };
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
