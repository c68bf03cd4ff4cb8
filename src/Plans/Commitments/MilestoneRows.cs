using System.Collections.Immutable;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Commitments;

/// <summary>Finds the milestones beneath their heading: as rows of tables, or as headings with lists, or mixed.</summary>
internal sealed class MilestoneRows
{
    private readonly SourceFile source;
    private readonly ImmutableArray<MilestoneRow>.Builder rows = ImmutableArray.CreateBuilder<MilestoneRow>();
    private readonly Stack<(int Level, string Number)> beneath = new();
    private readonly int sectionLevel;

    private MilestoneRows(SourceFile source, int sectionLevel)
    {
        this.source = source;
        this.sectionLevel = sectionLevel;
    }

    public static ImmutableArray<MilestoneRow> Read(SourceFile source, Section section)
    {
        var reader = new MilestoneRows(source, 2);
        foreach (var block in section.Blocks) reader.Read(block);
        return reader.rows.ToImmutable();
    }

    private void Read(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading: Heading(heading); break;
            case Table table: Table(table); break;
            case ListBlock list: List(list); break;
            case LinkReferenceDefinitionGroup: break;
            default: Prose(block); break;
        }
    }

    private void Heading(HeadingBlock heading)
    {
        var words = MarkdownTree.HeadingText(source, heading);
        var space = words.Text.IndexOfAny([' ', '\t']);
        var number = (space < 0 ? words.Text : words.Text[..space]).TrimEnd('.', ':', ')');
        if (!number.Any(char.IsAsciiDigit) || space < 0)
        {
            source.Error(words.Place, "milestone-number", $"`{Fields.Cut(words.Text)}` has no number and title", $"write `{new string('#', Math.Max(3, heading.Level))} 1.1 Title`");
            number = "";
        }

        while (beneath.Count > 0 && beneath.Peek().Level >= heading.Level) beneath.Pop();
        var within = beneath.Count > 0 ? beneath.Peek().Number : null;
        var title = space < 0 ? words : new(words.Text[space..].Trim(), words.Place with { Column = words.Place.Column + space + 1 });
        rows.Add(new(new(number, words.Place), title, within, []));
        beneath.Push((Math.Max(heading.Level, sectionLevel + 1), number));
    }

    private void List(ListBlock list)
    {
        if (beneath.Count == 0)
        {
            source.Error(source.At(list.Span.Start), "list-without-milestone", $"this list stands beneath no milestone", $"write a heading `### 1.1 Title` above it");
            return;
        }

        foreach (var item in list.OfType<ListItemBlock>())
        {
            if (item.Count == 0) continue;
            Item(source.Slice(item[0].Span.Start, Math.Min(source.Text.Length, item.LastChild!.Span.End + 1)), item[0].Column); // not empty, so there is a last one
        }
    }

    /// <param name="item">The item, without its mark.</param>
    /// <param name="indent">How far it is indented: so far, the blanks of its further lines belong to the list and not to the text.</param>
    private void Item(Piece item, int indent)
    {
        var colon = item.Text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? item.Text : item.Text[..colon].Trim('*', ' ', '_');
        if (colon < 0)
            source.Error(item.Place, "item-form", $"`{Fields.Cut(item.Text)}` is not `Key: value`", $"write it so, such as `- Due: 2026-12-31`, or as text without the dash");
        else if (!Keys.Milestone.TryFind(name, out var key) || key.Name is "#" or "Deliverable")
            source.Error(item.Place, "key-unknown", $"`{Fields.Cut(name)}` is not an item here", Keys.Milestone.Suggest(name));
        else
            Set(rows[^1], key.Name, Outdented(source.SliceOf(item, colon + 1), indent)); // a list stands beneath a heading, so there is a row
    }

    private static Piece Outdented(Piece text, int indent) => !text.Text.Contains('\n', StringComparison.Ordinal)
        ? text
        : text with { Text = string.Join('\n', text.Text.Split('\n').Select(line => line[Math.Min(line.Length - line.TrimStart(' ').Length, indent)..])) };

    private void Set(MilestoneRow row, string name, Piece value)
    {
        if (value.Text.Length == 0) return;
        if (row.Values.TryGetValue(name, out var earlier))
            source.Error(value.Place, "key-twice", $"`{name}` stands in line {earlier.Place.Line} already", $"keep one of them");
        else
            row.Values.Add(name, value);
    }

    private void Table(Table table)
    {
        var lines = table.OfType<TableRow>().ToList();
        if (lines is not [{ IsHeader: true } header, ..])
        {
            source.Error(lines.Count > 0 ? MarkdownTree.RowPlace(source, lines[0]) : source.At(table.Span.Start), "table-header", $"the table has no heading row", $"begin it with `| # | Deliverable | Start | Due | Lead |` and a line of dashes");
            return;
        }

        var columns = MarkdownTree.Cells(source, header).Select(Column).ToList();
        if (!columns.Contains("#") || !columns.Contains("Deliverable"))
            source.Error(MarkdownTree.RowPlace(source, header), "table-header", $"the table lacks a column `#` or `Deliverable`", $"begin it with `| # | Deliverable | Start | Due | Lead |`");
        else
            foreach (var line in lines.Skip(1)) Row(line, columns);
    }

    /// <returns>The column's name; "" where it has none; null where it is not known.</returns>
    private string? Column(Piece name)
    {
        if (name.Text.Length == 0) return ""; // also what a row with too many cells adds to the heading row
        if (Keys.Milestone.TryFind(name.Text, out var key)) return key.Name;
        source.Error(name.Place, "key-unknown", $"`{Fields.Cut(name.Text)}` is not a column here", Keys.Milestone.Suggest(name.Text));
        return null;
    }

    private void Row(TableRow line, List<string?> columns)
    {
        var place = MarkdownTree.RowPlace(source, line);
        var row = new MilestoneRow(new("", place), new("", place), beneath.Count > 0 ? beneath.Peek().Number : null, []);
        foreach (var (index, text) in MarkdownTree.Cells(source, line).Index())
        {
            if (index >= columns.Count || columns[index] is "")
            {
                if (text.Text.Length > 0) source.Error(text.Place, "table-cell", $"this cell stands in no column of the heading row", $"write a bar that belongs to a text as `\\|`, or name the column");
            }
            else if (columns[index] is "#")
            {
                row = row with { Number = text };
            }
            else if (columns[index] is "Deliverable")
            {
                row = row with { Title = text };
            }
            else if (columns[index] is { } column)
            {
                Set(row, column, text);
            }
        }

        rows.Add(row);
    }

    /// <summary>Text beneath a milestone's heading is its expected output.</summary>
    private void Prose(Block block)
    {
        var text = source.Slice(block.Span.Start, Math.Min(source.Text.Length, block.Span.End + 1));
        if (text.Text.Length == 0) return;
        if (beneath.Count == 0)
            source.Error(text.Place, "text-without-milestone", $"this text stands beneath no milestone", $"put it above, or write a heading `### 1.1 Title` before it");
        else if (rows[^1].Values.TryGetValue("Output", out var earlier))
            rows[^1].Values["Output"] = earlier with { Text = earlier.Text + "\n\n" + text.Text };
        else
            rows[^1].Values["Output"] = text;
    }
}
