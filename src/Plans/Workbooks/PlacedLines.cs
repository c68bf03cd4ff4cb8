using System.Text;

namespace Tracker.Plans.Workbooks;

/// <summary>The lines of a plan file, each with the cell it was made of: what the reader finds in a line is said of the cell.</summary>
internal sealed class PlacedLines
{
    private readonly StringBuilder _text = new();
    private readonly List<(string? Cell, IReadOnlyDictionary<string, string>? ByCode)> _cells = [];

    public string Text => _text.ToString();

    /// <summary>Where what the rules refuse of the whole file is said, by its field; the longest one that a field begins with.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <param name="text">One line or several.</param>
    /// <param name="cell">Null: it is of no cell.</param>
    /// <param name="byCode">Other cells, for single kinds of finding; null: none.</param>
    public void Add(string text, string? cell, IReadOnlyDictionary<string, string>? byCode = null)
    {
        foreach (var line in text.Split('\n'))
        {
            _text.Append(line).Append('\n');
            _cells.Add((cell, byCode));
        }
    }

    /// <summary>The cell of a finding: that of its line, else the nearest before it, else the first.</summary>
    public string? CellOf(Finding finding)
    {
        if (finding.Field is { } field)
            return Fields.Where(one => field.StartsWith(one.Key, StringComparison.Ordinal)).OrderByDescending(one => one.Key.Length).Select(one => one.Value).FirstOrDefault();
        for (var at = Math.Min(finding.Line, _cells.Count); at > 0; at--)
        {
            if (_cells[at - 1] is { Cell: { } cell, ByCode: var byCode }) return byCode?.GetValueOrDefault(finding.Code) ?? cell;
        }

        return _cells.Select(one => one.Cell).FirstOrDefault(cell => cell is not null);
    }
}
