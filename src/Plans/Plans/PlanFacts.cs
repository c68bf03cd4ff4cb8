using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Plans.Dates;

namespace Tracker.Plans.Plans;

/// <summary>What a plan's commitments must know of it.</summary>
internal sealed record PlanFacts(
    PlanId Id,
    Jurisdiction Jurisdiction,
    DateOnly? Start,
    DateOnly End,
    ImmutableArray<Language> Languages,
    ImmutableSortedDictionary<string, Partner> Organisations,
    ImmutableArray<PriorityField> Fields,
    Checkpoints Checkpoints,
    ProofPolicy? Policy)
{
    /// <summary>For a plan whose end cannot be read: nothing is after it, and nothing is known to end with it.</summary>
    public static DateOnly NoEnd { get; } = new(2999, 12, 31);
}
