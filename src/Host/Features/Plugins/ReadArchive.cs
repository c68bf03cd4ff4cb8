using System.Collections.Immutable;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// The host's own copy of a source, byte for byte: only where public evidence that was not erased rests on it, never as
/// something a browser would show or run.
/// </summary>
public sealed class ReadArchiveEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/archive/{sha256}", async (HttpContext http, string sha256, PluginViews plugins, SourceArchive archive, CancellationToken ct) =>
        {
            Asked.Only(http);
            if (!SourceArchive.IsDigest(sha256) || plugins.RestsOn(sha256) is not { IsEmpty: false } addresses) return Missing(http);
            // What evidence names decides: that some other address gave the same bytes allows nothing for these.
            var cited = addresses.Select(address => archive.Find(sha256, address)).ToImmutableArray();
            var open = cited.Where(source => source is { CopyRefused: null }).MinBy(source => source!.At); // filtered
            var reading = open is null && cited.OfType<ArchivedSource>().FirstOrDefault() is { } refused && !cited.Contains(null)
                ? new NotKept(refused)
                : await archive.Read(sha256, ct);
            return reading switch
            {
                Sound sound => Copy(http, open is null ? sound : sound with { Source = open }),
                NotKept { Source: var source } => Problems.Answer(http, StatusCodes.Status451UnavailableForLegalReasons, source.NoCopy switch
                {
                    CopyRefusal.Delivered => DoorRules.CopyDelivered.Refuse(),
                    CopyRefusal.Closed => DoorRules.CopyClosed.Refuse(null, ("why", source.CopyRefused!)), // there is no copy
                    _ => DoorRules.CopyRefused.Refuse(null, ("why", source.CopyRefused!)), // the same
                }),
                Damaged => Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.CopyDamaged.Refuse()),
                _ => Missing(http),
            };
        })
        .WithName("ReadArchive")
        .WithSummary("The host's own copy of a source that evidence rests on, byte for byte.")
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status304NotModified)
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status404NotFound, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status451UnavailableForLegalReasons, Problems.ContentType);

    private static IResult Copy(HttpContext http, Sound sound)
    {
        var etag = $"\"{sound.Source.Sha256}\"";
        var headers = http.Response.Headers;
        headers.ETag = etag;
        headers.CacheControl = OpenAnswer.Public; // it may be erased: nobody shows it without asking
        headers.ContentDisposition = $"attachment; filename=\"{sound.Source.Sha256[..16]}.bin\"";
        // What the source called it is told, and not believed.
        headers["Archived-At"] = sound.Source.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        if (OpenAnswer.Has(http, etag)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Bytes(sound.Body, "application/octet-stream");
    }

    private static IResult Missing(HttpContext http) => Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
}
