using System.Collections.Immutable;
using Tracker.Domain.Text;
using Tracker.Plans.Source;

namespace Tracker.Plans.Plans;

/// <summary>Whether a translation belongs to the plan.</summary>
internal static class Translations
{
    public static bool Belongs(SourceFile source, string language, ImmutableArray<Language> languages)
    {
        if (languages.Length > 0 && languages[0].Value == language)
            source.Error(Place.First, "translation-own-language", $"`{language}` is the plan's own language", $"put the text into the file without a language in its name");
        else if (!languages.Any(one => one.Value == language))
            source.Error(Place.First, "translation-language", $"`{language}` is not among the plan's languages", $"add it to `languages` in plan.md");
        else
            return true;
        return false;
    }
}
