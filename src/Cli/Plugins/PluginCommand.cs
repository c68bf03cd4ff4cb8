using System.CommandLine;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin</c>: what the author of a plugin needs.</summary>
public static class PluginCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    /// <param name="probe">Why there is no sandbox here, asked before a plugin is started; by default <see cref="Bubblewrap.Probe(CancellationToken)"/>.</param>
    public static Command Create(string? lang, Func<CancellationToken, Task<NoSandbox?>>? probe = null) => new("plugin", "Write, check, test and record a plugin.")
    {
        NewPluginCommand.Create(),
        LintPluginCommand.Create(lang),
        TestPluginCommand.Create(lang, probe),
        RecordPluginCommand.Create(lang, probe),
    };

    /// <summary>The folder that holds the manifest.</summary>
    internal static Argument<DirectoryInfo> Folder() => new Argument<DirectoryInfo>("folder") { Description = "The plugin's folder, which holds plugin.yaml." }.AcceptExistingOnly();
}
