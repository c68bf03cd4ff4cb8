namespace Tracker.Host.Running;

/// <summary>Whether a program whose author nobody here trusts can be kept from everything but its own work.</summary>
public interface IPluginIsolation
{
    /// <summary>Why only plugins that came with the product run here; null: every approved one does.</summary>
    string? WhyNot { get; }
}
