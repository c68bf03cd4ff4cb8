using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Commitments;
using Tracker.Plans.Canonical;
using Tracker.Plans.History;
using Tracker.Plans.Words;

namespace Tracker.Plans;

/// <summary>
/// Writes a plan as its files: the canonical form, which is the same text for the same plan wherever it comes from. What was
/// read from canonical files and is written again is byte for byte what was read.
/// </summary>
public static class PlanWriter
{
    private const int LongestSlug = 40;

    /// <summary>The files by path within the plan's folder.</summary>
    /// <param name="plan">The plan, whatever its digest.</param>
    public static ImmutableSortedDictionary<string, string> Write(PlanInFiles plan) => Write(plan, FileNotes.None);

    internal static ImmutableSortedDictionary<string, string> Write(PlanInFiles plan, FileNotes notes)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var content = plan.Plan.Content;
        var own = new PlanTexts(content, plan.Organisations);
        files.Add("plan.md", own.Own(notes.CommentsOf("plan.md")));
        foreach (var language in content.Languages.Skip(1))
        {
            if (own.Translation(language, notes.CommentsOf($"plan.{language}.md")) is { } text) files.Add($"plan.{language}.md", text);
        }

        var commitments = plan.Commitments.Select(one => one.Content).ToImmutableArray();
        foreach (var (name, commitment) in Names(commitments).Zip(commitments))
        {
            var texts = new CommitmentTexts(commitment, content);
            files.Add($"{name}.md", texts.Own(notes.CommentsOf($"{name}.md"), notes.OfficerOf($"{name}.md")));
            foreach (var language in texts.Translations)
                files.Add($"{name}.{language}.md", texts.Translation(language, notes.CommentsOf($"{name}.{language}.md"), notes.OfficerOf($"{name}.{language}.md")));
        }

        var history = new HistoryTexts(commitments);
        if (notes.Rows(HistoryFiles.Reports) is { } reports) files.Add(HistoryFiles.Reports, history.Write(Keys.Reports, HistoryTexts.Rows(reports)));
        else if (plan.Reports.Length > 0) files.Add(HistoryFiles.Reports, history.Write(Keys.Reports, HistoryTexts.Rows(plan.Reports)));
        if (notes.Rows(HistoryFiles.Evidence) is { } evidence) files.Add(HistoryFiles.Evidence, history.Write(Keys.Evidence, HistoryTexts.Rows(evidence)));
        else if (plan.Evidence.Length > 0) files.Add(HistoryFiles.Evidence, history.Write(Keys.Evidence, HistoryTexts.Rows(plan.Evidence)));
        if (notes.Rows(HistoryFiles.Reviews) is { } reviews) files.Add(HistoryFiles.Reviews, history.Write(Keys.Reviews, HistoryTexts.Rows(reviews)));
        else if (plan.Reviews.Length > 0) files.Add(HistoryFiles.Reviews, history.Write(Keys.Reviews, HistoryTexts.Rows(plan.Reviews)));
        return files.ToImmutable();
    }

    /// <summary>The names of the commitments' files: those they came in with, or new ones where these do not give the plan's order.</summary>
    private static ImmutableArray<string> Names(ImmutableArray<CommitmentPublished> commitments)
    {
        var given = commitments.Select(one => one.File).OfType<string>().ToList();
        var sorted = given.Distinct().OrderBy(Order).ThenBy(name => name, StringComparer.Ordinal);
        if (given.Count == commitments.Length && given.SequenceEqual(sorted)) return [.. given];
        var width = Math.Max(2, commitments.Length.ToString(CultureInfo.InvariantCulture).Length);
        return
        [
            .. commitments.Index().Select(at =>
                (at.Index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0') + "-" + (at.Item.File is { } file ? file[(file.IndexOf('-', StringComparison.Ordinal) + 1)..] : Slug(at.Item.Title.GetValueOrDefault(at.Item.Languages[0].Value).Value ?? ""))),
        ];
    }

    private static int Order(string name) => int.Parse(name.Split('-')[0], CultureInfo.InvariantCulture);

    /// <summary>A short name for a file, of a title's words.</summary>
    internal static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var cut = slug.ToString();
        if (cut.Length > LongestSlug) cut = cut[..(cut.LastIndexOf('-', LongestSlug) is var word and > 0 ? word : LongestSlug)];
        return cut.Trim('-') is { Length: > 0 } name ? name : "commitment";
    }
}
