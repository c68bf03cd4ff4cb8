namespace Tracker.PluginRunner.Fetching;

/// <summary>A site's robots.txt as RFC 9309 reads it, for one product token: the longest matching rule decides, allow wins a tie.</summary>
internal sealed class RobotsRules
{
    public static readonly RobotsRules AllowAll = new([]);
    public static readonly RobotsRules DisallowAll = new([(false, "/")]);

    private const int MostRules = 5000;

    // Letters compared for one address. Large files of real sites need a hundredth of it; a hostile one would need thousands of times as many.
    private const int MostSteps = 20_000_000;
    private readonly List<(bool Allow, string Pattern)> _rules;

    private RobotsRules(List<(bool Allow, string Pattern)> rules) => _rules = rules;

    /// <summary>Reads a file. Lines that are no rules are skipped, as the RFC wants.</summary>
    public static RobotsRules Parse(string text, string product)
    {
        List<(bool, string)> ours = [], everybodys = [];
        var (oursNamed, inOurs, inEverybodys, namesGoOn) = (false, false, false, false);
        foreach (var line in text.TrimStart('\ufeff').Split('\n', '\r').Take(50_000))
        {
            var content = line.Split('#')[0];
            if (content.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)) continue;
            var (key, value) = (content[..colon].Trim().ToLowerInvariant(), content[(colon + 1)..].Trim());
            switch (key)
            {
                case "user-agent":
                    if (!namesGoOn) (inOurs, inEverybodys) = (false, false);
                    namesGoOn = true;
                    inOurs |= Product(value).Equals(product, StringComparison.OrdinalIgnoreCase);
                    inEverybodys |= value == "*";
                    oursNamed |= inOurs;
                    break;
                case "allow" or "disallow":
                    namesGoOn = false;
                    if (value.Length is 0 or > 2048) break;
                    if (inOurs && ours.Count < MostRules) ours.Add((key == "allow", value));
                    if (inEverybodys && everybodys.Count < MostRules) everybodys.Add((key == "allow", value));
                    break;
            }
        }

        return new RobotsRules(oursNamed ? ours : everybodys);
    }

    /// <summary>Whether a crawler may read this path and query. Rules that take too long to read allow nothing.</summary>
    public bool Allows(string pathAndQuery)
    {
        var (allowed, longest, steps) = (true, -1, MostSteps);
        foreach (var (allow, pattern) in _rules)
        {
            if (pattern.Length < longest || (pattern.Length == longest && !allow)) continue;
            var matches = Matches(pattern, pathAndQuery, ref steps);
            if (steps < 0) return false;
            if (matches) (allowed, longest) = (allow, pattern.Length);
        }

        return allowed;
    }

    // `*` stands for anything, a final `$` for the end. Greedy from the left with one point of return: never exponential.
    private static bool Matches(string pattern, string path, ref int steps)
    {
        var toEnd = pattern.EndsWith('$');
        if (toEnd) pattern = pattern[..^1];
        if (!toEnd) pattern += "*";
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < path.Length)
        {
            if (--steps < 0) return false;
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == path[t])
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static string Product(string value) => new([.. value.TakeWhile(letter => char.IsAsciiLetter(letter) || letter is '-' or '_')]);
}
