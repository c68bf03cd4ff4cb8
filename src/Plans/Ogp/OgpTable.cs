using System.Globalization;
using CsvHelper;

namespace Tracker.Plans.Ogp;

/// <summary>A file of the data set: its heading and its rows, in whatever order its columns stand.</summary>
internal sealed class OgpTable
{
    private const int MostRows = 50_000;
    private readonly Dictionary<int, int> _places = []; // of a column of ours in the file
    private readonly List<OgpRow> _rows = [];
    private List<string> _header = [];

    private OgpTable()
    {
    }

    public IReadOnlyList<OgpRow> Rows => _rows;

    /// <summary>The data set's columns that the file has.</summary>
    public IEnumerable<int> Columns => _places.Keys;

    /// <param name="csv">The file.</param>
    /// <param name="notes">Told of what is not as the data set has it.</param>
    /// <exception cref="NoOgpFile">It is no file of the data set.</exception>
    public static OgpTable Read(byte[] csv, OgpNotes notes)
    {
        var table = new OgpTable();
        try
        {
            // Empty lines are counted, because a spreadsheet numbers them too.
            using var reader = CsvReader.Create(csv, CsvReaderOptions.Default with { HasHeader = false, FieldCountMismatch = CsvFieldCountHandling.Allow, SkipEmptyLines = false });
            for (var number = 1; reader.Read(); number++)
            {
                var cells = Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetString(index)).ToList();
                if (cells.All(cell => cell is "" or "\uFEFF")) continue;
                if (table._header.Count == 0) table.Header(number, cells, notes);
                else table.Row(number, cells, notes);
            }
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException or IOException or ArgumentException)
        {
            throw new NoOgpFile($"The file is no CSV: {broken.Message}", broken);
        }

        return table._header.Count > 0 ? table : throw new NoOgpFile($"The file is empty.");
    }

    /// <summary>Rows as they stood, beneath the heading as it stood.</summary>
    public string Kept(IEnumerable<OgpRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n", ValidateFieldCount = false }, leaveOpen: true))
        {
            csv.WriteRecord([.. _header]);
            foreach (var row in rows) csv.WriteRecord([.. row.Cells]);
        }

        return text.ToString();
    }

    /// <summary>Columns that nobody here knows, and known ones that are missing, are named.</summary>
    private void Header(int number, List<string> cells, OgpNotes notes)
    {
        cells[0] = cells[0].TrimStart('\uFEFF');
        _header = cells;
        foreach (var (index, name) in OgpColumns.Names.Index())
        {
            if (cells.FindIndex(cell => string.Equals(cell.Trim(), name, StringComparison.OrdinalIgnoreCase)) is var place and >= 0) _places[index] = place;
        }

        if (!_places.ContainsKey(OgpColumns.Title) || !_places.ContainsKey(OgpColumns.Country))
            throw new NoOgpFile($"The first line does not name the columns of OGP's data set, such as `Commitment Title` and `Country/Locality`.");
        foreach (var (index, name) in _header.Index().Where(at => !_places.ContainsValue(at.Index)))
            notes.Add(new(number, index + 1, OgpNotes.Cut(name), OgpNotes.Cut(name), $"this column is not one of the data set's: kept in {OgpImport.Kept}", Read: false));
        foreach (var (index, name) in OgpColumns.Names.Index().Where(at => at.Index < OgpColumns.FirstReview && !_places.ContainsKey(at.Index)))
            notes.Add(new(number, 0, name, "", $"the column `{name}` ({index + 1} of the data set) is missing: its cells are taken for empty", Read: false));
    }

    private void Row(int number, List<string> cells, OgpNotes notes)
    {
        if (_rows.Count == MostRows) throw new NoOgpFile($"The file has more than {MostRows} rows.");
        _rows.Add(new(number, cells, _places));
        if (cells.Count < _header.Count) notes.Add(_rows[^1], null, $"the row has {cells.Count} cells, the heading {_header.Count}: what is missing is taken for empty", read: false);
        // Those beyond may have slipped there from a comma inside a text: all of the row is worth a look.
        foreach (var (index, cell) in cells.Index().Skip(_header.Count))
            notes.Add(new(number, index + 1, "", OgpNotes.Cut(cell), $"the row has {cells.Count} cells, the heading {_header.Count}: this one stands beneath no heading, kept in {OgpImport.Kept} alone", Read: false));
    }
}
