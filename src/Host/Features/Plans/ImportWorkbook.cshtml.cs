using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Plans.Workbooks;

namespace Tracker.Host.Features.Plans;

/// <summary>
/// A coordinator's workbook becomes plan files: every cell to correct is named, and what would be published is shown before
/// anything is taken along. Nothing is recorded here, and the workbook is not kept.
/// </summary>
[IgnoreAntiforgeryToken] // asked for below, after the caller
[RequestSizeLimit(4 * MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = MostSent, ValueLengthLimit = MostSent)]
public sealed class ImportWorkbookPage(PlanViews plans, PlanClock clock, Reader reader) : OwnPage, IForm
{
    /// <summary>A workbook, or a workbook as base64 in a form.</summary>
    private const int MostSent = (PlanWorkbook.MostBytes * 4 / 3) + (64 * 1024);

    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public string Form => "import-workbook";

    public Typed Typed { get; } = new();

    /// <summary>What the workbook became; null before one was sent.</summary>
    public WorkbookReading? Reading { get; private set; }

    /// <summary>Whether such a plan is published here already: then its files alone change nothing.</summary>
    public bool Published => Reading?.Plan is { Id: var id } && plans.Head(id, clock.Today(id)) is not null;

    /// <summary>The workbook as it was sent, for taking the files along.</summary>
    public string Sent { get; private set; } = "";

    public IActionResult OnGet() => NotAllowed() ?? Page();

    /// <summary>An empty workbook.</summary>
    public IActionResult OnGetTemplate() => NotAllowed() ?? File(PlanWorkbook.Template(reader.Language), Xlsx, reader.Language == "id" ? "rencana.xlsx" : "plan.xlsx");

    public async Task<IActionResult> OnPost([FromServices] IAntiforgery tokens)
    {
        if (NotAllowed() is { } no) return no;
        var (read, status, unread) = await SentForm.Read(Request, PlanWorkbook.MostBytes, TooLarge);
        if (read is not { } form) return Again(status, unread);
        if (!await tokens.IsRequestValidAsync(HttpContext)) return Again(StatusCodes.Status403Forbidden, DoorRules.FormExpired.Refuse());
        var taking = form["workbook"].ToString() is { Length: > 0 } sent ? sent : null;
        if (form.Files is [{ Length: > PlanWorkbook.MostBytes }]) return Again(StatusCodes.Status413PayloadTooLarge, TooLarge);
        if (await Bytes(form, taking) is not { } bytes) return Again(StatusCodes.Status400BadRequest, NotTaken(reader.T["import-workbook.nothing"]));
        try
        {
            Reading = PlanWorkbook.Read(bytes);
        }
        catch (NoWorkbook none)
        {
            return Again(StatusCodes.Status400BadRequest, NotTaken(none.Why.In(reader.Language)));
        }

        if (taking is not null && Reading.Plan is { } plan) return File(Zip(plan.Id.Value, Reading), "application/zip", $"{plan.Id}.zip");
        Sent = Convert.ToBase64String(bytes);
        if (Reading.Plan is null) Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private IActionResult? NotAllowed() => Caller.Of(HttpContext) is not { } caller ? Redirect(reader.To.SignInFor(reader.To.ImportWorkbook))
        : caller.Is(Role.Coordinator) ? null
        : StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<byte[]?> Bytes(IFormCollection form, string? sent)
    {
        if (sent is not null)
        {
            var bytes = new byte[sent.Length];
            return Convert.TryFromBase64String(sent, bytes, out var length) ? bytes[..length] : null;
        }

        if (form.Files is not [{ Length: > 0 } file]) return null;
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        return memory.ToArray();
    }

    private static Domain.Refused TooLarge => DoorRules.FileTooLarge.Refuse("file", ("megabytes", (PlanWorkbook.MostBytes >> 20).ToString(CultureInfo.InvariantCulture)));

    private static Domain.Refused NotTaken(string why) =>
        DoorRules.UploadNotWorkbook.Refuse("file", ("megabytes", (PlanWorkbook.MostBytes >> 20).ToString(CultureInfo.InvariantCulture)), ("why", why));

    private static byte[] Zip(string plan, WorkbookReading reading)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in reading.Files)
            {
                using var file = zip.CreateEntry($"{plan}/{path}").Open();
                file.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private PageResult Again(int status, Domain.Refused why)
    {
        Typed.Refuse(why.Field ?? "", why);
        Response.StatusCode = status;
        return Page();
    }
}
