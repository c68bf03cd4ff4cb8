using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tracker.Domain;

/// <summary>Value lists by their words.</summary>
public static class Words
{
    /// <summary>The word of a value, as on the ledger.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        ListOf<T>.ByValue.TryGetValue(value, out var word) ? word : value.ToString();

    /// <summary>The value that a word stands for, as on the ledger: in its own case, and no other.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? word, out T value)
        where T : struct, Enum
    {
        value = default;
        return word is not null && ListOf<T>.ByWord.TryGetValue(word, out value);
    }

    /// <summary>Refuses what is not in the list: a value can be made from any number.</summary>
    public static Refused? Check<T>(string field, T? value)
        where T : struct, Enum =>
        value is { } given && !Enum.IsDefined(given) ? Rules.ValueUnknown.Refuse(field) : null;

    /// <summary>Both ways, made once of each list: every entry that is read or written names several.</summary>
    private static class ListOf<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => JsonSerializer.SerializeToElement(value, DomainJson.Options).GetString()!); // words are strings

        public static readonly FrozenDictionary<string, T> ByWord = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
