using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Tracker.Domain.Commitments;
using Tracker.Plans.Dates;
using Tracker.Plans.History;
using Tracker.Plans.Words;

namespace Tracker.Plans.Canonical;

/// <summary>
/// Writes <c>history/*.csv</c>: every column, rows in the order of the plan. What a cell says is never rewritten: a row is
/// known by its cells, and another wording would be taken for another row.
/// </summary>
internal sealed class HistoryTexts(ImmutableArray<CommitmentPublished> commitments)
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { NewLine = "\n" };

    public static IEnumerable<ImmutableSortedDictionary<string, string>> Rows(ImmutableArray<ImportedReport> reports) => reports.Select(row => Cells(
        ("commitment", row.Commitment.Number.Value), ("leaf", row.Leaf.Value), ("completion", ValueWords.CompletionInHistory.Word(row.Completion)),
        ("percent", row.Percent?.Value.ToString("0.####", CultureInfo.InvariantCulture)), ("on", DateReader.Iso(row.On)),
        ("period", row.Period is { } period ? DateReader.Iso(period) : null), ("about", row.About), ("org", row.SaidBy.Value),
        ("enteredBy", row.EnteredBy.Value), ("narrative", row.Narrative), ("source", row.Source)));

    public static IEnumerable<ImmutableSortedDictionary<string, string>> Rows(ImmutableArray<ImportedEvidence> evidence) => evidence.Select(row => Cells(
        ("commitment", row.Id.Commitment.Number.Value), ("leaf", row.Leaf?.Value ?? "-"), ("title", row.Title), ("summary", row.Summary), ("source", row.Source),
        ("on", DateReader.Iso(row.On)), ("period", row.Period is { } period ? DateReader.Iso(period) : null), ("about", row.About),
        ("stance", ValueWords.Stance.Word(row.Stance)), ("shows", ValueWords.CompletionInHistory.Word(row.Shows)), ("settledBy", row.SettledBy),
        ("org", row.SaidBy.Value), ("enteredBy", row.EnteredBy.Value)));

    public static IEnumerable<ImmutableSortedDictionary<string, string>> Rows(ImmutableArray<ImportedReview> reviews) => reviews.Select(row => Cells(
        ("commitment", row.Subject.Number.Value), ("leaf", row.Leaf?.Value ?? "-"), ("title", row.Title), ("summary", row.Summary), ("source", row.Source),
        ("from", row.From is { } from ? DateReader.Iso(from) : null), ("on", DateReader.Iso(row.On)),
        ("period", row.Period is { } period ? DateReader.Iso(period) : null), ("about", row.About),
        ("completion", Coded(row.Codings.Completion, CodingWords.Completion)), ("specificity", Coded(row.Codings.Specificity, CodingWords.Specificity)),
        ("verifiable", Coded(row.Codings.Verifiable, CodingWords.Verifiable)),
        ("openGovernmentLens", Coded(row.Codings.OpenGovernmentLens, CodingWords.OpenGovernmentLens)),
        ("potentialImpact", Coded(row.Codings.PotentialImpact, CodingWords.PotentialImpact)),
        ("potentialForResults", Coded(row.Codings.PotentialForResults, CodingWords.PotentialForResults)),
        ("didItOpenGovernment", Coded(row.Codings.DidItOpenGovernment, CodingWords.DidItOpenGovernment)),
        ("earlyResults", Coded(row.Codings.EarlyResults, CodingWords.EarlyResults)),
        ("participation", Coded(row.Codings.Participation, CodingWords.Participation)),
        ("org", row.SaidBy.Value), ("enteredBy", row.EnteredBy.Value)));

    private static string? Coded<T>(T? value, Vocabulary<T> words)
        where T : struct => value is { } coded ? words.Word(coded) : null;

    public static IEnumerable<ImmutableSortedDictionary<string, string>> Rows(IEnumerable<HistoryRow> rows) =>
        rows.Select(row => Cells([.. row.Values.Select(cell => (cell.Key, (string?)cell.Value.Text))]));

    /// <summary>The first of two reports of one day stays before the second; what only its words tell apart is sorted by them.</summary>
    public string Write(KeyTable columns, IEnumerable<ImmutableSortedDictionary<string, string>> rows)
    {
        var places = commitments.Index().ToDictionary(at => at.Item.Commitment.Number.Value, at => at.Index, StringComparer.Ordinal);
        var sorted = rows
            .OrderBy(row => places.GetValueOrDefault(row["commitment"], -1)) // of the whole plan first
            .ThenBy(row => Place(row["commitment"], row["leaf"]))
            .ThenBy(row => row.GetValueOrDefault("on", ""), StringComparer.Ordinal);
        if (columns != Keys.Reports)
            sorted = sorted.ThenBy(row => string.Join('\u001F', columns.Keys.Select(key => row.GetValueOrDefault(key.Name, ""))), StringComparer.Ordinal);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options, leaveOpen: true))
        {
            csv.WriteRecord([.. columns.Keys.Select(key => key.Name)]);
            foreach (var row in sorted) csv.WriteRecord([.. columns.Keys.Select(key => row.GetValueOrDefault(key.Name, ""))]);
        }

        return text.ToString();
    }

    private int Place(string commitment, string leaf) =>
        commitments.FirstOrDefault(one => one.Commitment.Number.Value == commitment)?.Milestones.GetValueOrDefault(leaf)?.Order ?? int.MaxValue;

    private static ImmutableSortedDictionary<string, string> Cells(params (string Column, string? Text)[] cells) =>
        cells.Where(cell => !string.IsNullOrEmpty(cell.Text)).ToImmutableSortedDictionary(cell => cell.Column, cell => cell.Text!, StringComparer.Ordinal); // filtered
}
