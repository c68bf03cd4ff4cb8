using System.Text.RegularExpressions;

namespace Tracker.Support;

/// <summary>docs/writing-a-plugin.md, as tests follow it.</summary>
public static partial class PluginGuide
{
    /// <summary>All of it.</summary>
    public static string Text { get; } = File.ReadAllText(Path.Combine(Required.Root, "docs/writing-a-plugin.md"));

    /// <summary>The one table of comma-separated values in it.</summary>
    public static string Table => Tables().Matches(Text).Single().Groups["code"].Value;

    /// <summary>A file that it gives whole, by the name above it.</summary>
    public static string Block(string file) => Blocks().Matches(Text).Single(block => block.Groups["file"].Value == file).Groups["code"].Value;

    [GeneratedRegex(@"\*\*`(?<file>[^`]+)`\*\*\n\n```\w+\n(?<code>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"```csv\n(?<code>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Tables();
}
