using System.Net;
using System.Net.Sockets;

namespace Tracker.PluginRunner.Fetching;

/// <summary>
/// Where every connection is made, and the only place: the address that is checked is the address that is connected to, so a
/// name server that answers differently the next time gains nothing.
/// </summary>
internal sealed class GuardedConnection(INetwork network, LoopbackOrigin? feedServer, TimeProvider clock)
{
    /// <summary>How long this request's connection may take.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> ConnectTime = new("tracker.connect-time");

    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var request = context.InitialRequestMessage;
        using var late = new CancellationTokenSource(request.Options.TryGetValue(ConnectTime, out var time) ? time : TimeSpan.FromSeconds(10), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await Connect(request.RequestUri!, context.DnsEndPoint, either.Token); // a request sent has an address
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RefusedConnection(FetchRefusal.TooSlow, "no connection within the time allowed");
        }
    }

    private async Task<Stream> Connect(Uri address, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var addresses = await AddressesOf(to.Host, cancellationToken);

        // All of them, before the first is tried: an answer that mixes public and private ones is not to be trusted at all.
        foreach (var candidate in addresses)
        {
            if (PublicAddress.WhyNot(candidate) is { } reason && feedServer?.Exempts(address, candidate) != true)
            {
                throw new RefusedConnection(FetchRefusal.AddressNotPublic, $"'{to.Host}' leads to {candidate}, which is not the public internet's ({reason})");
            }
        }

        SocketException? last = null;
        foreach (var candidate in addresses)
        {
            try
            {
                return await network.Connect(new IPEndPoint(candidate, to.Port), cancellationToken);
            }
            catch (SocketException e)
            {
                last = e;
            }
        }

        throw new RefusedConnection(FetchRefusal.Unreachable, $"'{to.Host}' port {to.Port} does not answer: {last?.SocketErrorCode}");
    }

    private async Task<IReadOnlyList<IPAddress>> AddressesOf(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal)) return [literal];
        IReadOnlyList<IPAddress> found;
        try
        {
            found = await network.Resolve(host, cancellationToken);
        }
        catch (SocketException)
        {
            found = [];
        }

        return found.Count > 0 ? found : throw new RefusedConnection(FetchRefusal.NameUnknown, $"the name '{host}' leads nowhere");
    }
}
