using System.Collections.Immutable;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.Host.Running;

/// <inheritdoc cref="IPluginIsolation"/>
internal sealed class PluginIsolation(IHostEnvironment environment, ILogger<PluginIsolation> log, bool privileged, Func<CancellationToken, Task<NoSandbox?>> probe)
    : IPluginIsolation
{
    private const string NotTried = "it has not been tried yet", AsRoot = "this site runs as root";
    private NoSandbox? _broken = new(NotTried);

    public PluginIsolation(IHostEnvironment environment, ILogger<PluginIsolation> log)
        : this(environment, log, Environment.IsPrivilegedProcess, Bubblewrap.Probe)
    {
    }

    /// <summary>Every reason that pages may have to say; each has its words in their languages.</summary>
    public static ImmutableArray<string> Reasons { get; } = [NotTried, AsRoot, .. NoSandbox.All];

    public bool Works => _broken is null;

    public string? WhyNot => _broken?.Why ?? (privileged && !environment.IsDevelopment() ? AsRoot : null);

    public async Task Probe(CancellationToken ct)
    {
        _broken = await probe(ct);
        if (WhyNot is { } why) log.LogWarning("Only plugins that came with the product run here: {Why}", _broken?.ToString() ?? why);
    }
}
