using Tracker.Domain;

namespace Tracker.Host.Running;

internal sealed class PluginIsolation(IHostEnvironment environment) : IPluginIsolation
{
    public string? WhyNot => Environment.IsPrivilegedProcess && !environment.IsDevelopment() ? "this site runs as root" : null;
}

internal sealed class PluginReader : IPluginReader
{
    public (KnownPlugin? Plugin, Refused? Why) Read(string folder) => (null, null);
}

internal sealed class PluginProcesses : IPluginProcesses
{
    public Task<IPluginProcess> Start(KnownPlugin plugin, Greeting greeting, IRunCalls calls, CancellationToken ct) => throw new PluginFailed("refused-start", "none");
}
