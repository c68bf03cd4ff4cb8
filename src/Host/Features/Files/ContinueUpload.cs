using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Evidence;
using Tracker.Host.Files;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Files;

/// <summary>
/// Takes the next part of a file, and says how much is here now; the last part ends in an entry on the ledger. An answer that did
/// not come is asked for with HEAD; an ending of which nobody knows whether it was recorded is sent again as a part without bytes.
/// </summary>
/// <remarks>After the IETF's draft "Resumable Uploads for HTTP": <c>Upload-Offset</c>, <c>Upload-Complete</c>, <c>application/partial-upload</c>.</remarks>
public sealed class ContinueUploadEndpoint : ISlice
{
    public const string PartType = "application/partial-upload";

    public static void Map(IEndpointRouteBuilder api)
    {
        var endpoint = api
            .MapPatch("/files/{id}", Take)
            .WithName("ContinueUpload")
            .WithSummary("Takes the next part of a file; the last one attaches it to its evidence. Content-Type: application/partial-upload.")
            .NeedsToken()
            .WithMetadata(new RequestSizeLimitAttribute(FileRules.MostBytes + 1024))
            .Produces<Receipt>(StatusCodes.Status201Created)
            .Produces(StatusCodes.Status204NoContent);
        foreach (var status in (int[])[400, 401, 403, 404, 409, 413, 415, 429, 503, 507]) endpoint.Produces<Problem>(status, Problems.ContentType);
    }

    private static async Task<IResult> Take(
        HttpContext http, FileId id, Uploads uploads, FileIntake intake,
        [FromHeader(Name = "Upload-Offset")][Description("How many bytes of the file were sent before this part.")] string? uploadOffset = null)
    {
        var caller = Caller.Of(http) ?? throw new InvalidOperationException("Mapped without authorization.");
        if (await uploads.Find(id) is not { Attached: false } upload) return Problems.Answer(http, DoorRules.UploadUnknown.Refuse());
        if (upload.Owner != caller.By) return Problems.Answer(http, DoorRules.UploadNotYours.Refuse());
        if (http.Request.ContentType != PartType) return Problems.Answer(http, StatusCodes.Status415UnsupportedMediaType, DoorRules.PartsOnly.Refuse("Content-Type"));
        if (http.Request.ContentLength > FileRules.MostBytes)
            return Problems.Answer(http, StatusCodes.Status413PayloadTooLarge, DoorRules.FileTooLarge.Refuse("body", ("megabytes", $"{FileRules.MostBytes >> 20}")));
        if (!long.TryParse(uploadOffset, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return Problems.Answer(http, DoorRules.PartsOnly.Refuse("Upload-Offset"));
        var refused = await Append(http, uploads, upload, offset);
        Say(http, uploads, upload);
        if (refused is { Full: true }) return Problems.Answer(http, StatusCodes.Status507InsufficientStorage, DoorRules.StorageFull.Refuse());
        if (refused?.Why is { } why) return Problems.Answer(http, why);
        return uploads.Offset(upload) < upload.Size
            ? Results.NoContent()
            : WriteDoor.Answer(http, await intake.Finish(upload, caller.For<AttachFile>()));
    }

    /// <summary>How much of an upload is here.</summary>
    internal static void Say(HttpContext http, Uploads uploads, Upload upload)
    {
        var headers = http.Response.Headers;
        var offset = uploads.Offset(upload);
        headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Length"] = upload.Size.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Complete"] = offset == upload.Size ? "?1" : "?0";
        headers.CacheControl = "no-store";
    }

    private static async Task<(Domain.Refused? Why, bool Full)?> Append(HttpContext http, Uploads uploads, Upload upload, long offset)
    {
        try
        {
            return await uploads.Append(upload, offset, http.Request.Body, http.RequestAborted) is { } why ? (why, false) : null;
        }
        catch (IOException full) when (full is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            http.RequestServices.GetRequiredService<ILogger<ContinueUploadEndpoint>>().LogError(full, "The disk did not take a part of {File}", upload.Id);
            return (null, true);
        }
    }
}
