using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plans;

/// <summary>What a plan names, as far as the rules about its commitments must know it.</summary>
/// <param name="Organisations">Everybody, with the partner each belongs to.</param>
/// <param name="Fields">Its priority fields.</param>
/// <param name="Languages">Of its texts; the first is its own.</param>
/// <param name="Apart">Who reviews it, or has declared that it is independent of the commitment in question: nobody makes a party of them.</param>
public sealed record PlanNames(
    ImmutableSortedDictionary<string, Partner> Organisations,
    ImmutableArray<PriorityField> Fields,
    ImmutableArray<Language> Languages,
    ImmutableArray<OrganisationId> Apart)
{
    /// <summary>What a plan names itself, with its reviewers as they are now.</summary>
    public static PlanNames? Of(PlanState state) =>
        state.Plan is { } plan ? new(plan.Organisations, plan.Fields, plan.Languages, [.. state.Reviewers.OrderBy(one => one.Value, StringComparer.Ordinal)]) : null;
}
