using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Reviews;

/// <summary>Publish an independent review of a leaf, of a commitment or of the whole plan. Parameters as in <see cref="ReviewPublished"/>.</summary>
/// <param name="Leaf">The leaf; null: the whole commitment, or the whole plan.</param>
/// <param name="Codings">What it codes; at least one.</param>
/// <param name="On">The last day of what it reviewed.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it found.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="Reason">Why it comes to these codings.</param>
/// <param name="From">The first day of what it reviewed; null: since it began.</param>
/// <param name="Period">Of a recurring leaf, the occurrence.</param>
public sealed record PublishReview(
    MilestoneNumber? Leaf,
    Codings Codings,
    DateOnly On,
    string Title,
    string Summary,
    string Source,
    string Reason,
    DateOnly? From = null,
    DateOnly? Period = null);

/// <summary>Enter a review from before the plan's first publication here: shown, and no proof until somebody independent has checked it.</summary>
public sealed record ImportReview(
    MilestoneNumber? Leaf,
    Codings Codings,
    DateOnly On,
    string Title,
    string Summary,
    string Source,
    DateOnly? From,
    DateOnly? Period,
    string? About,
    OrganisationId EnteredBy,
    DateOnly Published);

/// <summary>The office that leads what was reviewed answers, once.</summary>
/// <param name="Answer">With its reasons; required.</param>
public sealed record AnswerReview(string Answer);

/// <summary>Take one's own review back.</summary>
public sealed record WithdrawReview(string Reason);

/// <summary>A third organisation decides which of two findings holds that differ.</summary>
/// <param name="Other">The finding that differs from this review's.</param>
/// <param name="Outcome">Upheld: this review's finding holds. Settled: it counts no longer.</param>
/// <param name="Reason">Why; required.</param>
public sealed record DecideDifference(EvidenceId Other, DisputeOutcome Outcome, string Reason);
