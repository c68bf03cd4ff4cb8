using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Tracker.Domain.Commitments;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Running;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Http;

/// <summary>
/// Public answers kept as the bytes that were sent, in memory, for readers who show neither a cookie nor a token. An answer is
/// valid as long as its commitment or plan, the register, the day in the plan's zone, and of evidence what is known of its sources
/// are the same; where the address names no plan, as long as nothing changed at all. What many ask for at once is made once: after
/// a change the first makes it, and the others wait for that. Every answer gets an ETag, so a repeated visit costs 304.
/// </summary>
/// <remarks>Stands before everything else: what it keeps has passed everything else once, headers included.</remarks>
public sealed class PageCache(LedgerFollower follower, PlanClock clock, PluginStore plugins, SourceArchive archive)
{
    private const long MostBytes = 64L * 1024 * 1024;
    private const int MostInOne = 2 * 1024 * 1024;
    private const int LongestAddress = 512;
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Key, Stamp Stamp), TaskCompletionSource> _made = new();
    private readonly Lock _keeping = new();
    private long _bytes;

    /// <summary>How many bytes are kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Answers from memory, or lets the others answer and keeps what they said.</summary>
    public Task Invoke(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Headers.Cookie.Count > 0 || request.Headers.Authorization.Count > 0
            || request.Headers.Range.Count > 0 || StampOf(request.Path.Value ?? "") is not { } stamp) return next(http);
        var encoding = Encoding(request.Headers.AcceptEncoding.ToString());
        var origin = request.Headers.Origin.Count > 0 ? "cors" : ""; // who names one is answered with one header more
        var key = $"{encoding} {origin} {request.Scheme} {request.Host.Value}{request.PathBase.Value}{request.Path.Value}{request.QueryString.Value}";
        if (key.Length > LongestAddress) return next(http);
        return Find(key, stamp) is { } kept ? Send(http, kept) : MakeOnce(http, next, key, stamp, encoding);
    }

    private Kept? Find(string key, Stamp stamp) => _kept.TryGetValue(key, out var kept) && kept.Stamp == stamp ? kept : null;

    /// <summary>Makes it, or waits for who makes it; where that cannot be kept, each makes his own.</summary>
    private async Task MakeOnce(HttpContext http, RequestDelegate next, string key, Stamp stamp, string encoding)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var made = _made.GetOrAdd((key, stamp), mine);
        if (made != mine)
        {
            await made.Task.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (http.RequestAborted.IsCancellationRequested) return; // nobody is there to be answered
            await (Find(key, stamp) is { } kept ? Send(http, kept) : Make(http, next, key, stamp, encoding, mine));
            return;
        }

        try
        {
            await Make(http, next, key, stamp, encoding, mine);
        }
        finally
        {
            _made.TryRemove((key, stamp), out _);
            mine.TrySetResult();
        }
    }

    private static async Task Send(HttpContext http, Kept kept)
    {
        kept.Used = true;
        var response = http.Response;
        foreach (var (name, value) in kept.Headers) response.Headers[name] = value;
        if (OpenAnswer.Has(http, kept.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = kept.ContentType;
        response.ContentLength = kept.Length;
        foreach (var part in kept.Parts) await response.Body.WriteAsync(part);
    }

    /// <param name="http">The request.</param>
    /// <param name="next">Who answers.</param>
    /// <param name="key">Under which it is kept.</param>
    /// <param name="stamp">As long as which it holds.</param>
    /// <param name="encoding">How it is sent.</param>
    /// <param name="made">Is set as soon as it is kept, or will not be: nobody waits until a slow reader has it.</param>
    private async Task Make(HttpContext http, RequestDelegate next, string key, Stamp stamp, string encoding, TaskCompletionSource made)
    {
        var feature = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var asked = http.Request.Headers.IfNoneMatch;
        http.Request.Headers.Remove("If-None-Match"); // whoever answers now answers whole; whether it was known is decided here
        using var bytes = new PooledBytes();
        var buffer = new HeldAnswer(bytes, feature, MostInOne, () => made.TrySetResult());
        http.Features.Set<IHttpResponseBodyFeature>(buffer);
        try
        {
            await next(http);
            await buffer.CompleteAsync();
        }
        finally
        {
            http.Features.Set(feature);
            http.Request.Headers.IfNoneMatch = asked;
        }

        if (buffer.Started) return; // too long to be kept: it went out as it was made
        var response = http.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !IsPublic(response))
        {
            made.TrySetResult();
            // Not kept, but who has it already need not be sent it again.
            if (response is { StatusCode: StatusCodes.Status200OK, Headers.ETag: { Count: 1 } tag } && OpenAnswer.Has(http, tag.ToString()))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
            }
            else await bytes.SendTo(response.Body);
            return;
        }

        if (response.Headers.ETag.Count == 0) response.Headers.ETag = $"\"{Base64Url.EncodeToString(bytes.Sha256().AsSpan(0, 12))}\"";
        using var packed = new PooledBytes();
        var body = bytes;
        if (encoding.Length > 0 && bytes.Length > 1024 && response.Headers.ContentEncoding.Count == 0 && IsText(response.ContentType))
        {
            Compress(bytes, packed, encoding);
            body = packed;
            response.Headers.ContentEncoding = encoding;
        }

        response.Headers.Append("Vary", "Accept-Encoding");
        var etag = response.Headers.ETag.ToString();
        var type = response.ContentType ?? "application/octet-stream";
        var known = OpenAnswer.Has(http, etag);
        if (known) response.StatusCode = StatusCodes.Status304NotModified;
        response.ContentLength = known ? null : body.Length;
        await response.StartAsync(); // what others add at the last moment is there now
        var kept = new Kept(
            stamp, etag, type, body.ToParts(), body.Length,
            [.. response.Headers
                .Where(header => !s_notKept.Contains(header.Key))
                .Select(header => KeyValuePair.Create(header.Key, header.Value))]);
        Keep(key, kept);
        made.TrySetResult();
        if (!known) await body.SendTo(response.Body);
    }

    private static readonly HashSet<string> s_notKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length", "Content-Type", "Date", "Server", "Transfer-Encoding", "Connection", "Keep-Alive", "RateLimit", "RateLimit-Policy",
    };

    private static bool IsPublic(HttpResponse response) =>
        response.Headers.SetCookie.Count == 0 && response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal);

    private static bool IsText(string? type) =>
        type is not null && (type.StartsWith("text/", StringComparison.Ordinal) || type.StartsWith("application/json", StringComparison.Ordinal));

    /// <summary>The best encoding both understand; empty: as it is.</summary>
    private static string Encoding(string accepted) =>
        accepted.Contains("br", StringComparison.Ordinal) && !accepted.Contains("br;q=0", StringComparison.Ordinal) ? "br"
        : accepted.Contains("gzip", StringComparison.Ordinal) && !accepted.Contains("gzip;q=0", StringComparison.Ordinal) ? "gzip"
        : "";

    private static void Compress(PooledBytes plain, PooledBytes packed, string encoding)
    {
        using Stream packing = encoding == "br"
            ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
        foreach (var part in plain.All()) packing.Write(part.Span);
    }

    /// <summary>
    /// What an address depends on; null where that is more than the views: the seals of the public record, files, accounts.
    /// </summary>
    private Stamp? StampOf(ReadOnlySpan<char> path)
    {
        if (WholeList.IsAddress(path)) return null; // of any length: it goes out as it is read
        var rest = path.StartsWith("/api/v1/", StringComparison.Ordinal) ? path["/api/v1".Length..]
            : path.Length >= 3 && path[0] == '/' && (path.Length == 3 || path[3] == '/') ? path[3..]
            : "/none";
        var noun = Part(ref rest);
        if (noun is not ("" or "plans" or "commitments" or "evidence" or "organisations" or "jurisdictions" or "search")) return null;
        if (noun is "plans" or "evidence")
        {
            // A piece of evidence has its plan in its id.
            var name = Part(ref rest);
            if (name.IndexOf('~') is > 0 and var tilde) name = name[..tilde];
            if (follower.PlanNamed(name) is { } plan)
            {
                var stamps = follower.Stamps;
                var changes = noun is "plans" && Part(ref rest) is "commitments" && CommitmentId.TryParse($"{plan}/{Part(ref rest)}", out var commitment)
                    ? stamps.Of(commitment)
                    : stamps.Of(plan);
                return new(changes, stamps.Site, clock.Today(plan).DayNumber, noun is "evidence" ? plugins.Looks + archive.Turns : 0);
            }
        }

        return new(follower.Changes, -1, clock.Days());
    }

    private static ReadOnlySpan<char> Part(ref ReadOnlySpan<char> rest)
    {
        if (rest.Length > 0 && rest[0] == '/') rest = rest[1..];
        var end = rest.IndexOf('/');
        var part = end < 0 ? rest : rest[..end];
        rest = rest[part.Length..];
        return part;
    }

    private void Keep(string key, Kept kept)
    {
        lock (_keeping)
        {
            if (_kept.TryRemove(key, out var old)) _bytes -= old.Size(key);
            if (_bytes + kept.Size(key) > MostBytes) MakeRoom();
            _kept[key] = kept;
            _bytes += kept.Size(key);
        }
    }

    /// <summary>Drops what nobody asked for since the last time; if that is not enough, everything.</summary>
    private void MakeRoom()
    {
        foreach (var (key, kept) in _kept)
        {
            if (!kept.Used && _kept.TryRemove(key, out _)) _bytes -= kept.Size(key);
            kept.Used = false;
        }

        if (_bytes <= MostBytes / 2) return;
        _kept.Clear();
        _bytes = 0;
    }

    private readonly record struct Stamp(long Plan, long Site, int Day, long Looks = 0);

    private sealed record Kept(
        Stamp Stamp, string ETag, string ContentType, ReadOnlyMemory<byte>[] Parts, long Length, KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>[] Headers)
    {
        public volatile bool Used;

        public long Size(string key) => Length + (key.Length * 2) + 1024;
    }
}

/// <summary>Puts the cache first.</summary>
public static class PageCaching
{
    /// <summary>Answers readers from memory where it can. Before every other part of the pipeline that answers.</summary>
    public static void UsePageCache(this WebApplication app)
    {
        var cache = app.Services.GetRequiredService<PageCache>();
        app.Use((HttpContext http, RequestDelegate next) => cache.Invoke(http, next));
    }
}
