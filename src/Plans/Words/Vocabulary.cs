using System.Collections.Immutable;

namespace Tracker.Plans.Words;

/// <summary>Words that stand for values: the first is the one this project writes, the others are read too.</summary>
internal sealed class Vocabulary<T>(params (T Value, string[] Words)[] entries)
{
    private readonly ImmutableDictionary<string, T> byWord = entries
        .SelectMany(entry => entry.Words.Select(word => KeyValuePair.Create(Spelling.Plain(word), entry.Value)))
        .DistinctBy(pair => pair.Key) // the same word in both languages
        .ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The words this project writes.</summary>
    public IEnumerable<string> Names => entries.Select(entry => entry.Words[0]);

    public IEnumerable<string> AllWords => entries.SelectMany(entry => entry.Words);

    public bool TryRead(string text, out T value) => byWord.TryGetValue(Spelling.Plain(text), out value!); // null only where it answers false

    /// <summary>The word this project writes for a value.</summary>
    public string Word(T value) => entries.First(entry => EqualityComparer<T>.Default.Equals(entry.Value, value)).Words[0];

    /// <summary>What to write instead of a word that is not here.</summary>
    public Remark Suggest(string text) => Spelling.Suggest(text, AllWords, Names);
}

/// <summary>How words are compared and which one was probably meant.</summary>
internal static class Spelling
{
    private const int LongestCompared = 40;

    /// <summary>Lower case, with single spaces for whatever stands between words.</summary>
    public static string Plain(string text) =>
        string.Join(' ', text.ToLowerInvariant().Split([' ', '\t', '\n', '-', '_', '–', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    /// <returns>"did you mean …?" for a near word, else the words to choose from.</returns>
    public static Remark Suggest(string text, IEnumerable<string> words, IEnumerable<string> names) =>
        Nearest(text, words) is { } near ? Remark.Of($"did you mean `{near}`?")
        : string.Join(", ", names) is { Length: > 0 } list ? Remark.Of($"write one of: {list}")
        : Remark.Of($"none of these could be read: mend the errors above first");

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
