using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>
/// A milestone or indicator as promised. One with nothing beneath it is a leaf: only leaves are reported on, evidenced and
/// late. The keys of the texts' dictionaries are languages.
/// </summary>
/// <param name="Parent">The milestone whose number this one extends; null: directly under the commitment.</param>
/// <param name="Order">Its place in the plan file, from 0: numbers are texts and do not sort.</param>
/// <param name="Start">First day; null: unknown, hence no lower bound for evidence.</param>
/// <param name="Due">Last day; null: undated or unknown. A recurring leaf's is its last occurrence.</param>
/// <param name="Unknown">True when the source does not state the due date: no lateness, outside every n of m.</param>
/// <param name="Recurs">How often, where it recurs.</param>
/// <param name="Occurrences">The due dates of a recurring leaf in order, each one occurrence; null where it does not recur.</param>
/// <param name="Lead">The office responsible; null: unknown, then nobody reports.</param>
/// <param name="Field">Its priority field.</param>
/// <param name="Weight">Its share among its siblings, positive; equal unless the plan says.</param>
/// <param name="Budget">Amount in the plan's currency.</param>
/// <param name="Supporters">Organisations named as its supporters.</param>
/// <param name="Title">The activity with a verifiable deliverable.</param>
/// <param name="Output">The expected output.</param>
/// <param name="DueWords">The words of the due date where it was not a plain date.</param>
/// <param name="UnknownBecause">Why something required is unknown.</param>
/// <param name="Note">Where it was read from, or another remark of whoever wrote the plan file.</param>
public sealed record Milestone(
    MilestoneNumber? Parent,
    int Order,
    DateOnly? Start,
    DateOnly? Due,
    bool? Unknown,
    Recurrence? Recurs,
    ImmutableArray<DateOnly>? Occurrences,
    OrganisationId? Lead,
    PriorityField Field,
    decimal Weight,
    decimal? Budget,
    ImmutableArray<OrganisationId>? Supporters,
    ImmutableSortedDictionary<string, PublicText> Title,
    ImmutableSortedDictionary<string, PublicText>? Output = null,
    ImmutableSortedDictionary<string, PublicText>? DueWords = null,
    ImmutableSortedDictionary<string, PublicText>? UnknownBecause = null,
    ImmutableSortedDictionary<string, PublicText>? Note = null);
