namespace Tracker.Plans.Workbooks;

/// <summary>The rows of a workbook by the template.</summary>
internal sealed record FilledWorkbook(
    FilledRow Plan, IReadOnlyList<FilledRow> Organisations, IReadOnlyList<FilledRow> Commitments, IReadOnlyList<FilledRow> Milestones, IReadOnlyList<FilledRow> Indicators)
{
    private readonly ILookup<string, FilledRow> _numbered =
        Milestones.Concat(Indicators).Where(row => row.Text(WorkbookKeys.Numbered) is not null).ToLookup(row => row.Text(WorkbookKeys.Numbered)!, StringComparer.Ordinal); // filtered

    /// <summary>The first milestone or indicator of a number.</summary>
    public FilledRow? Numbered(string number) => _numbered[number].FirstOrDefault();

    /// <summary>The milestones beneath a commitment, by the number it has in its row.</summary>
    public IEnumerable<FilledRow> Under(FilledRow commitment) =>
        commitment.Text(WorkbookKeys.Number) is { } number ? Milestones.Where(row => row.Text(WorkbookKeys.Commitment) == number) : [];

    /// <summary>The indicators beneath a milestone or an indicator.</summary>
    public IEnumerable<FilledRow> Beneath(FilledRow milestone) =>
        milestone.Text(WorkbookKeys.Numbered) is { } number ? Indicators.Where(row => row != milestone && row.Text(WorkbookKeys.Parent) == number) : [];
}
