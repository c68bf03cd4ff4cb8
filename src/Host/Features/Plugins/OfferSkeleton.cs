using System.IO.Compression;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.PluginRunner.Skeletons;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// A new plugin in Python as a zip, with its test: what <c>tracker plugin new</c> writes, for whoever has not the command. And what
/// there is to read about it, in English as its authors need it anyhow, for whoever has only the site.
/// </summary>
public static class OfferSkeleton
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same bytes every time

    public static void MapSkeleton(this WebApplication app)
    {
        app.MapGet("/plugin-guide/{**path}", (HttpContext http, string path) =>
        {
            // By its path among the documents, so that they lead to each other as they do there: the guide, and the decisions it names.
            if (typeof(OfferSkeleton).Assembly.GetManifestResourceStream($"guide/{path}") is not { } document) return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Stream(
                document,
                path.EndsWith(".json", StringComparison.Ordinal) ? "application/schema+json" : "text/plain; charset=utf-8"); // as text every browser shows it
        }).ExcludeFromDescription();
        app.MapGet("/plugin-skeleton/{partner}.zip", (HttpContext http, string partner) =>
        {
            if (!Enum.GetValues<Partner>().Any(one => Words.Of(one) == partner))
                return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.File(Zip(partner), "application/zip", $"{partner}-plugin.zip");
        }).ExcludeFromDescription();
    }

    private static byte[] Zip(string partner)
    {
        var id = $"my-{partner}-plugin";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in PluginSkeleton.Files(id, partner, "python"))
            {
                var entry = zip.CreateEntry($"{id}/{path}");
                entry.LastWriteTime = s_at;
                using var file = entry.Open();
                file.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
