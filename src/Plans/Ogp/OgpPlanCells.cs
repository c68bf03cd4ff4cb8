using System.Globalization;

namespace Tracker.Plans.Ogp;

/// <summary>
/// What the rows of one plan say of the plan itself: each of them says it anew, and they should all say the same. The first row that says
/// something readable holds; whatever another says otherwise, or nobody can read, is named.
/// </summary>
internal sealed class OgpPlanCells
{
    /// <summary>Kept as they stood and otherwise passed over, but the same in all rows of a plan.</summary>
    private static readonly int[] s_alike = [OgpColumns.Code, OgpColumns.Region, OgpColumns.NationalOrLocal, OgpColumns.Years];

    private readonly List<OgpRow> _rows;
    private readonly OgpNotes _notes;

    public OgpPlanCells(List<OgpRow> rows, OgpNotes notes)
    {
        (_rows, _notes) = (rows, notes);
        Country = First(OgpColumns.Country, row => notes.Clean(row, OgpColumns.Country, line: true));
        Number = Whole(OgpColumns.PlanNumber, 1, 99);
        Submitted = First(OgpColumns.Submitted, row => notes.Clean(row, OgpColumns.Submitted, line: true));
        EndYear = LastYear();
        foreach (var column in s_alike) First(column, row => row[column]);
    }

    /// <summary>Null: no row names one.</summary>
    public string? Country { get; }

    public int? Number { get; }

    /// <summary>The year of submission as it stands there.</summary>
    public string? Submitted { get; }

    /// <summary>The latest that a row names, because the plan holds until then.</summary>
    public int? EndYear { get; }

    private string? First(int column, Func<OgpRow, string> read)
    {
        (OgpRow Row, string Text)? taken = null;
        foreach (var row in _rows.Where(row => !OgpColumns.IsNotCoded(row[column])))
        {
            var text = read(row);
            if (text.Length == 0) continue;
            if (taken is not var (first, said)) taken = (row, text);
            else if (text != said) Otherwise(row, column, first, said);
        }

        return taken?.Text;
    }

    private int? Whole(int column, int least, int most)
    {
        (OgpRow Row, int Number)? taken = null;
        foreach (var row in _rows.Where(row => !OgpColumns.IsNotCoded(row[column])))
        {
            if (!int.TryParse(OgpTexts.Repaired(row[column]), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
                _notes.Add(row, column, $"no number from {least} to {most}", read: false);
            else if (taken is not var (first, said)) taken = (row, number);
            else if (number != said) Otherwise(row, column, first, said.ToString(CultureInfo.InvariantCulture));
        }

        return taken?.Number;
    }

    private int? LastYear()
    {
        var years = new List<(OgpRow Row, int Year)>();
        foreach (var row in _rows.Where(row => !OgpColumns.IsNotCoded(row[OgpColumns.EndYear])))
        {
            if (int.TryParse(OgpTexts.Repaired(row[OgpColumns.EndYear]), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 2000 and < 2100) years.Add((row, year));
            else _notes.Add(row, OgpColumns.EndYear, $"no number from {2001} to {2099}", read: false);
        }

        if (years.Count == 0) return null;
        var (last, until) = years.MaxBy(one => one.Year);
        foreach (var (row, _) in years.Where(one => one.Year != until))
            _notes.Add(row, OgpColumns.EndYear, $"row {last.Number} of the same plan says `{until}`, and the latest holds: this one stands in {OgpImport.Kept} alone", read: false);
        return until;
    }

    private void Otherwise(OgpRow row, int column, OgpRow first, string said) =>
        _notes.Add(row, column, $"row {first.Number} of the same plan says `{OgpNotes.Cut(said)}`, and the first holds: this one stands in {OgpImport.Kept} alone", read: false);
}
