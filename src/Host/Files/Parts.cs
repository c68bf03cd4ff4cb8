using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Files;

/// <summary>What the doors that take files in parts share, whoever sends them.</summary>
/// <remarks>After the IETF's draft "Resumable Uploads for HTTP": <c>Upload-Offset</c>, <c>Upload-Complete</c>, <c>application/partial-upload</c>.</remarks>
internal static class Parts
{
    public const string Type = "application/partial-upload";

    /// <summary>What would be refused in the end is refused before twenty megabytes are sent: the rule itself is asked when they are here.</summary>
    /// <param name="view">The piece that the file is for, which its sender may put files to.</param>
    /// <param name="name">What the file is called.</param>
    /// <param name="size">How many bytes it will have.</param>
    public static Refused? Refusal(EvidenceView view, string name, long size) =>
        Unfit(name, size)
        ?? (view.Row.Status is EvidenceStage.Submitted or EvidenceStage.Returned ? null
            : Rules.EvidenceNotOpen.Refuse("evidence", ("status", view.Row.Status.ToString().ToLowerInvariant())))
        ?? (view.Files.Length >= FileRules.MostFiles ? Rules.TooManyFiles.Refuse("evidence", ("most", $"{FileRules.MostFiles}")) : null);

    /// <summary>Why no piece at all would take such a file.</summary>
    public static Refused? Unfit(string name, long size) =>
        FileRules.Name(name)
        ?? (size < 1 ? DoorRules.FileEmpty.Refuse("size") : null)
        ?? (size > FileRules.MostBytes ? DoorRules.FileTooLarge.Refuse("size", ("megabytes", $"{FileRules.MostBytes >> 20}")) : null);

    /// <summary>Takes a part; with the last one the file is attached.</summary>
    /// <param name="http">The request: nothing of its body was read yet.</param>
    /// <param name="id">The upload.</param>
    /// <param name="owner">Who sends it: nobody else goes on with it.</param>
    /// <param name="uploadOffset">The header of that name.</param>
    /// <param name="actor">In whose name it is attached.</param>
    public static async Task<IResult> Take(HttpContext http, FileId id, string owner, string? uploadOffset, Func<Actor> actor)
    {
        var (uploads, intake) = (http.RequestServices.GetRequiredService<Uploads>(), http.RequestServices.GetRequiredService<FileIntake>());
        if (await uploads.Find(id) is not { } upload) return Problems.Answer(http, DoorRules.UploadUnknown.Refuse());
        if (upload.Owner != owner) return Problems.Answer(http, DoorRules.UploadNotYours.Refuse());
        if (http.Request.ContentType != Type) return Problems.Answer(http, StatusCodes.Status415UnsupportedMediaType, DoorRules.PartsOnly.Refuse("Content-Type"));
        if (http.Request.ContentLength > FileRules.MostBytes)
            return Problems.Answer(http, StatusCodes.Status413PayloadTooLarge, DoorRules.FileTooLarge.Refuse("body", ("megabytes", $"{FileRules.MostBytes >> 20}")));
        if (!long.TryParse(uploadOffset, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return Problems.Answer(http, DoorRules.PartsOnly.Refuse("Upload-Offset"));
        if (upload.Kept is not null) return await Again(http, uploads, intake, upload, offset, actor());
        var refused = await Append(http, uploads, upload, offset);
        Say(http, uploads, upload);
        if (refused is { Full: true }) return Problems.Answer(http, StatusCodes.Status507InsufficientStorage, DoorRules.StorageFull.Refuse());
        if (refused?.Why is { } why) return Problems.Answer(http, why);
        return uploads.Offset(upload) < upload.Size
            ? Results.NoContent()
            : WriteDoor.Answer(http, await intake.Finish(upload, actor()));
    }

    /// <summary>
    /// A part of what is whole already: its sender never saw the last answer, and gets it. What the last part held is forgotten, but
    /// where it ended is not.
    /// </summary>
    private static async Task<IResult> Again(HttpContext http, Uploads uploads, FileIntake intake, Upload upload, long offset, Actor actor)
    {
        var end = offset + await Length(http.Request, upload.Size - offset);
        Say(http, uploads, upload);
        return end == upload.Size ? WriteDoor.Answer(http, await intake.Finish(upload, actor))
            : Problems.Answer(http, intake.Entry(upload) is var (log, index)
                ? DoorRules.UploadComplete.Refuse("Upload-Offset", ("entry", index.ToString(CultureInfo.InvariantCulture)), ("log", log))
                : DoorRules.UploadOffset.Refuse("Upload-Offset", ("offset", upload.Size.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>How many bytes a request holds; where they are more than this, at least one more.</summary>
    /// <remarks>They are read although nobody needs them: who still sends when the line is closed never sees the answer.</remarks>
    private static async Task<long> Length(HttpRequest request, long most)
    {
        if (request.ContentLength is { } said && said != most) return said;
        var (length, buffer) = (0L, new byte[16 * 1024]);
        while (length <= most && await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read) length += read;
        return length;
    }

    /// <summary>How much of an upload is here.</summary>
    public static void Say(HttpContext http, Uploads uploads, Upload upload)
    {
        var headers = http.Response.Headers;
        var offset = uploads.Offset(upload);
        headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Length"] = upload.Size.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Complete"] = offset == upload.Size ? "?1" : "?0";
        headers.CacheControl = "no-store";
    }

    private static async Task<(Refused? Why, bool Full)?> Append(HttpContext http, Uploads uploads, Upload upload, long offset)
    {
        try
        {
            return await uploads.Append(upload, offset, http.Request.Body, http.RequestAborted) is { } why ? (why, false) : null;
        }
        catch (IOException full) when (full is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            http.RequestServices.GetRequiredService<ILogger<Uploads>>().LogError(full, "The disk did not take a part of {File}", upload.Id);
            return (null, true);
        }
    }
}
