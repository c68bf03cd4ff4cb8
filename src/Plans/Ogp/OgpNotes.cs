using System.Collections.Immutable;

namespace Tracker.Plans.Ogp;

/// <summary>What is said of the cells of a file, each once.</summary>
internal sealed class OgpNotes
{
    private readonly List<OgpNote> _all = [];

    /// <summary>By row and column.</summary>
    public ImmutableArray<OgpNote> Sorted => [.. _all.OrderBy(note => note.Row).ThenBy(note => note.Column)];

    /// <param name="row">The row.</param>
    /// <param name="column">A column of the data set; null, or one that the file does not have: the row as a whole.</param>
    /// <param name="what">What was made of it.</param>
    /// <param name="read">Whether it was understood.</param>
    public void Add(OgpRow row, int? column, Remark what, bool read) => Add(column is { } at && row.Places.TryGetValue(at, out var place)
        ? new OgpNote(row.Number, place + 1, OgpColumns.Names[at], Cut(row[at]), what, read)
        : new OgpNote(row.Number, 0, "", "", what, read));

    public void Add(OgpNote note)
    {
        if (!_all.Contains(note)) _all.Add(note);
    }

    /// <summary>A cell as it may be published; what was taken out of it is said.</summary>
    public string Clean(OgpRow row, int column, bool line)
    {
        var cell = row[column];
        // Our own exports put an apostrophe before what a spreadsheet would take for a formula.
        if (cell is ['\'', '=' or '+' or '-' or '@' or '\'', ..]) cell = cell[1..];
        return OgpTexts.Clean(cell, line, what => Add(row, column, what, read: true));
    }

    /// <summary>On one line, and short.</summary>
    public static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 59), "…");
    }
}
