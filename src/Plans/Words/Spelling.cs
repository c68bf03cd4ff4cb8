namespace Tracker.Plans.Words;

/// <summary>How words are compared and which one was probably meant.</summary>
public static class Spelling
{
    private const int LongestCompared = 40;

    /// <summary>Lower case, with single spaces for whatever stands between words.</summary>
    internal static string Plain(string text) =>
        string.Join(' ', text.ToLowerInvariant().Split([' ', '\t', '\n', '-', '_', '–', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    /// <returns>"did you mean …?" for a near word, else the words to choose from.</returns>
    internal static Remark Suggest(string text, IEnumerable<string> words, IEnumerable<string> names) => Suggest(text, words, ByLanguage.Same(string.Join(", ", names)));

    /// <summary>As above, of names that are called otherwise in another language.</summary>
    internal static Remark Suggest(string text, IEnumerable<string> words, ByLanguage names) =>
        Nearest(text, words) is { } near ? Remark.Of($"did you mean `{near}`?")
        : names.English.Length > 0 ? Remark.Of($"write one of: {names}")
        : Remark.Of($"none of these could be read: mend the errors above first");

    /// <summary>The word that was probably meant.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="words">Those to choose from.</param>
    /// <returns>The nearest word, or null where none is near.</returns>
    public static string? Nearest(string text, IEnumerable<string> words)
    {
        if (text.Length > LongestCompared) return null;
        var plain = Plain(text);
        var best = words
            .Select(word => (Word: word, Distance: Distance(plain, Plain(word))))
            .DefaultIfEmpty((Word: "", Distance: int.MaxValue))
            .MinBy(near => near.Distance);
        return best.Distance <= Math.Max(1, plain.Length / 3) ? best.Word : null;
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
