namespace Tracker.PluginRunner.Manifest;

/// <summary>What somebody may have meant to write.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the words that are known, where one is near; then all of them.</summary>
    public static Remark Suggest(string word, IEnumerable<string> known, Remark all) =>
        Nearest(word, known) is { } nearest ? Remark.Of($"did you mean `{nearest}`? {all}") : all;

    /// <summary>The nearest of the words that are known; null where none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(one => (One: one, Distance: Distance(word, one))).MinBy(pair => pair.Distance);
        return distance <= Math.Clamp(word.Length / 3, 1, 2) ? nearest : null; // three letters are near to any three others
    }

    private static int Distance(string one, string other)
    {
        if (one.Length > 40) return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var before = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), before + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
