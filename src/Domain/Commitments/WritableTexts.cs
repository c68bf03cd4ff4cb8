using System.Collections.Immutable;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>Whether texts can stand in a plan's file without being taken for what divides it.</summary>
public static class WritableTexts
{
    /// <summary>Titles and names: one line in each language.</summary>
    internal static IEnumerable<Refused?> Line(
        string field, ImmutableSortedDictionary<string, PublicText>? texts, string own, PlanNames plan, bool required = false) =>
        Each(field, texts, own, plan, required, OneLine);

    /// <summary>Whole texts, beneath a heading of the second level.</summary>
    internal static IEnumerable<Refused?> Prose(string field, ImmutableSortedDictionary<string, PublicText>? texts, string own, PlanNames plan) =>
        Each(field, texts, own, plan, required: false, (path, text) => DividesCommitment(text) ? Rules.TextDividesFile.Refuse(path) : null);

    /// <summary>Texts of a milestone, among lists and headings that hold its facts: paragraphs alone.</summary>
    internal static IEnumerable<Refused?> Plain(string field, ImmutableSortedDictionary<string, PublicText>? texts, string own, PlanNames plan) =>
        Each(field, texts, own, plan, required: false, (path, text) => DividesMilestone(text) ? Rules.TextDividesFile.Refuse(path) : null);

    /// <summary>A text on one line that says something.</summary>
    internal static Refused? OneLine(string field, string text) =>
        text.Contains('\n', StringComparison.Ordinal) ? Rules.TextOneLine.Refuse(field)
        : text.Any(char.IsLetterOrDigit) ? null
        : Rules.TextRequired.Refuse(field);

    private static IEnumerable<Refused?> Each(
        string field, ImmutableSortedDictionary<string, PublicText>? texts, string own, PlanNames plan, bool required, Func<string, string, Refused?> fits)
    {
        if (texts is null or { IsEmpty: true })
        {
            if (required) yield return Rules.TextRequired.Refuse($"{field}/{own}");
            yield break;
        }

        // A translation of nothing would be the only text that there is.
        if (!texts.ContainsKey(own)) yield return Rules.TextRequired.Refuse($"{field}/{own}");
        foreach (var (language, text) in texts)
        {
            if (!plan.Languages.Any(one => one.Value == language)) yield return Rules.LanguageNotInPlan.Refuse($"{field}/{language}", ("language", language));
            if (text.Value is { } words) yield return fits($"{field}/{language}", words);
        }
    }

    /// <summary>Whether a commitment's text has what divides its file: a heading as high as those of the file, or a fence that is never closed.</summary>
    public static bool DividesCommitment(string text) => Divides(text, deepest: 2);

    /// <summary>Whether a milestone's text has what divides a file among milestones: any heading, a list, a table.</summary>
    public static bool DividesMilestone(string text) => Divides(text, deepest: 6) || text.Split('\n').Any(IsOfList);

    /// <summary>A heading at most so deep, a line that makes one of what stands above it, or a fence that is never closed.</summary>
    private static bool Divides(string text, int deepest)
    {
        string? fence = null;
        var above = false;
        foreach (var line in text.Split('\n'))
        {
            var bare = line.Trim();
            if (fence is not null)
            {
                if (bare.Length >= fence.Length && bare.All(c => c == fence[0])) fence = null;
                continue;
            }

            if (bare.StartsWith("```", StringComparison.Ordinal) || bare.StartsWith("~~~", StringComparison.Ordinal))
            {
                fence = bare[..bare.TakeWhile(c => c == bare[0]).Count()];
                continue;
            }

            var marks = bare.TakeWhile(c => c == '#').Count();
            if (marks > 0 && marks <= deepest && (bare.Length == marks || char.IsWhiteSpace(bare[marks]))) return true;
            if (above && bare.Length > 0 && (bare.All(c => c == '=') || bare.All(c => c == '-'))) return true;
            above = bare.Length > 0;
        }

        return fence is not null;
    }

    /// <summary>A line of a list or of a table.</summary>
    private static bool IsOfList(string line)
    {
        var bare = line.TrimStart();
        var digits = bare.TakeWhile(char.IsAsciiDigit).Count();
        return bare.StartsWith('|')
            || (bare.Length > 0 && bare[0] is '-' or '*' or '+' && (bare.Length == 1 || char.IsWhiteSpace(bare[1]) || bare.All(c => c == bare[0])))
            || (digits is > 0 and < 10 && bare.Length > digits && bare[digits] is '.' or ')' && (bare.Length == digits + 1 || char.IsWhiteSpace(bare[digits + 1])));
    }
}
