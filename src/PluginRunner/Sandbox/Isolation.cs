namespace Tracker.PluginRunner.Sandbox;

/// <summary>How a plugin's process is kept apart.</summary>
public enum Isolation
{
    /// <summary>Under bubblewrap: no network, no files but its own and the system's, sized memory for scratch.</summary>
    Sandboxed,

    /// <summary>An ordinary child process with an empty environment. Only for plugins that came with the product, and for their authors.</summary>
    Unsandboxed,
}
