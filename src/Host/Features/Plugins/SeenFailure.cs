using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// What this site saw of a plugin's end, in the reader's language. The sentences are kept as they are made, in English, where the
/// process is run; what is not among them, such as what a parser says of broken JSON, is shown as that.
/// </summary>
/// <param name="Words">In the reader's language; null: nobody has words for it.</param>
/// <param name="Quote">What the program itself wrote last; null: nothing.</param>
public sealed partial record SeenFailure(string? Words, string? Quote)
{
    private static readonly (string Name, Regex Sentence)[] s_known =
    [
        ("seconds-waited", Waited()), ("seconds", Seconds()), ("minutes", Minutes()), ("output", Output()), ("processes", Processes()),
        ("memory", Memory()), ("drafts", Drafts()), ("message", Message()), ("header", Header()), ("cut", Cut()), ("not-utf8", NotUtf8()),
        ("foreign", Foreign()), ("hung", Hung()), ("exit", Exit()), ("not-started", NotStarted()), ("files", Files()),
    ];

    /// <param name="T">The reader's language.</param>
    /// <param name="detail">The sentence as it is kept.</param>
    public static SeenFailure Of(Speech T, string detail)
    {
        foreach (var (name, sentence) in s_known)
        {
            if (sentence.Match(detail) is not { Success: true } match) continue;
            var values = sentence.GetGroupNames().Where(group => group is "n" or "more").Select(group => (group, (object?)long.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
            return new(T.Say("seen-failure." + name, [.. values]), match.Groups["words"] is { Success: true, Value: { Length: > 0 } words } ? words : null);
        }

        return new(null, null);
    }

    [GeneratedRegex(@"^It was not done within (?<n>[0-9]{1,9}) seconds, nor in (?<more>[0-9]{1,9}) more (?:for which it had waited for a processor|in which it had waited for a processor or for the host)\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Waited();

    [GeneratedRegex(@"^It was not done within (?<n>[0-9]{1,9}) seconds\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^It was not done within (?<n>[0-9]{1,9}) minutes\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Minutes();

    [GeneratedRegex(@"^It said more than (?<n>[0-9]{1,9}) MiB\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"^It started more than (?<n>[0-9]{1,9}) processes\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Processes();

    [GeneratedRegex(@"^It used more than (?<n>[0-9]{1,9}) MiB\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Memory();

    [GeneratedRegex(@"^A run sends at most (?<n>[0-9]{1,9}) drafts\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Drafts();

    [GeneratedRegex(@"^a message of (?<n>[0-9]{1,18}) bytes: at most (?<more>[0-9]{1,9}) are taken$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^a header is longer than (?<n>[0-9]{1,9}) bytes: does something print to standard output\?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Header();

    [GeneratedRegex("^the stream ended inside a (?:header|message)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cut();

    [GeneratedRegex("^a message is not UTF-8$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotUtf8();

    [GeneratedRegex("^an answer to something that was not asked, or was answered already$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"^It closed its output and went on\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hung();

    [GeneratedRegex(@"^It ended with (?<n>-?[0-9]{1,10})\.\s*(?<words>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Exit();

    [GeneratedRegex(@"^Its program did not start\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotStarted();

    [GeneratedRegex(@"^The kept files are not those that were approved\.$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Files();
}
