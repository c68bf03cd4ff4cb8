using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Which headers pass, either way.</summary>
internal static class FetchHeaders
{
    private static readonly ImmutableHashSet<string> Always = ["accept", "accept-language", "content-type"];

    // What frames the message, names the host or speaks for somebody is the host's, even where a manifest lists it.
    private static readonly ImmutableHashSet<string> Never =
    [
        "accept-encoding", "connection", "content-encoding", "content-length", "cookie", "expect", "forwarded", "host",
        "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "keep-alive", "origin",
        "range", "referer", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "via",
    ];

    private static readonly ImmutableHashSet<string> Recorded =
    [
        "cache-control", "content-disposition", "content-language", "content-type", "date", "etag", "expires",
        "last-modified", "link", "x-robots-tag", "x-total-count",
    ];

    /// <summary>The first header that may not be sent; null where all may.</summary>
    public static FetchHeader? Forbidden(IEnumerable<FetchHeader> headers, FetchPolicy policy) =>
        headers.FirstOrDefault(header => !MaySend(header.Name.ToLowerInvariant(), policy) || !Sound(header.Value));

    /// <summary>The headers that are recorded and handed on, in order of their names, never a cookie.</summary>
    public static ImmutableArray<FetchHeader> Kept(HttpResponseMessage answer) =>
    [
        .. answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Select(header => new FetchHeader(header.Key.ToLowerInvariant(), Text(header.Value)))
            .Where(header => Recorded.Contains(header.Name) && header.Value.Length <= 1024 && Sound(header.Value))
            .OrderBy(header => header.Name, StringComparer.Ordinal),
    ];

    /// <summary>Whether a header is never sent for anybody, whoever lists it.</summary>
    public static bool IsTheHosts(string name) =>
        Never.Contains(name) || name.StartsWith("proxy-", StringComparison.Ordinal) || name.StartsWith("x-forwarded", StringComparison.Ordinal)
        || name.StartsWith("sec-", StringComparison.Ordinal);

    private static bool MaySend(string name, FetchPolicy policy) => (Always.Contains(name) || policy.Headers.Contains(name)) && !IsTheHosts(name);

    // What a plugin sent as null is null, whatever its type says.
    private static bool Sound(string? value) => value is not null && value.All(letter => letter is >= ' ' and < '\u007f' or '\t');

    private static string Text(HeaderStringValues values) => string.Join(", ", values);
}
