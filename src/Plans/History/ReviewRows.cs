using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Reviews;
using Tracker.Plans.Dates;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.History;

/// <summary>What independent reviews coded before the tracker: <c>history/reviews.csv</c>.</summary>
internal sealed class ReviewRows(HistoryFiles history, PlanFacts plan)
{
    public ImmutableArray<ImportedReview> Read(SourceFile source)
    {
        var reviews = ImmutableArray.CreateBuilder<ImportedReview>();
        foreach (var row in CsvRows.Read(source, Keys.Reviews))
        {
            var common = history.Read(source, row, wholeCommitment: true, wholePlan: true);
            var from = row["from"] is { } day ? DateReader.Read(source, day) : null;
            var codings = Codings(source, column => row[column]);
            if (from > common?.On)
                source.Error(row["from"]!.Place, "dates-order", $"{DateReader.Iso(from.Value)} is after the last day of what was reviewed", $"correct one of the two"); // it was read
            if (codings == new Codings())
                source.Error(row.Place, "codings-missing", $"the row codes nothing", $"fill at least one of {string.Join(", ", Keys.Codings)}; leave the others empty, or ND, NR or NA as the source has it");
            if (common is null || !row.Complete) continue;
            if (plan.Organisations[common.SaidBy.Value] == Partner.Government)
            {
                source.Error(row["org"]!.Place, "review-of-government", $"`{common.SaidBy}` is government: what it says of its own work is a report", $"put the row into reports.csv"); // a required column
                continue;
            }

            var key = history.KeyOf("review", row);
            if (reviews.Any(other => other.Key == key))
                source.Error(row.Place, "row-twice", $"this row stands in the file already", $"delete it");
            else
                reviews.Add(new(
                    key, common.Commitment, common.SaidBy, plan.Organisations[common.SaidBy.Value], common.Leaf, codings, row["title"]!.Text, row["summary"]!.Text, // required columns
                    common.Source, from, common.On, common.Period, common.About, common.EnteredBy));
        }

        return reviews.ToImmutable();
    }

    /// <param name="source">Where they stand.</param>
    /// <param name="cell">What stands in a column; null: nothing.</param>
    internal static Codings Codings(SourceFile source, Func<string, Piece?> cell)
    {
        return new(
            Coded("completion", CodingWords.Completion), Coded("specificity", CodingWords.Specificity), Coded("verifiable", CodingWords.Verifiable),
            Coded("openGovernmentLens", CodingWords.OpenGovernmentLens), Coded("potentialImpact", CodingWords.PotentialImpact),
            Coded("potentialForResults", CodingWords.PotentialForResults), Coded("didItOpenGovernment", CodingWords.DidItOpenGovernment),
            Coded("earlyResults", CodingWords.EarlyResults), Coded("participation", CodingWords.Participation));

        T? Coded<T>(string column, Vocabulary<T> words)
            where T : struct =>
            cell(column) is { } coded && source.Word(coded, words, $"a value of OGP's list for {column}", out var value) ? value : null;
    }
}
