using Tracker.PluginRunner.Sandbox;

namespace Tracker.Host.Running;

/// <inheritdoc cref="IPluginIsolation"/>
internal sealed class PluginIsolation(IHostEnvironment environment, ILogger<PluginIsolation> log) : IPluginIsolation
{
    private string? _broken = "it has not been tried yet";

    public bool Works => _broken is null;

    public string? WhyNot => _broken
        ?? (Environment.IsPrivilegedProcess && !environment.IsDevelopment() ? "this site runs as root" : null);

    public async Task Probe(CancellationToken ct)
    {
        _broken = await Bubblewrap.Probe(ct);
        if (WhyNot is { } why) log.LogWarning("Only plugins that came with the product run here: {Why}", why);
    }
}
