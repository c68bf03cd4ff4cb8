using Microsoft.Net.Http.Headers;
using Tracker.Domain.Evidence;
using Tracker.Host.Files;
using Tracker.Host.Http;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Features.Files;

/// <summary>
/// A file that was put to evidence, byte for byte as its digest says, for saving; ranges are answered. HEAD also says how much of
/// an upload is here, to whoever began it.
/// </summary>
public sealed class ReadFileEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var (method, name, summary) in new[]
        {
            (HttpMethods.Get, "ReadFile", "A file that was put to evidence, for saving."),
            (HttpMethods.Head, "ReadUpload", "How much of an upload is here; or what GET would answer."),
        })
        {
            var endpoint = api.MapMethods("/files/{id}", [method], Answer)
                .WithName(name)
                .WithSummary(summary)
                .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
                .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
                .Produces(StatusCodes.Status304NotModified)
                .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.ContentType)
                .Produces<Problem>(StatusCodes.Status404NotFound, Problems.ContentType)
                .Produces(StatusCodes.Status416RangeNotSatisfiable)
                .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problems.ContentType);
            if (method == HttpMethods.Get) continue;
            // Of what is unfinished only its sender learns anything.
            endpoint
                .Produces<Problem>(StatusCodes.Status401Unauthorized, Problems.ContentType)
                .Produces<Problem>(StatusCodes.Status403Forbidden, Problems.ContentType);
        }
    }

    private static async Task<IResult> Answer(HttpContext http, FileId id, SeenFiles seen, KeptBytes kept, Uploads uploads, CancellationToken ct)
    {
        Asked.Only(http);
        if (seen.Find(id) is var (file, sha256) && await kept.Open(sha256, ct) is { } bytes)
        {
            // Whoever lost the answer to the last part learns that all of it is here.
            if (HttpMethods.IsHead(http.Request.Method) && await uploads.Find(id) is { } whole) Parts.Say(http, uploads, whole);
            http.Response.Headers.CacheControl = OpenAnswer.Public; // it may be hidden or erased: nobody shows it without asking
            return Results.File(
                bytes, SeenFiles.ContentType(file.Type), file.Name ?? $"{sha256[..16]}{FileNames.Endings(file.Type)[0]}",
                entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
        }

        if (!HttpMethods.IsHead(http.Request.Method) || await uploads.Find(id) is not { Attached: false } upload) return Problems.Answer(http, DoorRules.NotFound.Refuse());
        if (await ShownToken.Caller(http) is not { } caller) return Problems.Answer(http, StatusCodes.Status401Unauthorized, DoorRules.NotSignedIn.Refuse("Authorization"));
        if (caller.By != upload.Owner) return Problems.Answer(http, DoorRules.UploadNotYours.Refuse());
        Parts.Say(http, uploads, upload);
        return Results.Ok();
    }
}
