using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Tracker.Plans.Words;

namespace Tracker.Plans.Source;

/// <summary>A Markdown file taken apart: front matter, the title, and what stands between the headings of the second level.</summary>
/// <param name="Title">The first heading; null, with an error, where there is none.</param>
/// <param name="Opening">The text between the title and the next heading.</param>
/// <param name="Sections">By the name of <see cref="Keys.Sections"/>.</param>
internal sealed record TextFile(SourceFile Source, Fields Fields, Piece? Title, Piece? Opening, IReadOnlyDictionary<string, Section> Sections)
{
    /// <param name="source">The file.</param>
    /// <param name="keys">Of its front matter.</param>
    /// <param name="sections">Its headings of the second level; null: they belong to the text.</param>
    /// <param name="needsFacts">Whether it must have front matter.</param>
    /// <returns>Null, with findings, where it is not readable at all.</returns>
    public static TextFile? Read(SourceFile source, KeyTable keys, KeyTable? sections, bool needsFacts)
    {
        if (MarkdownTree.Read(source) is not { } document) return null;
        var front = MarkdownTree.FrontMatter(document);
        if (front is null && needsFacts)
        {
            source.Error(Place.First, "facts-missing", $"the file does not begin with its facts", $"begin with a line `---`, then lines `key: value`, then a line `---`");
            return null;
        }

        var yaml = front is { } found ? YamlTree.Read(source, found.Yaml, found.LineOffset) : null;
        if (front is not null && yaml is null) return null;
        var fields = Fields.Read(source, yaml, keys, Place.First);
        var blocks = document.Where(block => block is not YamlFrontMatterBlock).ToList();
        var title = TitleOf(source, blocks);
        var from = title is null ? 0 : 1;
        var headings = sections is null ? [] : blocks.Index().Skip(from).Where(at => at.Item is HeadingBlock { Level: <= 2 }).Select(at => at.Index).ToList();
        var opening = title is null ? null : Text(source, blocks[0], headings.Count > 0 ? blocks[headings[0]] : null);
        return new(source, fields, title, opening, SectionsOf(source, blocks, headings, sections));
    }

    private static Piece? TitleOf(SourceFile source, List<Block> blocks)
    {
        if (blocks is [HeadingBlock { Level: 1 } heading, ..] && MarkdownTree.HeadingText(source, heading) is { Text.Length: > 0 } title)
        {
            source.Checked(title);
            return title;
        }

        source.Error(
            source.At(blocks.Count > 0 ? blocks[0].Span.Start : source.Text.Length),
            "title-missing",
            $"no title stands above the text",
            $"write `# ` and the title in the line before");
        return null;
    }

    private static Dictionary<string, Section> SectionsOf(SourceFile source, List<Block> blocks, List<int> headings, KeyTable? known)
    {
        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        foreach (var (index, at) in headings.Index())
        {
            var heading = (HeadingBlock)blocks[at]; // headings lists only those
            var words = MarkdownTree.HeadingText(source, heading);
            var next = index + 1 < headings.Count ? headings[index + 1] : blocks.Count;
            if (heading.Level == 1)
                source.Error(words.Place, "title-twice", $"a second title stands in the file", $"begin the line with `##`, or put a commitment of its own into a file of its own");
            else if (!known!.TryFind(words.Text, out var key)) // without known sections there are no headings
                source.Error(words.Place, "heading-unknown", $"`{Fields.Cut(words.Text)}` is not a heading here", known.Suggest(words.Text));
            else if (!sections.TryAdd(key.Name, new(words, Text(source, heading, next < blocks.Count ? blocks[next] : null), blocks[(at + 1)..next])))
                source.Error(words.Place, "heading-twice", $"`{words.Text}` stands in line {sections[key.Name].Heading.Place.Line} already", $"put the text beneath one of them");
        }

        return sections;
    }

    /// <summary>From the line after a heading: its span may leave out the marks at its end.</summary>
    private static Piece Text(SourceFile source, Block heading, Block? next)
    {
        var start = source.Text.IndexOf('\n', Math.Min(source.Text.Length, heading.Span.End + 1)) is var line and >= 0 ? line : source.Text.Length;
        return source.Slice(start, next is null ? source.Text.Length : Math.Max(start, next.Span.Start));
    }
}

/// <summary>What stands beneath a heading of the second level.</summary>
internal sealed record Section(Piece Heading, Piece Text, IReadOnlyList<Block> Blocks);
