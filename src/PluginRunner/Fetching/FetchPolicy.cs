using System.Collections.Immutable;

namespace Tracker.PluginRunner.Fetching;

/// <summary>What a plugin may fetch and how much of it, as its manifest, its settings and the host's bounds say together.</summary>
/// <param name="Allowed">The addresses it may fetch beneath; nothing where it is empty.</param>
public sealed record FetchPolicy(ImmutableArray<AllowedAddress> Allowed)
{
    /// <summary>The most redirects followed; each is checked like the first address.</summary>
    public const int MostRedirects = 5;

    /// <summary>Whether <c>POST</c> is allowed. Default: no.</summary>
    public bool MayPost { get; init; }

    /// <summary>Request headers allowed beyond <c>accept</c>, <c>accept-language</c> and <c>content-type</c>, in lower case. Default: none.</summary>
    public ImmutableArray<string> Headers { get; init; } = [];

    /// <summary>The most bytes of a body, as sent and after decompression. Default 8 MiB, at least 1.</summary>
    public int MostBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The longest time to connect, name and TLS included. Default 10 s.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait for an answer's headers once asked. Default 20 s.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest time for all of it: waiting for its turn, redirects and the body, however slowly it trickles. Default 60 s.</summary>
    public TimeSpan WholeTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Values that are never recorded, such as an API key in an address: where one occurs in an address, the archive keeps
    /// <c>(secret)</c> in its place. Default: none. Values shorter than four letters hide nothing.
    /// </summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Whether an address is on the list.</summary>
    public bool Allows(Uri address) => Allowed.Any(allowed => allowed.Allows(address));

    internal string WithoutSecrets(string text)
    {
        foreach (var secret in Secrets.Where(secret => secret.Length >= 4).OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, "(secret)", StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(secret), "(secret)", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
