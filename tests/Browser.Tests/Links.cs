using System.Text.RegularExpressions;

namespace Tracker.Browser.Tests;

internal static partial class Links
{
    /// <summary>The addresses that a page links to or loads, as written.</summary>
    public static IEnumerable<string> In(string html) => Attribute().Matches(html).Select(match => match.Groups[1].Value);

    [GeneratedRegex("""(?:href|src|action)\s*=\s*"([^"]*)["]""", RegexOptions.None, 1000)]
    private static partial Regex Attribute();
}
