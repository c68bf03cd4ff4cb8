using System.Net;
using System.Net.Sockets;

namespace Tracker.Host.Development;

/// <summary>
/// A free port of this machine for the feed server, taken at once and held until it is served from: one that is only looked up
/// can be another's by then, and the host would not start. The usual one where nobody has it: an address that is another one after each
/// start would be another source, and everything that rests on it changed evidence.
/// </summary>
public sealed class FeedPort : IDisposable
{
    /// <summary>The port that it has where nobody else has it.</summary>
    public const int Usual = 5081;

    private readonly Socket _socket = New();

    public FeedPort()
    {
        if (Listens(Usual)) return;
        _socket = New();
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(); // a port that is only bound can be bound once more
    }

    /// <summary>The origin that is served there, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Origin => $"http://{_socket.LocalEndPoint}";

    /// <summary>The listening socket; who accepts from it also closes it.</summary>
    public Socket Socket => _socket;

    public void Dispose() => _socket.Dispose();

    private static Socket New() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private bool Listens(int port)
    {
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            _socket.Dispose(); // whoever has it, there are others
            return false;
        }
    }
}
