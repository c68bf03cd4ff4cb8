using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Reviews;

/// <summary>
/// A level that independent organisations put their names to. A review finds how far something was at the end of what it
/// reviewed; a piece of evidence finds only that so much had been reached by its day.
/// </summary>
/// <param name="Id">The review or the piece.</param>
/// <param name="IsReview">Whether it is a review.</param>
/// <param name="Leaf">The leaf; null: the whole commitment.</param>
/// <param name="Period">The occurrence of a recurring leaf.</param>
/// <param name="From">First day of what was reviewed; null: unknown, or it is evidence.</param>
/// <param name="On">Last day of what was reviewed; the day of what evidence shows.</param>
/// <param name="Level">The level.</param>
/// <param name="Contributor">Whose finding it is.</param>
/// <param name="Acceptor">Who checked it.</param>
/// <param name="IsRuled">A third organisation has decided that it holds.</param>
public sealed record Finding(
    EvidenceId Id, bool IsReview, MilestoneNumber? Leaf, DateOnly? Period, DateOnly? From, DateOnly On, Completion Level,
    OrganisationId Contributor, OrganisationId? Acceptor, bool IsRuled)
{
    /// <summary>Whether an organisation put its name to it.</summary>
    public bool IsOf(OrganisationId organisation) => Contributor == organisation || Acceptor == organisation;

    /// <summary>
    /// Whether two findings of one subject and one period contradict each other: two reviews that found another level; or a review
    /// and evidence that shows more had been reached within what was reviewed. Less contradicts nothing: evidence is never all there is.
    /// </summary>
    public bool Differs(Finding other)
    {
        if (Contributor == other.Contributor || Leaf != other.Leaf || Period != other.Period) return false;
        if (IsReview && other.IsReview) return Level != other.Level && SamePeriod(other);
        var (review, evidence) = IsReview ? (this, other) : (other, this);
        // What is accepted after a ruling was accepted in knowledge of it: it counts anew.
        return review.IsReview && !review.IsRuled && evidence.Level > review.Level
            && (Period is not null || (evidence.On <= review.On && !(evidence.On < review.From)));
    }

    /// <summary>
    /// One occurrence, or one last day, or spans that share at least four fifths of the longer one: a review of the first year and
    /// one of both years are two periods, one that ends two weeks earlier is not.
    /// </summary>
    private bool SamePeriod(Finding other)
    {
        if (Period is not null || On == other.On) return true;
        if (From is not { } one || other.From is not { } two) return false;
        var shared = Math.Min(On.DayNumber, other.On.DayNumber) - Math.Max(one.DayNumber, two.DayNumber) + 1;
        var longer = Math.Max(On.DayNumber - one.DayNumber, other.On.DayNumber - two.DayNumber) + 1;
        return shared * 5 >= longer * 4;
    }
}
