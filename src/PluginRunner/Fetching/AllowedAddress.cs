using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tracker.PluginRunner.Fetching;

/// <summary>
/// One address a plugin may fetch beneath: scheme, host, port and the beginning of the path, as the manifest or a setting
/// declares it. <c>https://data.example.org/api</c> allows <c>/api</c> and <c>/api/…</c>, not <c>/apis</c>; a declaration
/// that ends in <c>/</c> allows what is beneath it. The query is free.
/// </summary>
public sealed record AllowedAddress
{
    private AllowedAddress(string scheme, string host, int port, string path) =>
        (Scheme, Host, Port, Path) = (scheme, host, port, path);

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>The host in lower case, as DNS carries it (punycode), without a final dot.</summary>
    public string Host { get; }

    /// <summary>The port, 1 to 65535; the scheme's own where none was written.</summary>
    public int Port { get; }

    /// <summary>The beginning of the path; at least <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>Reads a declaration.</summary>
    /// <param name="text">An absolute address without user, query and fragment.</param>
    /// <param name="allowed">What it allows; null where it is none.</param>
    /// <param name="problem">What is wrong with it, in words for its author; null where nothing is.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AllowedAddress? allowed, [NotNullWhen(false)] out Remark? problem)
    {
        allowed = null;
        problem = null;
        if (WebAddress.Read(text) is not { } uri)
        {
            problem = Remark.Of($"write an absolute http or https address without user name, such as `https://data.example.org/api/`");
        }
        else if (uri.Query.Length > 0 || text!.Contains('?', StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal))
        {
            problem = Remark.Of($"a query or fragment limits nothing: declare scheme, host and the beginning of the path");
        }
        else if (uri.IdnHost.Contains('*', StringComparison.Ordinal))
        {
            problem = Remark.Of($"a host is declared in full: patterns are not understood");
        }
        else
        {
            allowed = new AllowedAddress(uri.Scheme, WebAddress.HostOf(uri), uri.Port, uri.AbsolutePath);
        }

        return allowed is not null;
    }

    /// <summary>
    /// Whether an address could be fetched at all: it reads as one at run time too, and its host is no literal address that is not
    /// the public internet's. Where a name leads is asked only when it is fetched.
    /// </summary>
    /// <param name="text">The address, query and all.</param>
    /// <param name="feedServer">The one exception of development; null: there is none.</param>
    public static bool CouldBeFetched(string? text, LoopbackOrigin? feedServer) =>
        WebAddress.Read(text) is { } uri && (feedServer?.Is(uri) == true || CouldBePublic(WebAddress.HostOf(uri)));

    /// <summary>Whether this address may be fetched by this declaration.</summary>
    public bool Allows(Uri address) =>
        address.Scheme == Scheme && WebAddress.HostOf(address) == Host && address.Port == Port && Beneath(address.AbsolutePath);

    /// <inheritdoc/>
    public override string ToString() => new UriBuilder(Scheme, Host, Port, Path).Uri.AbsoluteUri;

    private static bool CouldBePublic(string host) =>
        host != "localhost" && !host.EndsWith(".localhost", StringComparison.Ordinal)
        && !(IPAddress.TryParse(host.Trim('[', ']'), out var literal) && PublicAddress.WhyNot(literal) is not null);

    private bool Beneath(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal)
        && (path.Length == Path.Length || Path.EndsWith('/') || path[Path.Length] == '/');
}
