using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Plans.Workbooks;

/// <summary>A cell that holds something.</summary>
/// <param name="Address">Where it is: <c>Commitments!C4</c>.</param>
/// <param name="Text">What it says; a number without what a spreadsheet did to it.</param>
/// <param name="Serial">The day that its number is, where it is a number that can be one.</param>
/// <param name="Wrong">Why it is not taken; null: it is.</param>
internal sealed record WorkbookCell(string Address, string Text, DateOnly? Serial, Remark? Wrong);

/// <summary>A row: its cells by the letters of their column.</summary>
internal sealed record WorkbookRow(int Number, Dictionary<string, WorkbookCell> Cells);

/// <summary>A sheet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hidden">Whether people do not see it.</param>
/// <param name="Rows">Those that hold something.</param>
internal sealed record WorkbookSheet(string Name, bool Hidden, List<WorkbookRow> Rows);

/// <summary>Reads the cells of a workbook (ECMA-376) that came from anybody.</summary>
internal static partial class WorkbookCells
{
    private const int MostRows = 6000;
    private const int MostCharactersInPart = 20_000_000;
    private const long MostUnpacked = 64L * 1024 * 1024;

    // Excel counts days from 1899-12-30, or from 1904-01-01 in workbooks that say so.
    private const int DaysTo1904 = 1462;

    /// <exception cref="NoWorkbook">It cannot be read at all, in words for whoever sent it.</exception>
    public static List<WorkbookSheet> Read(byte[] bytes)
    {
        try
        {
            using (var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read))
            {
                if (zip.Entries.Count > 2000 || zip.Entries.Sum(entry => entry.Length) > MostUnpacked) throw new NoWorkbook($"The workbook is too large.");
            }

            using var document = SpreadsheetDocument.Open(
                new MemoryStream(bytes, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharactersInPart });
            var book = document.WorkbookPart ?? throw new NoWorkbook($"There is no workbook in the file.");
            var shared = Shared(book);
            var shift = book.Workbook?.WorkbookProperties?.Date1904?.Value == true ? DaysTo1904 : 0;
            var sheets = new List<WorkbookSheet>();
            foreach (var sheet in book.Workbook?.Descendants<Sheet>() ?? [])
            {
                if (sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part) continue;
                var name = sheet.Name?.Value ?? "";
                sheets.Add(new(name, sheet.State?.Value is { } state && state != SheetStateValues.Visible, Rows(part, name, shared, shift)));
            }

            return sheets;
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or FileFormatException or System.Xml.XmlException
            or ArgumentException or InvalidOperationException or InvalidDataException or FormatException or IOException or NotSupportedException)
        {
            throw new NoWorkbook($"The file is no XLSX workbook, is protected by a password, or is damaged or too large.", broken);
        }
    }

    private static List<string> Shared(WorkbookPart book)
    {
        var texts = new List<string>();
        if (book.SharedStringTablePart is not { } part) return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem)) texts.Add(reader.LoadCurrentElement()!.InnerText); // just read
        }

        return texts;
    }

    private static List<WorkbookRow> Rows(WorksheetPart part, string sheet, List<string> shared, int shift)
    {
        var rows = new List<WorkbookRow>();
        var number = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(Row)) continue;
            var row = (Row)reader.LoadCurrentElement()!; // just read
            number = row.RowIndex?.HasValue == true ? (int)Math.Min(row.RowIndex.Value, 2_000_000) : number + 1;
            var cells = new Dictionary<string, WorkbookCell>(StringComparer.Ordinal);
            var index = 0;
            foreach (var cell in row.Elements<Cell>())
            {
                var column = cell.CellReference?.Value is { } reference && Reference().Match(reference) is { Success: true } match ? match.Groups[1].Value : Letters(index);
                index++;
                if (Taken(cell, $"{sheet}!{column}{number.ToString(CultureInfo.InvariantCulture)}", shared, shift) is { } taken && !cells.TryAdd(column, taken))
                    throw new NoWorkbook($"The cell {taken.Address} stands there twice.");
            }

            if (cells.Count == 0) continue;
            if (rows.Count == MostRows) throw new NoWorkbook($"The sheet {sheet} has more than {MostRows} rows.");
            rows.Add(new(number, cells));
        }

        return rows;
    }

    /// <returns>Null: it is empty.</returns>
    private static WorkbookCell? Taken(Cell cell, string address, List<string> shared, int shift)
    {
        var raw = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        var text = type is { } inline && inline == CellValues.InlineString ? cell.InlineString?.InnerText ?? ""
            : type is not { } of || of != CellValues.SharedString ? raw
            : int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < shared.Count ? shared[place] : "";
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();
        if (cell.CellFormula is not null) return new(address, text, null, $"a formula: paste its value instead");
        if (text.Length == 0) return null;
        if (type is { } error && error == CellValues.Error) return new(address, text, null, $"an error of the sheet");
        if ((type is null || type.Value == CellValues.Number) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            var day = Math.Floor(number) + shift;
            // Through decimal, which keeps 15 digits: 2.2999999999999998 is what a spreadsheet makes of 2.3.
            return new(
                address,
                Math.Abs(number) < 1e15 ? ((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture) : text,
                day is >= 20_000 and < 80_000 && number >= 20_000 - shift ? DateOnly.FromDateTime(DateTime.FromOADate(day)) : null,
                null);
        }

        return new(address, text, null, null);
    }

    /// <summary>The place of a column by its letters, from 0.</summary>
    internal static int Index(string letters) => letters.Aggregate(0, (place, letter) => (place * 26) + letter - 'A' + 1) - 1;

    internal static string Letters(int index) => (index >= 26 ? Letters((index / 26) - 1) : "") + (char)('A' + (index % 26));

    [GeneratedRegex("^([A-Z]{1,3})[0-9]{1,7}$", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
