using System.Text;

namespace Tracker.PluginRunner.Fetching;

/// <summary>What each site's robots.txt says, asked once a day through the same guard as everything else (RFC 9309).</summary>
internal sealed class Robots(Exchange exchange, TimeProvider clock)
{
    private const int MostSites = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeptUnreachable = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly long _began = clock.GetTimestamp();
    private readonly Dictionary<string, (RobotsRules Rules, TimeSpan Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a site's rules allow an address; null: they are to be asked for first.</summary>
    public bool? Allow(Uri address)
    {
        RobotsRules rules;
        lock (_lock)
        {
            if (!_known.TryGetValue(Site(address), out var known) || known.Until <= clock.GetElapsedTime(_began)) return null;
            rules = known.Rules;
        }

        return rules.Allows(address.PathAndQuery); // in its own time: nobody waits for what another site wrote
    }

    /// <summary>Asks for a site's rules.</summary>
    /// <param name="address">An address of the site.</param>
    /// <param name="policy">How it may be asked.</param>
    /// <param name="turn">Waits for the site's turn, where it leads elsewhere.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether they allow the address.</returns>
    public async Task<bool> Ask(Uri address, FetchPolicy policy, Func<Task> turn, CancellationToken cancellationToken)
    {
        var site = Site(address);
        var (rules, keep) = await Answer(new Uri(site + "/robots.txt"), policy with { MostBytes = 512 * 1024 }, turn, cancellationToken);
        lock (_lock)
        {
            if (_known.Count >= MostSites) _known.Clear();
            _known[site] = (rules, clock.GetElapsedTime(_began) + keep);
        }

        return rules.Allows(address.PathAndQuery);
    }

    private static string Site(Uri address) => address.GetLeftPart(UriPartial.Authority);

    // 4xx: no rules. 5xx or no answer: nobody knows, so nothing is crawled. Redirects are followed on the same host only.
    private async Task<(RobotsRules Rules, TimeSpan Keep)> Answer(Uri address, FetchPolicy policy, Func<Task> turn, CancellationToken cancellationToken)
    {
        try
        {
            for (var redirects = 0; redirects <= FetchPolicy.MostRedirects; redirects++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                using var answer = await exchange.Send(request, policy, cancellationToken);
                switch ((int)answer.StatusCode)
                {
                    case >= 200 and < 300:
                        using (var body = await Exchange.Read(answer, policy, cancellationToken))
                            return (RobotsRules.Parse(Encoding.UTF8.GetString(body.Bytes.Span), FetchSettings.Product), Kept);
                    case >= 300 and < 400 when WebAddress.Follow(address, answer.Headers.Location) is { } to && WebAddress.HostOf(to) == WebAddress.HostOf(address):
                        address = to;
                        await turn();
                        continue;
                    case >= 300 and < 500 and not 429:
                        return (RobotsRules.AllowAll, Kept);
                    default:
                        return (RobotsRules.DisallowAll, KeptUnreachable);
                }
            }

            return (RobotsRules.AllowAll, Kept);
        }
        catch (RefusedConnection e) when (e.Reason is not (FetchRefusal.AddressNotPublic or FetchRefusal.NameUnknown))
        {
            return (RobotsRules.DisallowAll, KeptUnreachable);
        }
    }
}
