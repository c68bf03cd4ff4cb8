using System.Collections.Immutable;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Commitments;

/// <summary>What evidence is about, as far as its rules must know it.</summary>
/// <param name="Commitment">The commitment.</param>
/// <param name="Leaf">The leaf; null: the whole commitment.</param>
/// <param name="Start">First day; null: unknown, hence no lower bound.</param>
/// <param name="Occurrences">Due dates of a recurring leaf.</param>
/// <param name="Leads">The office that leads the leaf; for the whole commitment those of all its leaves.</param>
/// <param name="Supporters">Organisations named as supporters of the commitment or the leaf.</param>
/// <param name="PlanEnd">Last day of the plan.</param>
/// <param name="Involved">Everybody who leads or supports anything in the commitment: none of them is independent of it.</param>
/// <param name="Withdrawn">The day on which it was withdrawn: what happened later is evidence of nothing that was promised; null: it holds.</param>
/// <param name="WordedAt">Index in the log of the last amendment of the deliverable: what was accepted before was accepted for an earlier wording.</param>
public sealed record EvidenceSubject(
    CommitmentId Commitment,
    MilestoneNumber? Leaf,
    DateOnly? Start,
    ImmutableArray<DateOnly>? Occurrences,
    ImmutableArray<OrganisationId> Leads,
    ImmutableArray<OrganisationId> Supporters,
    DateOnly PlanEnd,
    ImmutableArray<OrganisationId> Involved,
    DateOnly? Withdrawn = null,
    long? WordedAt = null);
