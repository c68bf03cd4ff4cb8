using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>
/// What an office leads, as a workbook to fill in wherever there is no connection, and its way back. Nothing is sent before it was
/// shown.
/// </summary>
[IgnoreAntiforgeryToken] // asked for below, after the caller
[RequestSizeLimit(8 * Most)]
[RequestFormLimits(MultipartBodyLengthLimit = Most)]
public sealed class WorkbookPage(ProgressWorkbook workbook, Drafts drafts, Reader reader) : OwnPage, IForm
{
    /// <summary>What a workbook may weigh, in bytes.</summary>
    public const int Most = 2 * 1024 * 1024;

    public string Form => "workbook";

    public Typed Typed { get; } = new();

    public IActionResult OnGet() => Turned(Caller.Of(HttpContext)) ?? Page();

    /// <summary>The workbook itself.</summary>
    public IActionResult OnGetFile() => Turned(Caller.Of(HttpContext)) ?? File(
        workbook.Write(Caller.Of(HttpContext)!.Organisation, reader.T), // turned away otherwise
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", reader.T["workbook.file-name"] + ".xlsx");

    public async Task<IActionResult> OnPost([FromServices] IAntiforgery tokens)
    {
        var caller = Caller.Of(HttpContext);
        if (Turned(caller) is { } away) return away;
        var (sent, status, unread) = await SentForm.Read(Request, Most, TooLarge);
        if (sent is not { } form) return Again(status, unread);
        if (!await tokens.IsRequestValidAsync(HttpContext)) return Again(StatusCodes.Status403Forbidden, DoorRules.FormExpired.Refuse());
        if (form.Files is [{ Length: > Most }]) return Again(StatusCodes.Status413PayloadTooLarge, TooLarge);
        if (form.Files is not [{ Length: > 0 } file])
            return Again(StatusCodes.Status400BadRequest, DoorRules.SheetUnreadable.Refuse("file"));
        using var bytes = new MemoryStream();
        await using (var stream = file.OpenReadStream()) await stream.CopyToAsync(bytes, HttpContext.RequestAborted);
        var reading = workbook.Read(bytes.ToArray(), caller!.Organisation, reader.T); // turned away otherwise
        if (reading.Rows.Length + reading.Wrong.Length == 0) return Again(StatusCodes.Status400BadRequest, DoorRules.SheetEmpty.Refuse("file"));
        if (reading.Columns.IsEmpty && reading.Wrong is [{ Why: var why }]) return Again(StatusCodes.Status400BadRequest, why);
        var kept = drafts.Keep(caller.AccountId,
        [
            new("reading", JsonSerializer.Serialize(reading, DomainJson.Options)),
            new("file", Path.GetFileName(file.FileName) is { Length: <= 200 } name ? name : ""),
        ]);
        return Redirect(reader.To.WorkbookPreview(kept));
    }

    private static Refused TooLarge => DoorRules.FileTooLarge.Refuse("file", ("megabytes", $"{Most >> 20}"));

    private IActionResult? Turned(Caller? caller) => caller is null ? Redirect(reader.To.SignInFor(reader.To.Workbook))
        : caller.Is(Role.Owner) ? null
        : StatusCode(StatusCodes.Status403Forbidden);

    private PageResult Again(int status, Refused why)
    {
        Typed.Refuse(why.Field ?? "", why);
        Response.StatusCode = status;
        return Page();
    }
}
