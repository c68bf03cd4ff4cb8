using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Tracker.Domain;
using Tracker.Host.Texts;

namespace Tracker.Host.Http;

/// <summary>The words of a refusal, with its values in their places: in the page's language, or in the one a program asks for.</summary>
public static class RefusalWords
{
    private const string Otherwise = "en";

    // What kind of value was wanted, and which came, is a sentence too, and no word of a list.
    private const string Wanted = "wanted";
    private const string Kind = "kind";

    // Which role somebody has, nobody sends.
    private static readonly FrozenSet<string> s_ofWhoAsks = FrozenSet.Create(Rules.RoleNotAllowed.Name, DoorRules.RoleNotHeld.Name);

    public static string In(HttpContext http, Refused why)
    {
        var speech = Speech.In(Language(http));
        return Problems.IsForPrograms(http) ? ForPrograms(speech, why) : speech.Refusal(why);
    }

    /// <summary>The words for whoever writes a program: with every value as it stands in what was sent.</summary>
    public static string ForPrograms(Speech speech, Refused why)
    {
        // What pages say of forms, buttons and what was typed tells a program nothing: such a rule has words for programs too.
        string[] keys = ["programs.rules." + why.Rule, "refusals." + why.Rule];
        var words = keys.FirstOrDefault(speech.Has) is { } key ? speech[key] : why.Reason;
        // Programs must send words of value lists exactly as they are: only the sentence around them is translated.
        foreach (var (name, value) in why.Values ?? ImmutableSortedDictionary<string, string>.Empty)
            words = Speech.OneOrMany(words, name, value == "1").Replace($"{{{name}}}", Shown(name, value), StringComparison.Ordinal);
        return words;

        string Shown(string name, string value) =>
            name is Wanted or Kind && speech.Has($"{Wanted}.{value}") ? speech[$"{Wanted}.{value}"] : s_ofWhoAsks.Contains(why.Rule) ? speech.Word(value) : value;
    }

    /// <summary>What a status is called: the title of a problem says nothing else, and is the same for every occurrence but for its language (RFC 9457, 3.1.3).</summary>
    public static string Title(HttpContext http, int status)
    {
        var (speech, key) = (Speech.In(Language(http)), $"programs.titles.{status.ToString(CultureInfo.InvariantCulture)}");
        return speech.Has(key) ? speech[key] : ReasonPhrases.GetReasonPhrase(status);
    }

    /// <summary>The page's language; of a program, the first that it accepts and this site speaks, else English.</summary>
    public static string Language(HttpContext http)
    {
        if (http.Request.RouteValues["language"] is string page && Speech.Speaks(page)) return page;
        return http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(wanted => wanted.Quality ?? 1)
            .Select(wanted => wanted.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(Speech.Speaks) ?? Otherwise;
    }
}
