namespace Tracker.Host.Running;

/// <summary>Whether a program whose author nobody here trusts can be kept from everything but its own work.</summary>
public interface IPluginIsolation
{
    /// <summary>Whether the sandbox works here; what came with the product runs without it too.</summary>
    bool Works { get; }

    /// <summary>Why only plugins that came with the product run here; null: every approved one does.</summary>
    string? WhyNot { get; }

    /// <summary>Tries it out: that a program is installed says nothing, that it runs does.</summary>
    Task Probe(CancellationToken ct);
}
