using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// Any partner uploads a plugin: a zip file of its folder. Whoever is not signed in as a partner is turned away before a byte of
/// the file is read.
/// </summary>
[IgnoreAntiforgeryToken] // asked for below, after the caller
[RequestSizeLimit(2 * PluginArchive.MostPacked)]
[RequestFormLimits(MultipartBodyLengthLimit = PluginArchive.MostPacked)]
public sealed class UploadPluginPage(PluginUploads uploads, Reader reader) : OwnPage, IForm
{
    public string Form => "upload-plugin";

    public Typed Typed { get; } = new();

    /// <summary>What is to be repaired in the files that were sent.</summary>
    public ImmutableArray<Finding> Findings { get; private set; } = [];

    public IActionResult OnGet() => Caller.Of(HttpContext) is not { } caller ? Redirect(reader.To.SignInFor(reader.Here))
        : caller.Is(Role.Partner) ? Page()
        : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPost([FromServices] IAntiforgery tokens, [FromServices] WriteLimiter limiter)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Partner)) return StatusCode(StatusCodes.Status403Forbidden);
        var form = await SentForm.Read(Request);
        if (form is not null && !await tokens.IsRequestValidAsync(HttpContext)) return Again(StatusCodes.Status403Forbidden, DoorRules.FormExpired.Refuse());
        if (form?.Files is not [{ Length: > 0 and <= PluginArchive.MostPacked } file])
            return Again(StatusCodes.Status400BadRequest, DoorRules.UploadNotZip.Refuse("file", ("megabytes", (PluginArchive.MostPacked >> 20).ToString(CultureInfo.InvariantCulture))));
        using var lease = limiter.Take(caller);
        if (!lease.IsAcquired)
        {
            Limits.SayWhen(HttpContext, lease);
            return Again(StatusCodes.Status429TooManyRequests, DoorRules.TooManyRequests.Refuse());
        }

        await using var zip = file.OpenReadStream();
        var (plugin, outcome, findings) = await uploads.Take(zip, caller.As(Role.Partner), HttpContext.RequestAborted);
        Findings = findings;
        return outcome switch
        {
            WriteOutcome.Done done => Redirect(string.Create(CultureInfo.InvariantCulture, $"{reader.To.Plugin(plugin!.Value)}?recorded={done.LedgerIndex}")), // it was listed
            WriteOutcome.Declined declined => Again(Problems.Status(declined.Why.Kind), declined.Why),
            WriteOutcome.Full => Again(StatusCodes.Status507InsufficientStorage, DoorRules.StorageFull.Refuse()),
            _ => Again(StatusCodes.Status503ServiceUnavailable, DoorRules.OutcomeUnknown.Refuse()),
        };
    }

    private PageResult Again(int status, Refused why)
    {
        Typed.Refuse(why.Field ?? "", why);
        Response.StatusCode = status;
        return Page();
    }
}
