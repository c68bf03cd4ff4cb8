using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;

namespace Tracker.Plans;

/// <summary>A row of <c>history/reports.csv</c>.</summary>
/// <param name="Key">The same for the same row, wherever it stands in the file: the idempotency key of its import.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="SaidBy">The organisation that said it: the entry's organisation.</param>
/// <param name="MemberOf">The partner it belongs to.</param>
public sealed record ImportedReport(
    string Key,
    CommitmentId Commitment,
    OrganisationId SaidBy,
    Partner MemberOf,
    MilestoneNumber Leaf,
    Completion? Completion,
    DateOnly On,
    DateOnly? Period,
    string? About,
    Percent? Percent,
    OrganisationId EnteredBy,
    string Narrative,
    string Source)
{
    /// <param name="published">The day the plan was first published here.</param>
    public ImportProgress ToCommand(DateOnly published) =>
        new(Leaf, Completion, On, Period, About, Percent, EnteredBy, Narrative, Source, published);
}
