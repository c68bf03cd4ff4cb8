using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Host.Sheets;

/// <summary>A column of a workbook that is written.</summary>
/// <param name="Name">What the first row says.</param>
/// <param name="Width">In letters.</param>
/// <param name="OneOf">What may be chosen in it; empty: anything.</param>
public sealed record SheetColumn(string Name, double Width, ImmutableArray<string> OneOf);

/// <summary>
/// Writes a workbook of one sheet (ECMA-376): a first row that stays in sight, and texts. Every cell is a text and never a formula,
/// whatever it begins with.
/// </summary>
public static class SheetWriter
{
    private const uint Header = 1;
    private const uint Words = 2;

    public static byte[] Write(string name, ImmutableArray<SheetColumn> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var styles = book.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = Styles();
            var part = book.AddNewPart<WorksheetPart>();
            var data = new SheetData(Row(1, columns.Select(column => column.Name), Header));
            var number = 1u;
            foreach (var row in rows) data.Append(Row(++number, row, Words));
            part.Worksheet = new Worksheet(
                new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
                new Columns(columns.Select((column, index) => new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = column.Width, CustomWidth = true })),
                data);
            if (Choices(columns, number) is { HasChildren: true } choices) part.Worksheet.Append(choices);
            book.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = name }));
        }

        return bytes.ToArray();
    }

    internal static string Letters(int index) => (index >= 26 ? Letters((index / 26) - 1) : "") + (char)('A' + (index % 26));

    private static Row Row(uint number, IEnumerable<string> texts, uint style)
    {
        var row = new Row { RowIndex = number };
        var column = 0;
        foreach (var text in texts)
        {
            var at = $"{Letters(column++)}{number}";
            row.Append(text.Length == 0
                ? new Cell { CellReference = at, StyleIndex = style }
                : new Cell { CellReference = at, StyleIndex = style, DataType = CellValues.InlineString, InlineString = new(new DocumentFormat.OpenXml.Spreadsheet.Text(text) { Space = SpaceProcessingModeValues.Preserve }) });
        }

        return row;
    }

    private static DataValidations? Choices(ImmutableArray<SheetColumn> columns, uint last)
    {
        var choices = columns.Select((column, index) => (column, index)).Where(one => one.column.OneOf.Length > 0 && last > 1)
            .Select(one => new DataValidation(new Formula1($"\"{string.Join(',', one.column.OneOf)}\""))
            {
                Type = DataValidationValues.List,
                AllowBlank = true,
                ShowErrorMessage = true,
                SequenceOfReferences = new(new StringValue[] { $"{Letters(one.index)}2:{Letters(one.index)}{last}" }),
            }).ToList();
        return choices.Count == 0 ? null : new DataValidations(choices) { Count = (uint)choices.Count };
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())) { Count = 2 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 },
            new CellFormat { NumberFormatId = 0, FontId = 1, FillId = 0, BorderId = 0, FormatId = 0, ApplyFont = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0, ApplyAlignment = true })
        { Count = 3 });
}
