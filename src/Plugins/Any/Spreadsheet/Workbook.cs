using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Tracker.Plugins.Any.Spreadsheet;

/// <summary>A row of the workbook that was read.</summary>
/// <param name="Village">The village's code.</param>
/// <param name="Month">The first day of its month.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where the value is from, in the sender's words; never published.</param>
/// <param name="Cell">The cell of its village, which is published, such as <c>A14</c>.</param>
internal sealed record Row(string Village, DateOnly Month, decimal Value, string Source, string Cell);

/// <summary>A cell that was not taken.</summary>
/// <param name="Cell">Where it is, such as <c>C14</c>.</param>
/// <param name="Why">What is wrong with it and what to do.</param>
internal sealed record WrongCell(string Cell, string Why);

/// <summary>It is no workbook by the template.</summary>
internal sealed class NoWorkbook(string why) : Exception(why);

/// <summary>
/// Reads the first sheet of a workbook (ECMA-376) by the template: a first row that names village, period, value and source,
/// and a row for each village and month. A wrong cell costs its row alone, and every wrong cell is named.
/// </summary>
internal static partial class Workbook
{
    private const int MostRows = 20_000;
    private const int MostLetters = 200;
    private const int MostCharactersInPart = 20_000_000;

    // Excel counts days from 1899-12-30, or from 1904-01-01 in workbooks that say so.
    private const int DaysTo1904 = 1462;
    private static readonly string[][] s_columns = [["village", "desa"], ["period", "periode"], ["value", "nilai"], ["source", "sumber"]];

    /// <param name="bytes">The file.</param>
    /// <param name="say">Chooses between English and Indonesian words, whichever whoever sent it reads.</param>
    /// <exception cref="NoWorkbook">It cannot be read at all, in words for whoever sent it.</exception>
    public static (List<Row> Rows, List<WrongCell> Wrong) Read(byte[] bytes, Func<string, string, string> say)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(
                new MemoryStream(bytes, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharactersInPart });
            var book = document.WorkbookPart ?? throw new NoWorkbook(say("there is no workbook in it", "tidak ada buku kerja di dalamnya"));
            var sheet = book.Workbook?.Descendants<Sheet>().FirstOrDefault()?.Id?.Value ?? throw new NoWorkbook(say("it has no sheet", "tidak ada lembar di dalamnya"));
            if (book.GetPartById(sheet) is not WorksheetPart part) throw new NoWorkbook(say("its first sheet holds no cells", "lembar pertamanya tidak memuat sel"));
            return Rows(part, Shared(book), book.Workbook.WorkbookProperties?.Date1904?.Value == true ? DaysTo1904 : 0, say);
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException
            or ArgumentException or InvalidOperationException or FormatException or IOException or NotSupportedException)
        {
            throw new NoWorkbook(say(
                "it is no XLSX workbook, is protected by a password, or is damaged or too large",
                "berkas ini bukan buku kerja XLSX, dilindungi kata sandi, rusak, atau terlalu besar"));
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

    private static (List<Row> Rows, List<WrongCell> Wrong) Rows(WorksheetPart part, List<string> shared, int dayShift, Func<string, string, string> say)
    {
        var rows = new List<Row>();
        var wrong = new List<WrongCell>();
        var seen = new HashSet<(string, DateOnly)>();
        string[]? columns = null; // the letters of village, period, value, source
        var number = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(DocumentFormat.OpenXml.Spreadsheet.Row)) continue;
            var row = (DocumentFormat.OpenXml.Spreadsheet.Row)reader.LoadCurrentElement()!; // just read
            number = row.RowIndex?.HasValue == true ? (int)Math.Min(row.RowIndex.Value, 2_000_000) : number + 1;
            var cells = Cells(row, number, say);
            if (columns is null)
            {
                columns = Columns(cells, shared, number, say);
                continue;
            }

            if (cells.Values.All(cell => Text(cell, shared).Trim().Length == 0)) continue;
            if (rows.Count + wrong.Count >= MostRows)
            {
                wrong.Add(new($"A{number}", say($"more than {MostRows} rows: the rest is not read", $"lebih dari {MostRows} baris: sisanya tidak dibaca")));
                break;
            }

            var before = wrong.Count;
            var village = Village();
            var month = Month();
            var value = Value();
            var source = Words(3);
            if (wrong.Count > before) continue;
            if (seen.Add((village, month))) rows.Add(new(village, month, value, source, $"{columns[0]}{number}"));
            else wrong.Add(new($"{columns[0]}{number}", say($"{village} stands twice in {month:yyyy-MM}: keep one row", $"{village} ada dua kali pada {month:yyyy-MM}: sisakan satu baris")));

            string Village()
            {
                var text = Words(0);
                // A code typed as a number: no exponent, no fraction.
                if (IsNumber(columns[0]) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var code)) text = code.ToString("0.###", CultureInfo.InvariantCulture);
                if (Personal.In(text) is { } personal)
                {
                    Wrong(0, say(personal.En, personal.Id));
                    return "";
                }

                if (text.Length > 0 && !Coverage.IsVillage(text)) Wrong(0, say($"'{Short(text)}' is neither a village's name nor its code", $"'{Short(text)}' bukan nama atau kode desa"));
                return text;
            }

            DateOnly Month()
            {
                var text = Words(1);
                if (IsNumber(columns[1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days + dayShift is > 366 and < 2_958_466)
                {
                    var day = DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(days + dayShift)));
                    if (Days.IsOne(day)) return new(day.Year, day.Month, 1);
                }

                if (Days.OfMonth(text) is { } month) return month;
                if (text.Length > 0) Wrong(1, say($"'{Short(text)}' is no month: write it as 2026-03", $"'{Short(text)}' bukan bulan: tulis seperti 2026-03"));
                return default;
            }

            decimal Value()
            {
                var text = Words(2);
                // Through double where a program wrote it: 2.2999999999999998 is what Excel makes of 2.3.
                if (IsNumber(columns[2]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var typed) && double.IsFinite(typed))
                    return Math.Abs(typed) < (double)Coverage.Beyond ? (decimal)typed : TooLarge();
                if (!IsNumber(columns[2]) && Thousands().IsMatch(text))
                {
                    var (whole, part) = (text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), text.Replace(',', '.') + "0");
                    Wrong(2, say($"'{text}' may be {whole} or {part}: write it so", $"'{text}' bisa berarti {whole} atau {part}: tulis salah satunya"));
                    return 0;
                }

                // A text has whichever decimal sign its writer uses, and nothing between thousands.
                if (!IsNumber(columns[2]) && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var written))
                    return Math.Abs(written) < Coverage.Beyond ? written : TooLarge();
                if (text.Length > 0) Wrong(2, say($"'{Short(text)}' is no number: write it as 12.5", $"'{Short(text)}' bukan bilangan: tulis seperti 12.5"));
                return 0;

                decimal TooLarge()
                {
                    Wrong(2, say($"'{Short(text)}' is larger than any value is: write how much it is", $"'{Short(text)}' lebih besar daripada nilai apa pun: tulis nilai sebenarnya"));
                    return 0;
                }
            }

            string Words(int column)
            {
                if (!cells.TryGetValue(columns[column], out var cell) || Text(cell, shared).Trim() is not { Length: > 0 } text)
                {
                    Wrong(column, say($"'{s_columns[column][0]}' is empty", $"'{s_columns[column][1]}' kosong"));
                    return "";
                }

                if (cell.CellFormula is not null) Wrong(column, say("a formula: paste its value instead", "ini rumus: tempelkan nilainya saja"));
                else if (cell.DataType?.Value == CellValues.Error) Wrong(column, say($"{Short(text)} is an error of the sheet", $"{Short(text)} adalah galat lembar kerja"));
                else if (text.Length > MostLetters) Wrong(column, say($"longer than {MostLetters} letters", $"lebih panjang dari {MostLetters} huruf"));
                else return text;
                return "";
            }

            bool IsNumber(string column) => cells.TryGetValue(column, out var cell) && (cell.DataType is null || cell.DataType.Value == CellValues.Number);

            void Wrong(int column, string why) => wrong.Add(new($"{columns[column]}{number}", why));
        }

        return columns is null ? throw new NoWorkbook(say("its first sheet is empty", "lembar pertamanya kosong")) : (rows, wrong);
    }

    private static string[] Columns(Dictionary<string, Cell> cells, List<string> shared, int number, Func<string, string, string> say)
    {
        var names = cells.ToDictionary(cell => cell.Key, cell => Text(cell.Value, shared).Trim().ToLowerInvariant());
        return
        [
            .. s_columns.Select(column => names.Where(name => column.Contains(name.Value)).Select(name => name.Key).Order(StringComparer.Ordinal).FirstOrDefault()
                ?? throw new NoWorkbook(say(
                    $"row {number} has no column '{column[0]}' ('{column[1]}'): the first row names village, period, value and source",
                    $"baris {number} tidak memiliki kolom '{column[1]}' ('{column[0]}'): baris pertama menyebut desa, periode, nilai, dan sumber"))),
        ];
    }

    private static Dictionary<string, Cell> Cells(DocumentFormat.OpenXml.Spreadsheet.Row row, int number, Func<string, string, string> say)
    {
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
        var index = 0;
        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference && Reference().Match(reference) is { Success: true } match ? match.Groups[1].Value : Letters(index);
            if (!cells.TryAdd(column, cell)) throw new NoWorkbook(say($"the cell {column}{number} stands there twice", $"sel {column}{number} ada dua kali"));
            index++;
        }

        return cells;
    }

    private static string Letters(int index) => (index >= 26 ? Letters((index / 26) - 1) : "") + (char)('A' + (index % 26));

    private static string Text(Cell cell, List<string> shared)
    {
        var text = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        if (cell.DataType?.Value != CellValues.SharedString) return text;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "";
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];

    /// <summary>One thousand to some, and one to others.</summary>
    [GeneratedRegex("^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Thousands();

    [GeneratedRegex("^([A-Z]{1,3})[0-9]{1,7}$", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
