using System.Collections.Immutable;
using Tracker.Domain.Commitments;

namespace Tracker.Host.Projections.Commitments;

/// <summary>A commitment for whoever looks for evidence of it.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="Title">What was promised.</param>
/// <param name="PolicyAreas">Its policy areas.</param>
/// <param name="Budget">Amount in the plan's currency.</param>
/// <param name="Leaves">The leaves, in the plan's order: evidence is about one of them or the whole.</param>
public sealed record Promised(
    CommitmentId Id, Words Title, ImmutableArray<string> PolicyAreas, decimal? Budget, ImmutableArray<PromisedLeaf> Leaves);

/// <summary>A leaf for whoever looks for evidence of it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">What was promised.</param>
/// <param name="Start">First day.</param>
/// <param name="Due">Last day.</param>
/// <param name="Budget">Amount in the plan's currency.</param>
/// <param name="Recurs">How often.</param>
/// <param name="Occurrences">Due dates of a recurring leaf.</param>
public sealed record PromisedLeaf(
    MilestoneNumber Number, Words Title, DateOnly? Start, DateOnly? Due, decimal? Budget, Recurrence? Recurs, ImmutableArray<DateOnly> Occurrences);
