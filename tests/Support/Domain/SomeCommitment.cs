using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Support.Domain;

/// <summary>A commitment of a plan that runs through 2026 and 2027, with one milestone due at the end of June 2026.</summary>
public static class SomeCommitment
{
    public static readonly CommitmentId Id = CommitmentId.Parse("contoh/1");
    public static readonly MilestoneNumber Leaf = MilestoneNumber.Parse("1.1");
    public static readonly DateOnly Start = new(2026, 1, 1);
    public static readonly DateOnly Due = new(2026, 6, 30);
    public static readonly DateOnly PlanEnd = new(2027, 12, 31);

    /// <summary>The promise, with these milestones.</summary>
    public static CommitmentPublished With(params ReadOnlySpan<(string Number, Milestone Milestone)> milestones)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, Milestone>(StringComparer.Ordinal);
        foreach (var (number, milestone) in milestones) all[number] = milestone with { Order = all.Count };
        return Promise(all.ToImmutable());
    }

    /// <summary>The promise with one plain milestone, <see cref="Leaf"/>.</summary>
    public static CommitmentPublished WithOneLeaf() => With((Leaf.Value, Milestone()));

    /// <summary>A milestone, due 30 June 2026, led by <see cref="SomeActor.Office"/>.</summary>
    public static Milestone Milestone(string? under = null) => new(
        under is null ? null : MilestoneNumber.Parse(under),
        0,
        Start,
        Due,
        null,
        null,
        null,
        SomeActor.Office,
        PriorityField.Parse("infrastructure"),
        1,
        null,
        null,
        SomeText.In("Village budgets published on billboards"));

    /// <summary>A milestone that recurs, every occurrence by its due date.</summary>
    public static Milestone Recurring(Recurrence recurs, params ImmutableArray<DateOnly> occurrences) =>
        Milestone() with { Recurs = recurs, Occurrences = occurrences, Due = occurrences[^1] };

    private static CommitmentPublished Promise(ImmutableSortedDictionary<string, Milestone> milestones) => new(
        Id,
        Jurisdiction.Parse("contoh"),
        Start,
        PlanEnd,
        null,
        Start,
        PlanEnd,
        SomeActor.Office,
        ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal),
        PriorityField.Parse("infrastructure"),
        [OgpValue.AccessToInformation],
        null,
        null,
        null,
        null,
        null,
        null,
        milestones,
        [Language.Parse("en")],
        SomeText.In("Village budgets are public"));
}
