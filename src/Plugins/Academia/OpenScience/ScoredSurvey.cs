using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Academia.OpenScience;

/// <summary>A column of the survey that is a score.</summary>
/// <param name="Column">Its name in the survey's first row.</param>
/// <param name="Label">What it means, as the data dictionary says.</param>
/// <param name="Count">How many answers were counted.</param>
/// <param name="Mean">Their mean, on the column's own scale.</param>
/// <param name="Share">How far the mean lies from the least to the most: 0 to 1.</param>
internal sealed record Score(string Column, string Label, int Count, decimal Mean, decimal Share);

/// <summary>
/// A survey or audit as CSV, read by its data dictionary (column, label, least, most). A cell that is no number on its scale is
/// left out and told by line and column; empty means not answered.
/// </summary>
internal sealed record ScoredSurvey(ImmutableArray<Score> Scores, int Answers, int LeftOut, ImmutableArray<string> Problems)
{
    private const int MostColumns = 50;
    private const int MostAnswers = 100_000;
    private const int MostProblems = 20;
    private const int MostLetters = 60;

    public static ScoredSurvey Read(byte[] dictionary, byte[] survey)
    {
        var problems = new List<string>();
        var scales = Scales(dictionary, problems);
        var sums = new Dictionary<string, (int Count, decimal Sum)>(StringComparer.Ordinal);
        string[]? header = null;
        var (answers, leftOut) = (0, 0);
        foreach (var (line, cells) in Csv.Read(Text(survey)))
        {
            if (header is null)
            {
                header = [.. cells.Select(cell => cell.Trim())];
                foreach (var missing in scales.Keys.Where(column => !header.Contains(column))) problems.Add($"the survey has no column '{missing}', which the dictionary names");
                continue;
            }

            if (answers >= MostAnswers)
            {
                problems.Add($"more than {MostAnswers} answers: from line {line} on nothing is read");
                break;
            }

            if (cells.Count != header.Length)
            {
                leftOut++;
                problems.Add($"line {line}: {cells.Count} {(cells.Count == 1 ? "cell" : "cells")} where the first row has {header.Length}");
                continue;
            }

            answers++;
            for (var i = 0; i < header.Length; i++)
            {
                if (!scales.TryGetValue(header[i], out var scale) || cells[i].Trim() is not { Length: > 0 } cell) continue;
                if (Number(cell) is { } value && value >= scale.Least && value <= scale.Most)
                {
                    var (count, sum) = sums.GetValueOrDefault(header[i]);
                    sums[header[i]] = (count + 1, sum + value);
                    continue;
                }

                leftOut++;
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}, {header[i]}: no number from {scale.Least} to {scale.Most}"));
            }
        }

        var scores = scales.Where(scale => sums.ContainsKey(scale.Key)).Select(scale =>
        {
            var (count, sum) = sums[scale.Key];
            var mean = sum / count;
            return new Score(scale.Key, scale.Value.Label, count, decimal.Round(mean, 2), (mean - scale.Value.Least) / (scale.Value.Most - scale.Value.Least));
        }).OrderBy(score => score.Column, StringComparer.Ordinal);
        if (problems.Count > MostProblems) problems = [.. problems.Take(MostProblems), $"{problems.Count - MostProblems} more were left out"];
        return new([.. scores], answers, leftOut, [.. problems]);
    }

    /// <summary>What it shows: the mean share of all scores. From nine tenths Complete, from half Substantial, else Limited.</summary>
    /// <param name="on">The day on which it ended.</param>
    /// <param name="words">How it is said.</param>
    /// <returns>Null where nothing was scored.</returns>
    public EvidenceDraft? Draft(DateOnly on, Words words)
    {
        if (Scores.IsEmpty) return null;
        var share = Scores.Average(score => score.Share);
        var data = new JsonObject { ["answers"] = Answers, ["leftOut"] = LeftOut, ["share"] = decimal.Round(share, 2) };
        foreach (var score in Scores)
        {
            data[$"mean {score.Column}"] = score.Mean;
            data[$"answers {score.Column}"] = score.Count;
        }

        return new(
            $"survey/{on:yyyy-MM-dd}", "", "", EvidenceKind.Survey,
            words.SurveyTitle(Answers, share), words.SurveySummary(this, share),
            on, share >= 0.9m ? Level.Complete : share >= 0.5m ? Level.Substantial : share > 0 ? Level.Limited : Level.NotStarted, Stance.Supports, [], Data: data);
    }

    private static Dictionary<string, (string Label, decimal Least, decimal Most)> Scales(byte[] dictionary, List<string> problems)
    {
        var scales = new Dictionary<string, (string, decimal, decimal)>(StringComparer.Ordinal);
        string[]? header = null;
        foreach (var (line, cells) in Csv.Read(Text(dictionary)))
        {
            if (header is null)
            {
                header = [.. cells.Select(cell => cell.Trim().ToLowerInvariant())];
                if (((string[])["column", "label", "least", "most"]).FirstOrDefault(name => !header.Contains(name)) is not { } missing) continue;
                problems.Add($"the dictionary has no column '{missing}': its first row names column, label, least and most");
                break;
            }

            if (scales.Count >= MostColumns)
            {
                problems.Add($"more than {MostColumns} scores: from line {line} of the dictionary on nothing is read");
                break;
            }

            string Cell(string name) => header.IndexOf(name) is var at && at < cells.Count ? cells[at].Trim() : "";
            var (column, label, least, most) = (Cell("column"), Cell("label"), Number(Cell("least")), Number(Cell("most")));
            if (least is null && most is null) continue; // described, and no score
            if (column.Length is 0 or > MostLetters || label.Length is 0 or > MostLetters || least is not { } low || most is not { } high || low >= high)
                problems.Add($"line {line} of the dictionary: a score has a column, a label (up to {MostLetters} letters each), a least and a greater most");
            else if (!scales.TryAdd(column, (label, low, high))) problems.Add($"line {line} of the dictionary: '{column}' stands twice");
        }

        return scales;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000 ? number : null;

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
}
