using Tracker.Domain;

namespace Tracker.Host.Running;

public sealed class PluginIsolation
{
    public string? WhyNot => null;
}

public sealed class PluginReader : IPluginReader
{
    public (KnownPlugin? Plugin, Refused? Why) Read(string folder) => (null, null);
}

internal sealed class PluginProcesses : IPluginProcesses
{
    public Task<IPluginProcess> Start(KnownPlugin plugin, Greeting greeting, IRunCalls calls, CancellationToken ct) => throw new PluginFailed("refused-start", "none");
}
