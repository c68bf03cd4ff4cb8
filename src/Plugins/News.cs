using System.Globalization;
using Tracker.PluginSdk;

namespace Tracker.Plugins;

/// <summary>
/// How a plugin tells what changed after a reviewer accepted it: what was accepted stays, and the news goes under the next key
/// of its own, <c>…/2</c>, <c>…/3</c> (decision 0016). While that waits, later news revises it. Compiled into each plugin that
/// reads a source again and again, or is sent the same table again.
/// </summary>
internal static class News
{
    private const int MostVersions = 20;
    private const string Accepted = "evidence-accepted-already";

    /// <summary>Sends a draft, or what is new in it. The same bytes give the same key: it moves on only past what was accepted.</summary>
    /// <param name="host">The host.</param>
    /// <param name="draft">The draft, with its first key.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    /// <returns>What became of the last that was sent.</returns>
    public static async Task<EvidenceResult> Send(PluginHost host, EvidenceDraft draft, CancellationToken ct)
    {
        var sent = await host.Submit(draft, ct);
        for (var version = 2; sent is { Outcome: Outcome.Refused, Rule: Accepted } && version <= MostVersions; version++)
            sent = await host.Submit(draft with { Key = string.Create(CultureInfo.InvariantCulture, $"{draft.Key}/{version}") }, ct);
        return sent;
    }

    /// <summary>Whether a key is a finding's first one, or that of news of it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="first">The finding's first key.</param>
    public static bool IsOf(string key, string first) =>
        key == first
        || (key.StartsWith(first + "/", StringComparison.Ordinal)
            && int.TryParse(key.AsSpan(first.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version is >= 2 and <= MostVersions);

    /// <summary>A finding's first key, whichever news of it the key names.</summary>
    /// <param name="key">The key.</param>
    public static string First(string key) => key.LastIndexOf('/') is > 0 and var slash && IsOf(key, key[..slash]) ? key[..slash] : key;
}
