using System.Text;

namespace Tracker.Plans.Workbooks;

/// <summary>The lines of a plan file, each with the cell it was made of: what the reader finds in a line is said of the cell.</summary>
internal sealed class PlacedLines
{
    private readonly StringBuilder _text = new();
    private readonly List<string?> _cells = [];

    public string Text => _text.ToString();

    /// <param name="text">One line or several.</param>
    /// <param name="cell">Null: it is of no cell.</param>
    public void Add(string text, string? cell)
    {
        foreach (var line in text.Split('\n'))
        {
            _text.Append(line).Append('\n');
            _cells.Add(cell);
        }
    }

    /// <summary>The cell of a line, else the nearest before it, else the first.</summary>
    public string? CellAt(int line)
    {
        for (var at = Math.Min(line, _cells.Count); at > 0; at--)
        {
            if (_cells[at - 1] is { } cell) return cell;
        }

        return _cells.FirstOrDefault(cell => cell is not null);
    }
}
