using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Reviews;

namespace Tracker.Plans;

/// <summary>A row of <c>history/reviews.csv</c>: shown, and nobody's proof until somebody independent has accepted it.</summary>
/// <param name="Key">Computed from the row: the same row is the same review.</param>
/// <param name="Subject">The commitment, or what stands in its place for the whole plan.</param>
/// <param name="SaidBy">The organisation that made it: the entry's organisation.</param>
/// <param name="MemberOf">The partner it belongs to.</param>
/// <param name="Leaf">Null: the whole commitment or plan.</param>
public sealed record ImportedReview(
    string Key,
    CommitmentId Subject,
    OrganisationId SaidBy,
    Partner MemberOf,
    MilestoneNumber? Leaf,
    Codings Codings,
    string Title,
    string Summary,
    string Source,
    DateOnly? From,
    DateOnly On,
    DateOnly? Period,
    string? About,
    OrganisationId EnteredBy)
{
    /// <param name="published">The day the plan was first published here.</param>
    public ImportReview ToCommand(DateOnly published) => new(Leaf, Codings, On, Title, Summary, Source, From, Period, About, EnteredBy, published);
}
