using System.Globalization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Reviews;
using Tracker.Domain.Text;
using Tracker.Plans.Words;

namespace Tracker.Plans.Ogp;

/// <summary>
/// The review columns of OGP's data set, in both directions. A row of it holds two reports: one on the design and the progress, one
/// at the end of the term. <c>ND</c>, <c>NR</c> and <c>NA</c> are kept, also where a report has nothing else.
/// </summary>
internal static class OgpReviews
{
    private static readonly int _progressYear = Column("Report Publication Year (Progress Report)");
    private static readonly int _specificity = Column("Specificity");
    private static readonly int _verifiable = Column("Verifiable");
    private static readonly int _impact = Column("Potential Impact");
    private static readonly int _progress = Column("Completion (Progress Report)");
    private static readonly int _potential = Column("Potential for Results");
    private static readonly int _endOfTerm = Column("Completion (End Of Term)");
    private static readonly int _early = Column("Early Results");
    private static readonly int _opened = Column("Did It Open Government (Overall)");

    /// <summary>What was coded, as rows of <c>history/reviews.csv</c>: said by OGP's reviewers, checked by nobody here.</summary>
    /// <param name="row">The row.</param>
    /// <param name="commitment">What it became.</param>
    /// <param name="planEnd">The last day of the plan.</param>
    /// <param name="reviewers">OGP's reviewers in the plan's list of organisations.</param>
    /// <param name="unread">Told of each column whose cell is in no list.</param>
    /// <param name="contradicted">Told of each column whose number is not that of the word beside it, and that word: it is the one that was read.</param>
    public static IEnumerable<ImportedReview> Of(
        OgpRow row, CommitmentPublished commitment, DateOnly planEnd, Func<OrganisationId> reviewers, Action<int> unread, Action<int, string> contradicted)
    {
        foreach (var word in new[] { _progress, _endOfTerm })
        {
            var number = OgpTexts.Repaired(row[word + 1]);
            if (!OgpColumns.IsNotCoded(number) && CodingWords.Completion.TryRead(row[word], out var said) && said != CompletionCoding.NoEvidenceAvailable && number != CompletionCode(said))
                contradicted(word + 1, row[word]);
        }

        var design = new Codings(
            Cell(_progress, CodingWords.Completion), Cell(_specificity, CodingWords.Specificity), Cell(_verifiable, CodingWords.Verifiable), null,
            Cell(_impact, CodingWords.PotentialImpact), Cell(_potential, CodingWords.PotentialForResults));
        var end = new Codings(
            Cell(_endOfTerm, CodingWords.Completion), DidItOpenGovernment: Cell(_opened, CodingWords.DidItOpenGovernment), EarlyResults: Cell(_early, CodingWords.EarlyResults));
        var (year, which) = Year(_progressYear) is { } published ? (published, "published in") : (Year(OgpColumns.Submitted) ?? planEnd.Year, "of the plan submitted in");
        if (design != new Codings())
        {
            var words = $"progress report, {which} {year.ToString(CultureInfo.InvariantCulture)}";
            yield return Review(design, new(year, 12, 31), words, $"It names no day: this row has the last of {year.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (end != new Codings()) yield return Review(end, planEnd, "end of term", "It names no day: this row has the plan's last.");

        ImportedReview Review(Codings codings, DateOnly on, string about, string day) => new(
            "", commitment.Commitment, reviewers(), Partner.Public, null, codings,
            $"OGP's independent review of commitment {commitment.Commitment.Number}: {about}",
            IsCoded(codings)
                ? $"Coded by OGP's reviewers, as its data set of commitments has it; their report says more. {day}"
                : $"OGP's data set of commitments codes nothing of it: what stands here instead is kept as it has it. {day}",
            Wording.Source("", commitment.Source?.Value) is null ? commitment.Source!.Value.Value : "https://www.opengovpartnership.org/", // no refusal, so it is there
            null, on, null, about, reviewers());

        T? Cell<T>(int column, Vocabulary<T> words)
            where T : struct
        {
            if (row[column].Length == 0) return null;
            if (words.TryRead(row[column], out var value)) return value;
            unread(column);
            return null;
        }

        int? Year(int column) => int.TryParse(OgpTexts.Repaired(row[column]), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 2000 and < 2100 ? number : null;
    }

    /// <summary>Fills the review columns: the last report until the plan's end was over as progress, the last one from then on as the end of term.</summary>
    public static void Fill(string[] cells, IReadOnlyCollection<CodedReview> reviews, DateOnly planEnd)
    {
        foreach (var review in reviews.OrderBy(one => one.On))
        {
            var (codings, ended) = (review.Codings, review.On >= planEnd);
            Put(_specificity, codings.Specificity, CodingWords.Specificity);
            Put(_verifiable, codings.Verifiable, CodingWords.Verifiable, coded: false);
            Put(_impact, codings.PotentialImpact, CodingWords.PotentialImpact);
            Put(_potential, codings.PotentialForResults, CodingWords.PotentialForResults);
            Put(ended ? _endOfTerm : _progress, codings.Completion, CodingWords.Completion, code: CompletionCode);
            Put(_early, codings.EarlyResults, CodingWords.EarlyResults);
            Put(_opened, codings.DidItOpenGovernment, CodingWords.DidItOpenGovernment);
        }

        void Put<T>(int column, T? value, Vocabulary<T> words, bool coded = true, Func<T, string>? code = null)
            where T : struct, Enum
        {
            if (value is not { } known) return;
            var word = words.Word(known);
            cells[column] = word;
            // The column beside it has the list's place as a number.
            if (coded) cells[column + 1] = OgpColumns.IsNotCoded(word) ? word : code?.Invoke(known) ?? Convert.ToInt32(known, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string CompletionCode(CompletionCoding completion) => completion switch
    {
        CompletionCoding.Withdrawn => "0",
        CompletionCoding.Unclear => "1",
        CompletionCoding.NotStarted => "2",
        CompletionCoding.Limited => "3",
        CompletionCoding.Substantial => "4",
        CompletionCoding.Complete => "5",
        _ => OgpColumns.NotCoded, // a state of proof: the data set has no code for it
    };

    private static bool IsCoded(Codings codings) =>
        codings.Completion is not (null or CompletionCoding.ND or CompletionCoding.NR or CompletionCoding.NA)
        || codings.Specificity is not (null or Specificity.ND or Specificity.NR or Specificity.NA)
        || codings.Verifiable is not (null or Verifiable.ND or Verifiable.NR or Verifiable.NA)
        || codings.PotentialImpact is not (null or PotentialImpact.ND or PotentialImpact.NR or PotentialImpact.NA)
        || codings.PotentialForResults is not (null or PotentialForResults.ND or PotentialForResults.NR or PotentialForResults.NA)
        || codings.EarlyResults is not (null or EarlyResults.ND or EarlyResults.NR or EarlyResults.NA)
        || codings.DidItOpenGovernment is not (null or DidItOpenGovernment.ND or DidItOpenGovernment.NR or DidItOpenGovernment.NA);

    private static int Column(string name) => OgpColumns.Names.IndexOf(name);
}
