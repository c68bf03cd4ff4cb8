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
            var said = open is null && cited.OfType<ArchivedSource>().FirstOrDefault() is { } refused && !cited.Contains(null) ? refused : open ?? archive.Find(sha256);
            // Whoever has it already needs no bytes, so none are read.
            if (said is { CopyRefused: null } && OpenAnswer.Has(http, ETag(said))) return Unchanged(http, said);
            ArchiveReading reading = said is { CopyRefused: not null } ? new NotKept(said) : await archive.Open(sha256, ct);
            return reading switch
            {
                Opened opened => Copy(http, open ?? opened.Source, opened.Bytes),
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

    private static string ETag(ArchivedSource source) => $"\"{source.Sha256}\"";

    private static IResult Unchanged(HttpContext http, ArchivedSource source)
    {
        Say(http, source);
        return Results.StatusCode(StatusCodes.Status304NotModified);
    }

    private static IResult Copy(HttpContext http, ArchivedSource source, Stream bytes)
    {
        Say(http, source);
        return Results.Stream(bytes, "application/octet-stream");
    }

    private static void Say(HttpContext http, ArchivedSource source)
    {
        var headers = http.Response.Headers;
        headers.ETag = ETag(source);
        headers.CacheControl = OpenAnswer.Public; // it may be erased: nobody shows it without asking
        headers.ContentDisposition = $"attachment; filename=\"{source.Sha256[..16]}.bin\"";
        // What the source called it is told, and not believed.
        headers["Archived-At"] = source.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IResult Missing(HttpContext http) => Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
}
