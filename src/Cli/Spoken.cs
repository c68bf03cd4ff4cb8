using System.CommandLine;

namespace Tracker.Cli;

/// <summary>The language in which a verb says what it found.</summary>
public static class Spoken
{
    /// <summary>The option <c>--language</c>.</summary>
    /// <param name="lang">What the environment variable LANG says, such as <c>id_ID.UTF-8</c>; null: nothing.</param>
    public static Option<string> Language(string? lang)
    {
        var otherwise = RemarkTexts.Languages.FirstOrDefault(language => language == lang?.Split('_', '.', '@', '-')[0], "en");
        var language = new Option<string>("--language")
        {
            Description = $"In which findings are said: {string.Join(" or ", RemarkTexts.Languages)}. Without it: that of LANG, else en.",
            DefaultValueFactory = _ => otherwise,
        };
        language.AcceptOnlyFromAmong([.. RemarkTexts.Languages]);
        return language;
    }

    /// <summary>Writes a line that the command itself says.</summary>
    internal static void Say(this TextWriter to, string language, Remark what) => to.WriteLine(what.In(language));
}
