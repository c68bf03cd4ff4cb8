using System.CommandLine;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin lint</c>: 0 nothing to repair, 1 errors, 2 usage or I/O.</summary>
internal static class LintPluginCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var folder = PluginCommand.Folder();
        var language = Spoken.Language(lang);
        var command = new Command("lint", "Check a plugin's folder and manifest: every error by its line. Exit code 0: sound, 1: errors, 2: usage or I/O.") { folder, language };
        command.SetAction(parsed => Print(PluginFolder.Read(parsed.GetRequiredValue(folder).FullName, atWork: true), parsed.GetRequiredValue(language), Console.Out));
        return command;
    }

    private static int Print(PluginFolder read, string language, TextWriter to)
    {
        foreach (var finding in read.Findings) to.WriteLine(TerminalText.Line(finding.In(language))); // what stands in the folder is the plugin's
        to.Say(language, read.Manifest is { } manifest ? Remark.Of($"{manifest.Id} {manifest.Version}: 0 errors, digest {read.Digest}")
            : Counted.Errors(read.Findings.Length));
        return read.Manifest is null ? 1 : 0;
    }
}
