using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Evidence;
using Tracker.Host.Files;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Files;

/// <summary>
/// Takes the next part of a file, and says how much is here now; the last part ends in an entry on the ledger. An answer that did
/// not come is asked for with HEAD; an ending of which nobody knows whether it was recorded is sent again as a part without bytes.
/// </summary>
public sealed class ContinueUploadEndpoint : ISlice
{
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

    private static Task<IResult> Take(
        HttpContext http, FileId id, [FromHeader(Name = "Upload-Offset")][Description("How many bytes of the file were sent before this part.")] string? uploadOffset = null)
    {
        var caller = Caller.Of(http) ?? throw new InvalidOperationException("Mapped without authorization.");
        return Parts.Take(http, id, caller.By, uploadOffset, caller.For<AttachFile>);
    }
}
