using System.Net;
using System.Net.Sockets;

namespace Tracker.PluginRunner.Fetching;

/// <summary>Names and connections: the seam at which a test plays a name server that lies, and counts who is connected to.</summary>
public interface INetwork
{
    /// <summary>Every address of a name, in the order to try them.</summary>
    /// <exception cref="SocketException">The name leads nowhere.</exception>
    Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancellationToken);

    /// <summary>Connects to exactly this address; no name is looked up any more.</summary>
    /// <exception cref="SocketException">Nobody answers.</exception>
    Task<Stream> Connect(IPEndPoint to, CancellationToken cancellationToken);
}
