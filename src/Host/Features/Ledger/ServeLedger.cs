using Microsoft.AspNetCore.Http.Features;
using Tracker.Host.Http;
using Tracker.Ledger;

namespace Tracker.Host.Features.Ledger;

/// <summary>
/// A log's files as they are defined (C2SP tlog-tiles): checkpoint, tiles, entries, disclosures, key, and all of them in one
/// archive. Nothing here is interpreted; the ledger says what there is, of what type, and for how long it may be kept.
/// </summary>
public static class ServeLedger
{
    public static void MapLedger(this WebApplication app) => app
        .MapGet("/ledger/{log}/{**path}", async (HttpContext http, string log, string path, LogReader reader, CancellationToken ct) =>
        {
            if (await reader.Serve(log, path, ct) is not { } file)
                return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
            http.Response.Headers.CacheControl = file.CacheControl;
            // Closing an entry of an archive writes its last packed bytes synchronously; there is no other way to close one.
            if (file.Bytes is null && http.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
            return file.Bytes is { } bytes
                ? Results.Bytes(bytes, file.ContentType)
                : Results.Stream(stream => file.WriteTo(stream, ct), file.ContentType);
        })
        .ExcludeFromDescription()
        .RequireCors(Doors.OpenData);
}
