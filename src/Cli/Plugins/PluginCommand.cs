using System.CommandLine;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin</c>: what the author of a plugin needs.</summary>
public static class PluginCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang) => new("plugin", "Write, check, test and record a plugin.")
    {
        NewPluginCommand.Create(),
        LintPluginCommand.Create(lang),
        TestPluginCommand.Create(lang),
        RecordPluginCommand.Create(lang),
    };

    /// <summary>The folder that holds the manifest.</summary>
    internal static Argument<DirectoryInfo> Folder() => new Argument<DirectoryInfo>("folder") { Description = "The plugin's folder, which holds plugin.yaml." }.AcceptExistingOnly();
}
