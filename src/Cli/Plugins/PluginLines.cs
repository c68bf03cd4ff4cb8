using Tracker.PluginRunner.Conformance;

namespace Tracker.Cli.Plugins;

/// <summary>What a plugin said, shown so that it does nothing to the terminal.</summary>
internal static class PluginLines
{
    /// <summary>Writes a line of ours in which something of the plugin's may stand.</summary>
    public static void Line(this TextWriter to, string text) => to.WriteLine(TerminalText.Of(text));

    /// <summary>Writes what the plugin logged, on standard error: the verdict alone is on standard output.</summary>
    public static void Log(this TextWriter errors, PluginLog log, string language)
    {
        foreach (var line in log.First) errors.WriteLine($"log    {line}");
        if (log.More > 0) errors.WriteLine($"log    {Counted.MoreLines(log.More).In(language)}");
    }
}
