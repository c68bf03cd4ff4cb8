using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Plans.Workbooks;

/// <summary>Writes the empty template. Every cell is text, so that <c>1.10</c> stays what was typed.</summary>
internal static class WorkbookTemplate
{
    private const uint AsText = 1;

    /// <param name="sheets">Name, keys, and whether a key is a row rather than a column.</param>
    public static byte[] Write(IReadOnlyList<(string Name, List<string> Keys, bool InRows)> sheets)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new(
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true })); // 49: text
            var list = new Sheets();
            book.Workbook = new(list);
            foreach (var (index, (name, keys, inRows)) in sheets.Index())
            {
                var part = book.AddNewPart<WorksheetPart>();
                var data = new SheetData();
                if (inRows) foreach (var key in keys) data.Append(new Row(Text(key)));
                else data.Append(new Row(keys.Select(Text)));
                part.Worksheet = new(new Columns(new Column { Min = 1, Max = 40, Width = 24, CustomWidth = true, Style = AsText }), data);
                list.Append(new Sheet { Name = name, SheetId = (uint)index + 1, Id = book.GetIdOfPart(part) });
            }
        }

        return bytes.ToArray();
    }

    private static Cell Text(string text) => new() { DataType = CellValues.InlineString, InlineString = new(new Text(text)), StyleIndex = AsText };
}
