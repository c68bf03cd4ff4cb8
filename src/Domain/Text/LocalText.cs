using System.Collections.Immutable;

namespace Tracker.Domain.Text;

/// <summary>Words of a plan in the languages it was written in, and the choice among them.</summary>
public static class LocalText
{
    /// <summary>The text in the reader's language where there is one, else in the first of the plan's languages that has it.</summary>
    /// <returns>The language it is in and the text; null when there is none at all.</returns>
    public static (Language Language, string Text)? In(
        this ImmutableSortedDictionary<string, PublicText> texts, Language wanted, IEnumerable<Language> otherwise)
    {
        foreach (var language in otherwise.Prepend(wanted))
        {
            if (texts.TryGetValue(language.Value, out var text)) return (language, text.Value);
        }

        return null;
    }
}
