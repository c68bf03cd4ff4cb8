using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tracker.PluginRunner.Fetching;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>
/// Names, and public addresses behind which real loopback servers stand. Every address that the guard connects to is noted;
/// one that is not on this internet is connected to in earnest, so a real listener sees what should never come.
/// </summary>
internal sealed class SomeInternet : INetwork
{
    public static readonly IPAddress Site = IPAddress.Parse("93.184.215.14");
    public static readonly IPAddress OtherSite = IPAddress.Parse("2606:2800:21f:cb07:6820:80da:af6b:8b2c");

    private readonly ConcurrentDictionary<string, Queue<IPAddress[]>> _names = [];
    private readonly ConcurrentDictionary<IPAddress, int> _ports = [];
    private readonly MachineNetwork _machine = new();

    public ConcurrentQueue<IPEndPoint> Connected { get; } = [];

    public ConcurrentQueue<string> Resolved { get; } = [];

    /// <summary>What the name server answers, one answer a question; the last for ever.</summary>
    public SomeInternet Named(string name, params IPAddress[][] answers)
    {
        _names[name] = new Queue<IPAddress[]>(answers);
        return this;
    }

    /// <summary>A server behind a public address, whatever the port.</summary>
    public SomeInternet With(IPAddress address, SomeServer server)
    {
        _ports[address] = server.Port;
        return this;
    }

    public Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancellationToken)
    {
        Resolved.Enqueue(host);
        if (!_names.TryGetValue(host, out var answers)) throw new SocketException((int)SocketError.HostNotFound);
        lock (answers) return Task.FromResult<IReadOnlyList<IPAddress>>(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
    }

    public Task<Stream> Connect(IPEndPoint to, CancellationToken cancellationToken)
    {
        Connected.Enqueue(to);
        return _machine.Connect(_ports.TryGetValue(to.Address, out var port) ? new IPEndPoint(IPAddress.Loopback, port) : to, cancellationToken);
    }
}
