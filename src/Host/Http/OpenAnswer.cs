using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Host.Http;

/// <summary>
/// Answers of open data. Every member is always there, null where there is nothing to say. Kept by anybody and asked after each
/// time, by an ETag; kept by nobody for somebody who is signed in.
/// </summary>
public static class OpenAnswer
{
    /// <summary>
    /// What everybody may keep, and shows to nobody without asking whether it still holds: words are hidden or erased at once, and
    /// a copy that is shown for another half minute would not be. Who asks after what has not changed is answered 304 from memory.
    /// </summary>
    public const string Public = "public, no-cache";

    public static JsonSerializerOptions Json { get; } = StrictJson.Apply(new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // application/json with nosniff, never inside HTML
    }).WithNulls();

    /// <summary>Whether the one who asks has what this ETag names; then the answer is 304.</summary>
    public static bool Has(HttpContext http, string etag)
    {
        foreach (var line in http.Request.Headers.IfNoneMatch)
        {
            foreach (var known in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (known == etag || known == "*" || (known.StartsWith("W/", StringComparison.Ordinal) && known[2..] == etag)) return true;
            }
        }

        return false;
    }

    /// <summary>An answer under its ETag; made only when it is not known already. Null: there is nothing here.</summary>
    public static IResult Of<T>(HttpContext http, string? etag, Func<T?> answer)
        where T : class
    {
        if (etag is null) return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
        Headers(http, etag);
        if (Has(http, etag)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return answer() is { } value
            ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(value, Json), "application/json; charset=utf-8")
            : Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
    }

    /// <summary>An answer under the digest of its bytes. Null: there is nothing here.</summary>
    public static IResult Of<T>(HttpContext http, T? answer)
        where T : class
    {
        if (answer is null) return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        var etag = $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
        Headers(http, etag);
        return Has(http, etag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(bytes, "application/json; charset=utf-8");
    }

    /// <summary>A file under its ETag, for saving. Null: there is nothing here.</summary>
    public static IResult File(HttpContext http, string? etag, string contentType, string name, Func<byte[]?> bytes)
    {
        if (etag is null) return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
        Headers(http, etag);
        if (Has(http, etag)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return bytes() is { } file
            ? Results.File(file, contentType, name)
            : Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
    }

    /// <summary>Says what files of open data have in common.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder endpoint, string name, string summary, string contentType, bool mayBeMissing) => (mayBeMissing
            ? endpoint.Produces<Problem>(StatusCodes.Status404NotFound, Problems.ContentType)
            : endpoint)
        .WithName(name)
        .WithSummary(summary)
        .Produces(StatusCodes.Status200OK, contentType: contentType)
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problems.ContentType);

    /// <summary>Says what open data has in common: what is answered.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string name, string summary, bool mayBeMissing) => (mayBeMissing
            ? endpoint.Produces<Problem>(StatusCodes.Status404NotFound, Problems.ContentType)
            : endpoint)
        .WithName(name)
        .WithSummary(summary)
        .Produces<T>()
        .Produces(StatusCodes.Status304NotModified)
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problems.ContentType);

    private static void Headers(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = http.Request.Headers.Authorization.Count > 0 ? "no-store" : Public;
    }

    private static JsonSerializerOptions WithNulls(this JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        return options;
    }
}
