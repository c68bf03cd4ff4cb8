using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tracker.PluginRunner.Fetching;

/// <summary>
/// The one loopback origin that development may allow, so that a feed server of samples on the same machine can be fetched
/// from. It exempts exactly this scheme, host and port, and only while the host is a loopback address; a production host
/// refuses to start with it. What a plugin may fetch is still the allow-list's.
/// </summary>
public sealed record LoopbackOrigin
{
    private readonly AllowedAddress _origin;

    private LoopbackOrigin(AllowedAddress origin) => _origin = origin;

    /// <summary>Reads an origin such as <c>http://127.0.0.1:5090</c>.</summary>
    /// <param name="text">Scheme, host (<c>localhost</c> or a loopback address) and port, no path.</param>
    /// <param name="origin">The origin; null where it is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LoopbackOrigin? origin)
    {
        origin = AllowedAddress.TryParse(text, out var allowed, out _) && allowed.Path == "/" && IsLoopback(allowed.Host)
            ? new LoopbackOrigin(allowed)
            : null;
        return origin is not null;
    }

    /// <summary>Whether this address is of the origin and this machine's own.</summary>
    internal bool Exempts(Uri address, IPAddress connected) => Is(address) && IPAddress.IsLoopback(connected);

    /// <summary>Whether this address is of the origin.</summary>
    internal bool Is(Uri address) => _origin.Allows(address);

    /// <inheritdoc/>
    public override string ToString() => _origin.ToString();

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
