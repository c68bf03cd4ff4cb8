using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Host.Sheets;

/// <summary>A cell as it was read.</summary>
/// <param name="At">Where it is: <c>C14</c>.</param>
/// <param name="Text">Its text; of a number, the number as the file says it.</param>
/// <param name="Kind">What it is.</param>
public sealed record SheetCell(string At, string Text, SheetCellKind Kind);

/// <summary>What a cell is.</summary>
public enum SheetCellKind
{
    Words,
    Number,

    /// <summary>A number shown as a percentage: 0.54 is 54 %.</summary>
    Percentage,

    /// <summary>What it shows was computed, and may be anything by tomorrow.</summary>
    Formula,

    /// <summary>An error of the sheet.</summary>
    Error,
}

/// <summary>A row with something in it.</summary>
/// <param name="Number">Its number in the sheet, from 1.</param>
/// <param name="Cells">Its cells by the column's letters.</param>
public sealed record SheetRow(int Number, ImmutableDictionary<string, SheetCell> Cells);

/// <summary>The first sheet of a workbook.</summary>
/// <param name="Rows">Its rows that are not empty, in order.</param>
/// <param name="DayShift">What is added to a day's number: 1462 where the workbook counts from 1904.</param>
public sealed record Sheet(ImmutableArray<SheetRow> Rows, int DayShift)
{
    /// <summary>The day that a number means; null: none.</summary>
    public DateOnly? Day(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days + DayShift is > 366 and < 2_958_466
            ? DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(days + DayShift)))
            : null;
}

/// <summary>It is no workbook that can be read.</summary>
public sealed class NoSheet : Exception;

/// <summary>
/// Reads the first sheet of a workbook (ECMA-376). What it unpacks to is measured before anything is unpacked; other sheets, macros,
/// comments and whatever else is in the file are never looked at.
/// </summary>
public static partial class SheetReader
{
    private const int MostRows = 5_000;
    private const int MostParts = 500;
    private const long MostUnpacked = 32L * 1024 * 1024;
    private const int MostCharactersInPart = 16 * 1024 * 1024;
    private const int DaysTo1904 = 1462;

    /// <exception cref="NoSheet">It cannot be read.</exception>
    public static Sheet Read(byte[] bytes)
    {
        try
        {
            Measure(bytes);
            using var document = SpreadsheetDocument.Open(
                new MemoryStream(bytes, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharactersInPart });
            var book = document.WorkbookPart ?? throw new NoSheet();
            var sheet = book.Workbook?.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().FirstOrDefault()?.Id?.Value ?? throw new NoSheet();
            if (book.GetPartById(sheet) is not WorksheetPart part) throw new NoSheet();
            return new(Rows(part, Shared(book), Percentages(book)), book.Workbook.WorkbookProperties?.Date1904?.Value == true ? DaysTo1904 : 0);
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException
            or ArgumentException or InvalidOperationException or FormatException or IOException or NotSupportedException or OverflowException)
        {
            throw new NoSheet();
        }
    }

    private static void Measure(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts || zip.Entries.Sum(entry => entry.Length) > MostUnpacked) throw new NoSheet();
    }

    private static List<string> Shared(WorkbookPart book)
    {
        var texts = new List<string>();
        if (book.SharedStringTablePart is not { } part) return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(SharedStringItem)) continue;
            var item = (SharedStringItem)reader.LoadCurrentElement()!; // just read
            // Readings beside Japanese words are no part of them.
            texts.Add(item.Text is { } plain ? plain.Text : string.Concat(item.Elements<Run>().Select(run => run.Text?.Text)));
        }

        return texts;
    }

    /// <summary>The styles that show a number as a percentage.</summary>
    private static HashSet<uint> Percentages(WorkbookPart book)
    {
        HashSet<uint> found = [];
        var index = 0u;
        foreach (var format in book.WorkbookStylesPart?.Stylesheet?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            if (format.NumberFormatId?.Value is 9 or 10) found.Add(index);
            index++;
        }

        return found;
    }

    private static ImmutableArray<SheetRow> Rows(WorksheetPart part, List<string> shared, HashSet<uint> percentages)
    {
        var rows = ImmutableArray.CreateBuilder<SheetRow>();
        var number = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(Row)) continue;
            var row = (Row)reader.LoadCurrentElement()!; // just read
            number = row.RowIndex?.HasValue == true ? (int)Math.Min(row.RowIndex.Value, 2_000_000) : number + 1;
            var cells = Cells(row, number, shared, percentages);
            if (cells.Values.All(cell => cell.Text.Length == 0 && cell.Kind != SheetCellKind.Formula)) continue;
            if (rows.Count == MostRows) throw new NoSheet();
            rows.Add(new(number, cells));
        }

        return rows.ToImmutable();
    }

    private static ImmutableDictionary<string, SheetCell> Cells(Row row, int number, List<string> shared, HashSet<uint> percentages)
    {
        var cells = ImmutableDictionary.CreateBuilder<string, SheetCell>(StringComparer.Ordinal);
        var index = 0;
        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference && Reference().Match(reference) is { Success: true } match ? match.Groups[1].Value : SheetWriter.Letters(index);
            var text = Text(cell, shared).ReplaceLineEndings("\n").Trim();
            if (!cells.TryAdd(column, new($"{column}{number}", text, Kind(cell, percentages)))) throw new NoSheet();
            index++;
        }

        return cells.ToImmutable();
    }

    private static SheetCellKind Kind(Cell cell, HashSet<uint> percentages) =>
        cell.CellFormula is not null ? SheetCellKind.Formula
        : cell.DataType?.Value == CellValues.Error ? SheetCellKind.Error
        : cell.DataType is not null && cell.DataType.Value != CellValues.Number ? SheetCellKind.Words
        : cell.StyleIndex?.Value is { } style && percentages.Contains(style) ? SheetCellKind.Percentage
        : SheetCellKind.Number;

    private static string Text(Cell cell, List<string> shared)
    {
        var text = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value == CellValues.InlineString)
            return cell.InlineString is not { } inline ? "" : inline.Text?.Text ?? string.Concat(inline.Elements<Run>().Select(run => run.Text?.Text));
        if (cell.DataType?.Value != CellValues.SharedString) return text;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "";
    }

    [GeneratedRegex("^([A-Z]{1,3})[0-9]{1,7}$", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
