using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Plans;
using Tracker.Plans.Workbooks;
using Xunit;

namespace Tracker.Host.Tests.Plans;

/// <summary>A coordinator's workbook, from the template to plan files, without JavaScript.</summary>
public sealed class ImportWorkbookTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    private const string Page = "/en/plan-files/import-workbook";

    [Fact]
    public async Task A_workbook_is_shown_as_what_would_be_published_and_taken_along_as_plan_files()
    {
        var coordinator = await SignedIn("coordinator");
        var template = await coordinator.Http.GetByteArrayAsync(new Uri($"{Page}?handler=Template", UriKind.Relative));
        var before = await site.Entries();
        var answer = await Upload(coordinator, Filled(template, "2026-12-31"));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var page = await Visitor.Read(answer);
        page.QuerySelector("main")!.TextContent.Should().Contain("01-open-budgets.md").And.Contain("| 1.1 | The budget is published | 2026-12-31 |");

        var taken = await coordinator.Send(page, Page);
        taken.Content.Headers.ContentType!.MediaType.Should().Be("application/zip");
        using var zip = new ZipArchive(await taken.Content.ReadAsStreamAsync());
        zip.Entries.Select(entry => entry.FullName).Should().Equal("sample/01-open-budgets.md", "sample/plan.md");
        PlanFolder.Read("sample", zip.Entries.ToDictionary(entry => entry.Name, Bytes)).Findings.Should().BeEmpty();
        (await site.Entries()).Should().Be(before, "nothing is recorded by looking");
    }

    [Theory]
    [InlineData("en", "1 cell to correct", "there is no day 31-02-2026")]
    [InlineData("id", "sel perlu diperbaiki", "tidak ada tanggal 31-02-2026")]
    public async Task Every_cell_to_correct_is_named_and_nothing_can_be_taken_along(string language, string words, string finding)
    {
        var coordinator = await SignedIn("coordinator");
        var answer = await Upload(coordinator, Filled(PlanWorkbook.Template("en"), "31-02-2026"), $"/{language}/plan-files/import-workbook");
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var main = (await Visitor.Read(answer)).QuerySelector("main")!;
        main.TextContent.Should().Contain(words).And.Contain(finding);
        main.QuerySelectorAll("code").Select(code => code.TextContent).Should().Contain("Milestones!F2");
        main.QuerySelectorAll("input[name=workbook]").Should().BeEmpty();
    }

    [Fact]
    public async Task Of_a_plan_that_is_published_already_it_is_said_what_applies_the_files()
    {
        var coordinator = await SignedIn("coordinator");
        var template = PlanWorkbook.Template("en");
        (await Visitor.Read(await Upload(coordinator, Filled(template, "2026-12-31")))).QuerySelector("main")!.TextContent.Should().Contain("Put the folder sample among the plans");

        foreach (var (language, said) in new[] { ("en", "changes nothing by itself"), ("id", "saja tidak mengubah apa pun") })
        {
            var main = (await Visitor.Read(await Upload(coordinator, Filled(template, "2026-12-31", "contoh"), $"/{language}/plan-files/import-workbook"))).QuerySelector("main")!;
            main.TextContent.Should().Contain(said).And.Contain("tracker amend contoh").And.NotContain("Put the folder");
            main.QuerySelector($"a[href='/{language}/plans/contoh/amend-from-files']").Should().NotBeNull();
        }
    }

    [Fact]
    public async Task Where_the_template_is_what_to_begin_with_the_page_leads_to_its_own()
    {
        using var bytes = new MemoryStream();
        bytes.Write(Filled(PlanWorkbook.Template("en"), "2026-12-31"));
        using (var document = SpreadsheetDocument.Open(bytes, isEditable: true))
            document.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(one => one.Name == "Milestones").Name = "Steps"; // the template has it
        var main = (await Visitor.Read(await Upload(await SignedIn("coordinator"), bytes.ToArray()))).QuerySelector("main")!;
        main.QuerySelector(".rows a")!.GetAttribute("href").Should().Be($"{Page}?handler=Template");
        main.TextContent.Should().NotContain("tracker import-workbook");
    }

    [Theory]
    [InlineData("en", "The file is no XLSX workbook")]
    [InlineData("id", "Berkas ini bukan buku kerja XLSX")]
    public async Task What_is_no_workbook_is_said_at_its_field(string language, string words)
    {
        var coordinator = await SignedIn("coordinator");
        var answer = await Upload(coordinator, "no workbook"u8.ToArray(), $"/{language}/plan-files/import-workbook");
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Visitor.Read(answer)).QuerySelector("#file-error, [id$=file-error], .error")!.TextContent.Should().Contain(words);
    }

    [Fact]
    public async Task A_workbook_that_is_too_large_is_said_at_its_field()
    {
        using var answer = await Upload(await SignedIn("coordinator"), new byte[6 << 20]);
        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await Visitor.Read(answer)).QuerySelector("#file-error, [id$=file-error], .error")!.TextContent.Should().Contain("MB");
    }

    [Fact]
    public async Task Only_a_coordinator_brings_one()
    {
        (await new Visitor(site.Visitor()).Http.GetAsync(new Uri(Page, UriKind.Relative))).Headers.Location!.ToString().Should().StartWith("/en/sign-in");
        foreach (var account in new[] { "partner", "reviewer", "owner", "admin" })
            (await (await SignedIn(account)).Http.GetAsync(new Uri(Page, UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.Forbidden, account);
    }

    private static async Task<HttpResponseMessage> Upload(Visitor visitor, byte[] workbook, string page = Page)
    {
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await visitor.Open(page)).QuerySelector("main form[method=post]")!; // the page has one
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Visitor.Fields(form).Where(field => field.Name != "file")) content.Add(new StringContent(value), name);
        var file = new ByteArrayContent(workbook);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(file, "file", "plan.xlsx");
        return await visitor.Http.PostAsync(new Uri(page, UriKind.Relative), content);
    }

    private async Task<Visitor> SignedIn(string account)
    {
        var visitor = new Visitor(site.Browser());
        var answer = await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", Tests.SomeSite.Password));
        return answer.StatusCode == HttpStatusCode.Redirect ? visitor : throw new InvalidOperationException($"{account} could not sign in: {answer.StatusCode}.");
    }

    /// <summary>The template, filled in as a person would.</summary>
    private static byte[] Filled(byte[] template, string due, string plan = "sample")
    {
        using var bytes = new MemoryStream();
        bytes.Write(template);
        using (var document = SpreadsheetDocument.Open(bytes, isEditable: true))
        {
            var book = document.WorkbookPart!; // the template has one
            foreach (var row in Data(book, "Plan").Elements<Row>())
            {
                if (s_plan.TryGetValue(row.InnerText, out var value)) row.Append(Cell(row.InnerText == "plan" ? plan : value));
            }

            Append(book, "Organisations", ("id", "lead-office"), ("partner", "government"), ("name", "Lead office"));
            Append(book, "Commitments", ("number", "1"), ("title", "Open budgets"), ("start", "2025-01-01"), ("end", "2028-12-31"), ("lead", "lead-office"));
            Append(book, "Milestones", ("commitment", "1"), ("#", "1.1"), ("Deliverable", "The budget is published"), ("Due", due));
        }

        return bytes.ToArray();
    }

    private static readonly Dictionary<string, string> s_plan = new()
    {
        ["plan"] = "sample",
        ["jurisdiction"] = "sample",
        ["jurisdiction-name"] = "Example",
        ["start"] = "2025-01-01",
        ["end"] = "2028-12-31",
        ["time-zone"] = "Asia/Jakarta",
        ["languages"] = "en",
        ["title"] = "Action plan",
    };

    private static SheetData Data(WorkbookPart book, string sheet) =>
        ((WorksheetPart)book.GetPartById(book.Workbook!.Descendants<Sheet>().Single(one => one.Name == sheet).Id!)).Worksheet!.GetFirstChild<SheetData>()!; // the template has them

    private static void Append(WorkbookPart book, string sheet, params (string Column, string Value)[] cells)
    {
        var data = Data(book, sheet);
        var values = cells.ToDictionary(cell => cell.Column, cell => cell.Value);
        data.Append(new Row(data.Elements<Row>().First().Elements<Cell>().Select(header => Cell(values.GetValueOrDefault(header.InnerText, "")))));
    }

    private static Cell Cell(string text) => new() { DataType = CellValues.InlineString, InlineString = new(new DocumentFormat.OpenXml.Spreadsheet.Text(text)) };

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
