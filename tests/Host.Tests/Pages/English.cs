using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.Host.Texts;
using Tracker.Remarks;

namespace Tracker.Host.Tests.Pages;

/// <summary>
/// Finds English on a page of another language: the site's own English words, whatever rules and findings say in English, and any
/// sentence that is plainly English. Not where the page says that something is in another language, nor in code.
/// </summary>
internal static partial class English
{
    private const int FewestWords = 3;
    private static readonly string[] s_attributes = ["title", "aria-label", "placeholder", "alt", "data-label"];
    private static readonly string[] s_unread = ["script", "style", "code", "pre", "kbd", "template"];
    private static readonly string[] s_inline = ["a", "abbr", "b", "bdi", "br", "em", "i", "small", "span", "strong", "time"];

    /// <summary>Words that bind every English sentence together, and that no Indonesian one has.</summary>
    private static readonly HashSet<string> s_binding = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "is", "are", "was", "were", "be", "been", "and", "of", "with", "this", "that", "these", "which", "has", "have", "not", "from", "for", "you", "your",
        "it", "its", "by", "on", "or", "to", "in", "as", "an", "at", "cannot", "must", "may", "there", "here", "who", "what", "where", "their", "than", "only", "nobody",
    };

    private static readonly ImmutableArray<string> s_phrases = Phrases();

    /// <summary>How many phrases are looked for.</summary>
    public static int Known => s_phrases.Length;

    /// <summary>Every English phrase that a reader of the page meets.</summary>
    public static IReadOnlyList<string> On(IDocument page)
    {
        var language = page.DocumentElement.GetAttribute("lang") ?? "";
        return [.. Read(page.DocumentElement, language).Append(page.Title ?? "").Select(Plain).Where(text => text.Length > 0).Distinct().SelectMany(In)];
    }

    /// <summary>The English phrases in a text.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (var phrase in s_phrases.Where(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase))) yield return $"“{phrase}” in: {text}";
        var words = Word().Matches(text).Select(match => match.Value).ToList();
        var binding = words.Where(s_binding.Contains).ToList();
        if (binding.Distinct(StringComparer.OrdinalIgnoreCase).Count() >= FewestWords && binding.Count * 4 >= words.Count) yield return $"An English sentence: {text}";
    }

    /// <summary>The texts beneath an element, each as a reader takes it in: whole, however it is marked up.</summary>
    private static IEnumerable<string> Read(IElement element, string language)
    {
        if (s_unread.Contains(element.LocalName) || element.GetAttribute("lang") is { } own && own != language) yield break;
        foreach (var name in s_attributes)
        {
            if (element.GetAttribute(name) is { } said) yield return said;
        }

        var here = "";
        foreach (var node in element.ChildNodes)
        {
            if (node is IText words) here += words.Data;
            else if (node is IElement inner && s_inline.Contains(inner.LocalName)) here += string.Join(' ', Read(inner, language));
            else if (node is IElement block)
            {
                yield return here;
                here = "";
                foreach (var text in Read(block, language)) yield return text;
            }
        }

        yield return here;
    }

    private static ImmutableArray<string> Phrases()
    {
        var (english, other) = (Speech.In("en"), Speech.In("id"));
        var theirs = string.Join('\n', other.Keys.Select(key => Plain(other[key])).Concat(RemarkTexts.Of("id").Values));
        var said = english.Keys.Where(key => english[key] != other[key]).Select(key => english[key])
            .Concat(Rules.All.Values.Select(rule => rule.Reason))
            .Concat(typeof(DoorRules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Rule>().Select(rule => rule.Reason))
            .Concat(RemarkTexts.Of("id").Where(remark => remark.Key != remark.Value).Select(remark => remark.Key));
        return
        [
            .. said.SelectMany(text => Hole().Split(text)).Select(part => Plain(part).Trim('.', ',', ':', ';', '(', ')', '“', '”', ' '))
                .Where(part => Word().Count(part) >= FewestWords && !theirs.Contains(part, StringComparison.OrdinalIgnoreCase)).Distinct(),
        ];
    }

    private static string Plain(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\p{L}’'-]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\{[^}]*\}|`[^`]*`", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
