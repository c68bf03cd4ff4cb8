using System.CommandLine;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin lint</c>: 0 nothing to repair, 1 errors, 2 usage or I/O.</summary>
internal static class LintPluginCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var folder = PluginCommand.Folder();
        var command = new Command("lint", "Check a plugin's folder and manifest: every error by its line. Exit code 0: sound, 1: errors, 2: usage or I/O.") { folder };
        command.SetAction(parsed =>
        {
            var read = PluginFolder.Read(parsed.GetRequiredValue(folder).FullName);
            foreach (var finding in read.Findings) Console.Out.WriteLine(finding);
            Console.Out.WriteLine(read.Manifest is { } manifest
                ? $"{manifest.Id} {manifest.Version}: 0 errors, digest {read.Digest}"
                : $"{read.Findings.Length} {(read.Findings.Length == 1 ? "error" : "errors")}");
            return read.Manifest is null ? 1 : 0;
        });
        return command;
    }
}
