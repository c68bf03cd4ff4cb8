using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FluentAssertions;
using Tracker.Host.Tests.Pages;

namespace Tracker.Host.Tests.Commitments;

/// <summary>The workbook of an office: taken out, filled in, brought back in.</summary>
internal static class SomeProgressWorkbook
{
    public const string Address = "/en/mine/workbook";

    public static async Task<byte[]> Out(Visitor visitor, string address = Address)
    {
        using var answer = await visitor.Http.GetAsync($"{address}?handler=File");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.Should().Contain(".xlsx");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public static async Task<HttpResponseMessage> In(Visitor visitor, byte[] bytes, string address = Address)
    {
        var form = (IHtmlFormElement)(await visitor.Open(address)).QuerySelector("main form")!; // the page has one
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in Visitor.Fields(form).Where(field => field.Name != "file")) body.Add(new StringContent(value), name);
        body.Add(new ByteArrayContent(bytes), "file", "report.xlsx");
        return await visitor.Http.PostAsync(address, body);
    }

    /// <summary>Brings it in and opens its preview.</summary>
    public static async Task<AngleSharp.Dom.IDocument> Preview(Visitor visitor, byte[] bytes, string address = Address) =>
        await visitor.Open((await In(visitor, bytes, address)).Headers.Location!.ToString());

    /// <summary>Fills in cells as a spreadsheet program does: texts beginning with <c>=</c> become formulas.</summary>
    public static byte[] Filled(byte[] workbook, params (int Row, string Column, string Text)[] cells)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var document = SpreadsheetDocument.Open(bytes, true))
        {
            var data = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.GetFirstChild<SheetData>()!; // as it was written
            foreach (var (number, column, text) in cells)
            {
                var row = data.Elements<Row>().FirstOrDefault(one => one.RowIndex! == (uint)number) ?? data.AppendChild(new Row { RowIndex = (uint)number });
                var at = column + number.ToString(CultureInfo.InvariantCulture);
                row.Elements<Cell>().FirstOrDefault(one => one.CellReference == at)?.Remove();
                var cell = text.StartsWith('=')
                    ? new Cell { CellReference = at, CellFormula = new CellFormula(text[1..]), CellValue = new CellValue("2") }
                    : new Cell { CellReference = at, DataType = CellValues.InlineString, InlineString = new(new DocumentFormat.OpenXml.Spreadsheet.Text(text)) };
                var after = row.Elements<Cell>().LastOrDefault(one => string.CompareOrdinal(one.CellReference!.Value, at) < 0); // each has one
                if (after is null) row.PrependChild(cell);
                else row.InsertAfter(cell, after);
            }
        }

        return bytes.ToArray();
    }
}
