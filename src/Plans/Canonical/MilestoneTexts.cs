using System.Collections.Immutable;
using System.Text;
using Tracker.Plans.Words;

namespace Tracker.Plans.Canonical;

/// <summary>A milestone or indicator as it will be written.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Parent">The number of the one it stands beneath.</param>
/// <param name="Title">Its deliverable; empty in a translation that has none.</param>
/// <param name="Values">By the name of the column, without empty ones.</param>
internal sealed record MilestoneText(string Number, string? Parent, string Title, ImmutableSortedDictionary<string, string> Values);

/// <summary>
/// Writes milestones: as one table where none has indicators and every text fits a line; else as headings, with a table of
/// the indicators beneath each.
/// </summary>
internal sealed class MilestoneTexts(StringBuilder to, string language)
{
    private const int DeepestHeading = 6;
    private const int FirstLevel = 3;

    public void Write(IReadOnlyList<MilestoneText> rows)
    {
        if (rows.Count == 0) return;
        Body.Heading(to, 2, Name(Keys.Sections.Keys.First(key => key.Name == "Milestones")));
        var children = rows.Where(row => row.Parent is not null).ToLookup(row => row.Parent!, StringComparer.Ordinal); // filtered
        if (children.Count == 0 && rows.All(FitsCells)) Table(rows);
        else if (rows.All(row => row.Title.Length > 0) && InOrder(rows, children)) Nested([.. rows.Where(row => row.Parent is null)], children, FirstLevel);
        else if (rows.All(FitsCells)) Table(rows);
        else foreach (var row in rows) Alone(row, FirstLevel);
    }

    /// <summary>Whether every one stands right beneath its parent, no deeper than headings go.</summary>
    private static bool InOrder(IReadOnlyList<MilestoneText> rows, ILookup<string, MilestoneText> children)
    {
        var walked = new List<MilestoneText>();
        var deepest = 0;
        void Walk(IEnumerable<MilestoneText> beneath, int level)
        {
            deepest = Math.Max(deepest, level);
            foreach (var row in beneath)
            {
                walked.Add(row);
                Walk(children[row.Number], level + 1);
            }
        }

        Walk(rows.Where(row => row.Parent is null || !rows.Any(other => other.Number == row.Parent)), FirstLevel);
        return deepest <= DeepestHeading + 1 && walked.SequenceEqual(rows);
    }

    private void Nested(IReadOnlyList<MilestoneText> rows, ILookup<string, MilestoneText> children, int level)
    {
        foreach (var row in rows)
        {
            Alone(row, level);
            var beneath = children[row.Number].ToList();
            if (beneath.Count == 0) continue;
            if (beneath.All(one => FitsCells(one) && !children[one.Number].Any())) Table(beneath);
            else Nested(beneath, children, level + 1);
        }
    }

    /// <summary>A heading, the expected output as text, everything else as a list.</summary>
    private void Alone(MilestoneText row, int level)
    {
        Body.Heading(to, level, row.Title.Length > 0 ? $"{row.Number} {row.Title}" : row.Number);
        Body.Text(to, row.Values.GetValueOrDefault("Output"));
        var items = Keys.Milestone.Keys.Where(key => key.Name is not "Output" && row.Values.ContainsKey(key.Name)).ToList();
        if (items.Count > 0) to.Append('\n');
        foreach (var key in items)
            to.Append("- ").Append(Name(key)).Append(": ").Append(row.Values[key.Name].Replace("\n", "\n  ", StringComparison.Ordinal).Replace("\n  \n", "\n\n", StringComparison.Ordinal)).Append('\n');
    }

    private void Table(IReadOnlyList<MilestoneText> rows)
    {
        var columns = Keys.Milestone.Keys.Where(key => key.Name is "#" or "Deliverable" || rows.Any(row => row.Values.ContainsKey(key.Name))).ToList();
        to.Append("\n|");
        foreach (var column in columns) to.Append(' ').Append(Name(column)).Append(" |");
        to.Append("\n|").Insert(to.Length, "---|", columns.Count).Append('\n');
        foreach (var row in rows)
        {
            to.Append('|');
            foreach (var column in columns)
            {
                var cell = column.Name switch { "#" => row.Number, "Deliverable" => row.Title, _ => row.Values.GetValueOrDefault(column.Name, "") };
                to.Append(' ').Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(cell.Length > 0 ? " |" : "|");
            }

            to.Append('\n');
        }
    }

    /// <summary>A cell holds one line, and no bar that would be lost at its ends.</summary>
    private static bool FitsCells(MilestoneText row) => row.Values.Values.Append(row.Title).All(text =>
        !text.Contains('\n', StringComparison.Ordinal) && !text.StartsWith('|') && !text.EndsWith('|') && !text.EndsWith('\\') && !text.Contains("\\|", StringComparison.Ordinal));

    private string Name(Key key) => language == "id" ? key.Indonesian : key.Name;
}
