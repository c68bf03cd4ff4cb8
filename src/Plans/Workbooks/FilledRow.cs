namespace Tracker.Plans.Workbooks;

/// <summary>What a row of a sheet says by the names of its columns, and where what it does not say would stand.</summary>
/// <param name="cells">What it says; not empty, except for a plan that says nothing.</param>
/// <param name="place">The address of a column's cell in this row.</param>
internal sealed class FilledRow(IReadOnlyDictionary<string, WorkbookCell> cells, Func<string, string> place)
{
    public WorkbookCell? this[string key] => cells.GetValueOrDefault(key);

    public string? Text(string key) => this[key]?.Text;

    public string PlaceOf(string key) => this[key]?.Address ?? place(key);
}
