namespace Tracker.Plans.Ogp;

/// <summary>A row by our columns.</summary>
internal sealed record OgpRow(int Number, List<string> Cells, Dictionary<int, int> Places)
{
    /// <summary>Trimmed; empty where the file has no such column.</summary>
    public string this[int column] => Places.TryGetValue(column, out var place) && place < Cells.Count ? Cells[place].Trim() : "";
}
