using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;

namespace Tracker.Plans;

/// <summary>A row of <c>history/evidence.csv</c>: submitted, never accepted.</summary>
/// <param name="Id">Its id, computed from the row: the same row is the same evidence.</param>
/// <param name="SaidBy">The organisation that said it: the entry's organisation.</param>
/// <param name="MemberOf">The partner it belongs to.</param>
/// <param name="Leaf">Null: the whole commitment.</param>
public sealed record ImportedEvidence(
    EvidenceId Id,
    OrganisationId SaidBy,
    Partner MemberOf,
    MilestoneNumber? Leaf,
    string Title,
    string Summary,
    string Source,
    DateOnly On,
    Stance Stance,
    Completion? Shows,
    DateOnly? Period,
    string? About,
    OrganisationId EnteredBy,
    string? SettledBy)
{
    /// <summary>The idempotency key of its import.</summary>
    public string Key => Id.Local;

    /// <param name="published">The day the plan was first published here.</param>
    public ImportEvidence ToCommand(DateOnly published) =>
        new(Leaf, Title, Summary, Source, On, Stance, Shows, Period, About, EnteredBy, SettledBy, published);
}
