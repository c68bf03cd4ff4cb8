using System.Collections.Immutable;

namespace Tracker.Plans.Words;

/// <summary>Words that stand for values: the first is the one this project writes, the last the one in Indonesian, the others are read too.</summary>
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
    public Remark Suggest(string text) => Spelling.Suggest(text, AllWords, ByLanguage.List(entries.Select(entry => new ByLanguage(entry.Words[0], entry.Words[^1]))));
}
