using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Host.Texts;

namespace Tracker.Host.Http;

/// <summary>The words of a refusal, with its values in their places: in the page's language, or in the one a program asks for.</summary>
public static class RefusalWords
{
    private const string Otherwise = "en";

    // What kind of value was wanted is a sentence too, and no word of a list.
    private const string Wanted = "wanted";

    public static string In(HttpContext http, Refused why)
    {
        var speech = Speech.In(Language(http));
        if (!Problems.IsForPrograms(http)) return speech.Refusal(why);
        // Programs must send words of value lists exactly as they are: only the sentence around them is translated.
        var key = "refusals." + why.Rule;
        var words = speech.Has(key) ? speech[key] : why.Reason;
        foreach (var (name, value) in why.Values ?? ImmutableSortedDictionary<string, string>.Empty)
            words = Speech.OneOrMany(words, name, value == "1").Replace($"{{{name}}}", name == Wanted && speech.Has($"{Wanted}.{value}") ? speech[$"{Wanted}.{value}"] : value, StringComparison.Ordinal);
        return words;
    }

    /// <summary>The page's language, or the one a program asks for by <c>Accept-Language</c>.</summary>
    public static string Language(HttpContext http)
    {
        if (http.Request.RouteValues["language"] is string page && Speech.Speaks(page)) return page;
        return http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(wanted => wanted.Quality ?? 1)
            .Select(wanted => wanted.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Speech.Speaks) ?? Otherwise;
    }
}
