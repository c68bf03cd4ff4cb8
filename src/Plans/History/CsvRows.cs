using System.Text;
using CsvHelper;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.History;

/// <summary>A row of a history file: its cells that hold something, by column.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Values">The cells.</param>
/// <param name="Complete">Whether no required cell is empty; one that is incomplete is read on, so that everything wrong in it is said at once.</param>
internal sealed record HistoryRow(Place Place, Dictionary<string, Piece> Values, bool Complete)
{
    public Piece? this[string column] => Values.GetValueOrDefault(column);
}

/// <summary>Reads comma-separated rows, each cell with its place.</summary>
internal static class CsvRows
{
    private const int Most = 5000;

    /// <returns>The rows that have a cell for each column.</returns>
    public static List<HistoryRow> Read(SourceFile source, KeyTable columns)
    {
        var options = CsvReaderOptions.Default with
        {
            HasHeader = false, // the first line is looked at here, so that every column has its place
            TrackLineNumbers = true,
            Separator = ',',
            SkipEmptyLines = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record => source.Error(
                new((int)record.LineNumber, 1), "csv-quote", $"a quotation mark stands where it cannot be read", $"put the whole cell in quotation marks, and double those inside it"),
        };
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(source.Text), options);
        var rows = new List<HistoryRow>();
        List<string?>? names = null;
        while (reader.Read())
        {
            var cells = Cells(reader);
            if (names is null)
            {
                names = Header(source, cells, columns);
            }
            else if (rows.Count >= Most)
            {
                source.Error(cells[0].Place, "rows-many", $"the file has more than {Most} rows", $"keep it to what can be checked by people");
                break;
            }
            else if (Row(source, cells, names, columns, cells[0].Place) is { } row)
            {
                rows.Add(row);
            }
        }

        if (names is null) source.Error(Place.First, "csv-empty", $"the file is empty", $"begin it with the line {string.Join(',', columns.Keys.Select(key => key.Name))}");
        return rows;
    }

    private static List<string?> Header(SourceFile source, List<Piece> cells, KeyTable columns)
    {
        if (cells is [{ Text: var only }] && only.Contains(';', StringComparison.Ordinal))
        {
            source.Error(Place.First, "csv-delimiter", $"the cells are separated by semicolons", $"save the file with commas");
            return [null];
        }

        var names = new List<string?>();
        foreach (var cell in cells)
        {
            var known = columns.TryFind(cell.Text, out var key);
            names.Add(known && !names.Contains(key.Name) ? key.Name : null);
            if (known && names[^1] is null)
                source.Error(cell.Place, "key-twice", $"column `{cell.Text}` stands here twice", $"keep one of them");
            else if (!known && Keys.Standing.TryRead(cell.Text, out _))
                source.Error(cell.Place, "column-refused", $"`{cell.Text}` would say what was accepted, and nobody's proof is typed into a file", $"delete the column: reviewers accept in the tracker");
            else if (!known)
                source.Error(cell.Place, "key-unknown", $"`{Fields.Cut(cell.Text)}` is not a column here", columns.Suggest(cell.Text));
        }

        foreach (var missing in columns.Keys.Where(key => key.Required && !names.Contains(key.Name)))
            source.Error(Place.First, "field-missing", $"the column `{missing.Name}` is missing", $"add it to the first line");
        return names;
    }

    private static HistoryRow? Row(SourceFile source, List<Piece> cells, List<string?> names, KeyTable columns, Place place)
    {
        if (cells.Count != names.Count)
        {
            source.Error(place, "csv-cells", $"the row has {cells.Count} cells, the first line {names.Count}", $"put cells that hold a comma in quotation marks");
            return null;
        }

        var values = new Dictionary<string, Piece>(StringComparer.Ordinal);
        foreach (var (name, cell) in names.Zip(cells))
        {
            if (name is not null && cell.Text.Length > 0) values[name] = cell;
        }

        var complete = true;
        foreach (var (key, index) in columns.Keys.Select(key => (key, names.IndexOf(key.Name))).Where(at => at.key.Required && !values.ContainsKey(at.key.Name)))
        {
            complete = false;
            if (index >= 0) source.Error(cells[index].Place, key.Name == "source" ? "source-missing" : "field-missing", $"`{key.Name}` is empty", key.Name == "source" ? Remark.Of($"give the address where it can be read: nothing is claimed without a source") : Remark.Of($"fill it"));
        }

        return new(place, values, complete);
    }

    /// <summary>The cells of the current record; their places follow from how they were written.</summary>
    private static List<Piece> Cells(CsvReader reader)
    {
        var cells = new List<Piece>();
        var (line, column) = ((int)reader.LineNumber, 1);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            cells.Add(new(reader.GetString(i).Trim(), new(line, column)));
            var raw = Encoding.UTF8.GetString(reader.GetRawSpan(i));
            line += raw.Count(c => c == '\n');
            column = (raw.LastIndexOf('\n') is var end and >= 0 ? raw.Length - end - 1 : column - 1 + raw.Length) + 2;
        }

        return cells;
    }
}
