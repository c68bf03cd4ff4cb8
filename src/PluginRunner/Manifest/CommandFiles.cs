using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tracker.PluginRunner.Manifest;

/// <summary>Which words of a command are files of the plugin's folder.</summary>
internal static partial class CommandFiles
{
    /// <summary>The first that is not there, and whether it is yet to be built; null: all are, as far as anybody can tell.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="holds">Whether the folder holds a file, or one of an ending.</param>
    public static (string File, bool ToBuild)? Missing(ImmutableArray<string> command, Func<string, bool> holds)
    {
        var missing = command.Where((word, at) => IsFile(word, at == 0)).FirstOrDefault(file => !holds(file));
        // A program that is compiled is beside its manifest once it is published.
        return missing is null ? null : (missing, missing.EndsWith(".dll", StringComparison.Ordinal) && holds("*.csproj"));
    }

    /// <summary>A path that is not absolute, or a script by its ending; no option.</summary>
    private static bool IsFile(string word, bool first) =>
        word[0] is not ('/' or '-') && ((first && word.Contains('/', StringComparison.Ordinal)) || Script().IsMatch(word));

    [GeneratedRegex(@"^[^\s=]+\.(py|pyz|dll|m?js|cjs|rb|pl|sh|php|lua|jar|exe)$", RegexOptions.NonBacktracking)]
    private static partial Regex Script();
}
