using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Plans.Tests.Workbooks;

/// <summary>A sheet of a workbook, cell by cell.</summary>
internal sealed record SomeSheet(string Name, object?[][] Rows, bool Hidden = false);

/// <summary>Real workbooks, made cell by cell.</summary>
internal static class SomeWorkbook
{
    public static List<SomeSheet> Sound() =>
    [
        new("Plan",
        [
            ["plan", "sample"], ["jurisdiction", "sample"], ["jurisdiction-name", "Kabupaten Contoh"], ["start", "2025-01-01"], ["end", "2028-12-31"],
            ["time-zone", "Asia/Jakarta"], ["languages", "id"], ["title", "Rencana: contoh"], ["tentang", "Tentang."],
        ]),
        new("Organisations", [["id", "partner", "name"], ["dinas", "pemerintah", "Dinas"], ["warga", "public", "Forum warga"]]),
        new("Commitments",
        [
            ["number", "title", "end", "lead", "start", "supporters", "rumusan-masalah", "unknown-because"],
            [1, "Anggaran terbuka", 46752, "dinas", "2025-01-01", "warga", "Masalah.\n\nDua alinea.", null],
            ["2", "Kabar tetap", "2028-12-31", "dinas", "2025-01-01", null, null, null],
        ]),
        new("Milestones",
        [
            ["commitment", "#", "Deliverable", "Due", "Recurs"],
            ["1", "1.2", "Dua", "akhir 2026", null],
            ["1", "1.1", "Satu", null, null],
            ["2", "2.1", "Laporan", "2028-12-31", "triwulanan"],
        ]),
        new("Indicators",
        [
            ["milestone", "#", "Deliverable", "Due", "Weight"],
            ["1.1", "1.1.1", "Satu satu", "2026-06-30", 2.2999999999999998],
            ["1.1", "1.1.2", "Satu dua", 46203, null],
        ]),
    ];


    public static byte[] Workbook(IEnumerable<SomeSheet> sheets)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var list = new Sheets();
            book.Workbook = new(list);
            foreach (var (index, sheet) in sheets.Index())
            {
                var part = book.AddNewPart<WorksheetPart>();
                var data = new SheetData();
                foreach (var (number, row) in sheet.Rows.Index())
                {
                    var cells = new Row { RowIndex = (uint)number + 1 };
                    foreach (var (at, value) in row.Index())
                    {
                        var reference = $"{(char)('A' + at)}{number + 1}";
                        if (value is string text) cells.Append(new Cell { CellReference = reference, DataType = CellValues.InlineString, InlineString = new(new Text(text)) });
                        else if (value is CellFormula formula) cells.Append(new Cell { CellReference = reference, CellFormula = formula, CellValue = new("2") });
                        else if (value is not null) cells.Append(new Cell { CellReference = reference, CellValue = new(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!) }); // not null
                    }

                    data.Append(cells);
                }

                part.Worksheet = new(data);
                list.Append(new Sheet { Name = sheet.Name, SheetId = (uint)index + 1, Id = book.GetIdOfPart(part), State = sheet.Hidden ? SheetStateValues.Hidden : SheetStateValues.Visible });
            }
        }

        return bytes.ToArray();
    }
}
