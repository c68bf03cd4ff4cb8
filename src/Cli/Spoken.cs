using System.CommandLine;

namespace Tracker.Cli;

/// <summary>The language in which a verb says what it found.</summary>
public static class Spoken
{
    private const string Name = "--language";

    /// <summary>The option <c>--language</c>.</summary>
    /// <param name="lang">What the environment variable LANG says, such as <c>id_ID.UTF-8</c>; null: nothing.</param>
    public static Option<string> Language(string? lang)
    {
        var otherwise = Otherwise(lang);
        var language = new Option<string>(Name)
        {
            Description = $"In which findings are said: {string.Join(" or ", RemarkTexts.Languages)}. Without it: that of LANG, else en.",
            DefaultValueFactory = _ => otherwise,
        };
        language.AcceptOnlyFromAmong([.. RemarkTexts.Languages]);
        return language;
    }

    /// <summary>The language in which the verb that was called speaks, also of what went wrong with it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="lang">What LANG says.</param>
    public static string In(ParseResult parsed, string? lang) =>
        parsed.CommandResult.Command.Options.OfType<Option<string>>().FirstOrDefault(option => option.Name == Name) is { } option
        && parsed.GetResult(option) is { Implicit: false, Errors: var errors } && !errors.Any()
        && parsed.GetValue(option) is { } named && RemarkTexts.Languages.Contains(named) // `plugin new` has one of programs
            ? named
            : Otherwise(lang);

    private static string Otherwise(string? lang) => RemarkTexts.Languages.FirstOrDefault(language => language == lang?.Split('_', '.', '@', '-')[0], "en");

    /// <summary>Writes a line that the command itself says.</summary>
    internal static void Say(this TextWriter to, string language, Remark what) => to.WriteLine(what.In(language));
}
