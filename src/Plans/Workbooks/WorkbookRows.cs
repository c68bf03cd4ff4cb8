using System.Globalization;
using System.Text;
using Tracker.Domain.Text;
using Tracker.Plans.Dates;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Workbooks;

/// <summary>
/// Understands the sheets of a workbook as rows with named columns. What is wrong with a cell itself is found here; its text is kept as far as
/// there is any, so that the rest of the row can be read all the same.
/// </summary>
internal sealed class WorkbookRows(List<WorkbookSheet> sheets, CellFindings findings)
{
    private const int Fits = 200;
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly bool _indonesian = WorkbookKeys.Sheets.Any(known => sheets.Any(sheet => known.IsInIndonesian(sheet.Name)));

    /// <summary>Sheets that nobody reads.</summary>
    public void Strangers()
    {
        foreach (var sheet in sheets.Where(sheet => sheet.Rows.Count > 0 && !WorkbookKeys.Sheets.Any(known => known.IsCalled(sheet.Name))))
            findings.Warn(sheet.Name, $"this sheet is not read", $"name sheets {ByLanguage.List(WorkbookKeys.Sheets.Select(one => one.Called))}");
    }

    /// <summary>A sheet as this workbook names it; one that is missing in the language of the others.</summary>
    public string NameOf(string name) => Find(name)?.Name ?? WorkbookKeys.Of(name).Called.In(_indonesian ? "id" : "en");

    /// <summary>What this workbook calls a sheet, a column or a row of the sheet Plan; what it does not have, in the reader's language.</summary>
    /// <param name="key">The sheet's name or the key, in English.</param>
    public ByLanguage Called(string key)
    {
        if (WorkbookKeys.Sheets.FirstOrDefault(sheet => sheet.Name == key) is { } named) return Find(key) is { } sheet ? ByLanguage.Same(sheet.Name) : named.Called;
        if (_words.TryGetValue(key, out var word)) return ByLanguage.Same(word);
        return WorkbookKeys.Sheets.SelectMany(one => one.Keys.Keys).FirstOrDefault(one => one.Name == key)?.Called ?? ByLanguage.Same(key);
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The sheet Plan has a key and a value in each row.</summary>
    public FilledRow Plan()
    {
        var keys = WorkbookKeys.Of(WorkbookKeys.Plan).Keys;
        var (values, keyed) = (new Dictionary<string, WorkbookCell>(StringComparer.Ordinal), new Dictionary<string, (string Cell, string Word)>(StringComparer.Ordinal));
        var sheet = Sheet(WorkbookKeys.Plan);
        foreach (var row in sheet?.Rows ?? [])
        {
            foreach (var (_, beyond) in row.Cells.Where(cell => cell.Key is not ("A" or "B")))
                findings.Warn(beyond.Address, $"this cell is not read", $"write keys into column A and their values into column B");
            var value = row.Cells.GetValueOrDefault("B");
            if (row.Cells.GetValueOrDefault("A") is not { } key)
            {
                if (value is not null) findings.Error(value.Address, $"no key stands beside this value", $"write its key into column A, or empty the cell");
            }
            else if (!keys.TryFind(key.Text, out var known))
            {
                findings.Error(key.Address, $"`{Fields.Cut(key.Text)}` is not a key here", keys.Suggest(key.Text));
            }
            else
            {
                _words.TryAdd(known.Name, key.Text);
                if (!keyed.TryAdd(known.Name, (Beside(key, "A", "B"), key.Text))) findings.Error(key.Address, $"`{key.Text}` stands there twice", $"keep one of them");
                else if (value is not null) values.Add(known.Name, Taken(value, known));
            }
        }

        var free = (sheet?.Rows.Count > 0 ? sheet.Rows[^1].Number : 0) + 1;
        foreach (var key in keys.Keys.Where(key => key.Required && sheet is not null && !values.ContainsKey(key.Name)))
        {
            if (keyed.TryGetValue(key.Name, out var empty)) findings.Error(empty.Cell, $"`{empty.Word}` is empty", $"fill it");
            else findings.Error($"{sheet!.Name}!A{free.ToString(CultureInfo.InvariantCulture)}", $"the row `{WordOf(sheet.Name, WorkbookKeys.Of(WorkbookKeys.Plan), key)}` is missing", $"write the key into column A and its value into column B"); // filtered
        }

        return new(values, key => keyed.TryGetValue(key, out var known) ? known.Cell : NameOf(WorkbookKeys.Plan));
    }

    /// <summary>The rows of a sheet that has a heading row.</summary>
    public List<FilledRow> Of(string name)
    {
        var rows = new List<FilledRow>();
        if (Sheet(name) is not { } sheet) return rows;
        var (columns, missing) = sheet.Rows is [var header, ..] ? Columns(sheet.Name, header, WorkbookKeys.Of(name)) : ([], []);
        foreach (var row in sheet.Rows.Skip(1))
        {
            var values = new Dictionary<string, WorkbookCell>(StringComparer.Ordinal);
            foreach (var (letters, cell) in row.Cells)
            {
                if (columns.FirstOrDefault(column => column.Value.Letters == letters) is { Key: { } key }) values.Add(key, Taken(cell, columns[key].Key));
                else if (!sheet.Rows[0].Cells.ContainsKey(letters)) findings.Error(cell.Address, $"this cell stands in no column of the heading row", $"name the column, or empty the cell");
            }

            if (values.Count == 0) continue;
            rows.Add(new(values, key => columns.TryGetValue(key, out var column) ? $"{sheet.Name}!{column.Letters}{row.Number.ToString(CultureInfo.InvariantCulture)}"
                : missing.GetValueOrDefault(key) ?? row.Cells.First().Value.Address)); // a row that has cells
            foreach (var column in columns.Where(column => WorkbookKeys.Needs(column.Value.Key) && !values.ContainsKey(column.Key)).Select(column => column.Value))
                findings.Error($"{sheet.Name}!{column.Letters}{row.Number.ToString(CultureInfo.InvariantCulture)}", $"`{sheet.Rows[0].Cells[column.Letters].Text}` is empty", $"fill it");
        }

        if (rows.Count == 0 && name == WorkbookKeys.Organisations) findings.Error($"{sheet.Name}!A2", $"there is no organisation", $"fill a row for each that the plan names");
        if (rows.Count == 0 && name == WorkbookKeys.Commitments) findings.Error($"{sheet.Name}!A2", $"there is no commitment", $"fill a row for each");
        return rows;
    }

    /// <returns>The columns by their keys; and for each that is missing, where it could stand.</returns>
    private (Dictionary<string, (string Letters, Key Key)> Columns, Dictionary<string, string> Missing) Columns(string sheet, WorkbookRow header, SheetKeys known)
    {
        var keys = known.Keys;
        var (columns, missing) = (new Dictionary<string, (string Letters, Key Key)>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (letters, cell) in header.Cells)
        {
            if (!keys.TryFind(cell.Text, out var key)) findings.Error(cell.Address, $"`{Fields.Cut(cell.Text)}` is not a column here", keys.Suggest(cell.Text));
            else if (columns.TryAdd(key.Name, (letters, key))) _words[key.Name] = cell.Text; // of a column rather than of a row of the plan
            else findings.Error(cell.Address, $"the column `{cell.Text}` stands there twice", $"keep one of them");
        }

        var free = header.Cells.Keys.Select(WorkbookCells.Index).Max();
        foreach (var key in keys.Keys.Where(key => WorkbookKeys.Needs(key) && !columns.ContainsKey(key.Name)))
        {
            missing.Add(key.Name, $"{sheet}!{WorkbookCells.Letters(++free)}{header.Number.ToString(CultureInfo.InvariantCulture)}");
            findings.NotByTemplate(missing[key.Name], $"the column `{WordOf(sheet, known, key)}` is missing");
        }

        return (columns, missing);
    }

    /// <summary>A key in the language of its sheet.</summary>
    private static string WordOf(string sheet, SheetKeys known, Key key) => known.IsInIndonesian(sheet) ? key.Indonesian : key.Name;

    private WorkbookSheet? Find(string name) => sheets.FirstOrDefault(sheet => WorkbookKeys.Of(name).IsCalled(sheet.Name));

    private WorkbookSheet? Sheet(string name)
    {
        var sheet = Find(name);
        if (sheet is not null && sheet.Hidden) findings.Error(sheet.Name, $"this sheet is hidden", $"show it, so that everybody sees what becomes public");
        if (sheet is null && name != WorkbookKeys.Indicators) findings.NotByTemplate(NameOf(name), $"this sheet is missing");
        return sheet;
    }

    /// <summary>The cell of the same row in another column.</summary>
    private static string Beside(WorkbookCell cell, string column, string other) => cell.Address.Replace($"!{column}", $"!{other}", StringComparison.Ordinal);

    private WorkbookCell Taken(WorkbookCell cell, Key key)
    {
        if (cell.Wrong is { } wrong) findings.Error(cell.Address, wrong, $"nothing is computed here: what is published must stand in the cell");
        else if (cell.Serial is { } day && key.Name is "start" or "end" or "Start" or "Due") return cell with { Text = DateReader.Iso(day) };
        if (Encoding.UTF8.GetByteCount(cell.Text) is > TextLimits.Hard and var bytes)
        {
            // Said here, of the cell that it is in: what is made of it would be beyond reading.
            findings.Error(cell.Address, $"this text has {bytes} bytes", $"shorten it to {TextLimits.Hard}, better {TextLimits.Usual}");
            return cell with { Text = cell.Text[..Fits] };
        }

        if (HiddenCharacters.First(cell.Text) is not { } hidden) return cell;
        findings.Error(cell.Address, hidden.Message, $"delete it");
        return cell with { Text = HiddenCharacters.Without(cell.Text) };
    }
}
