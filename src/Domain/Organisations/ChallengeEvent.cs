using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>Another organisation challenged this one's declaration of independence.</summary>
/// <param name="Plan">The plan it is about.</param>
/// <param name="Commitments">The commitments it is about; null: every one of the plan.</param>
/// <param name="Reason">Why it is said to be false.</param>
public sealed record IndependenceChallenged(
    PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, PersonalText? Reason) : OrganisationEvent;

/// <summary>A third organisation decided a challenge.</summary>
/// <param name="Challenge">Version in this stream of the challenge.</param>
/// <param name="Outcome">Whether the declaration stands. Refuted: from now on it was not declared.</param>
/// <param name="Reason">Why.</param>
public sealed record ChallengeDecided(long Challenge, ChallengeOutcome Outcome, PublicText Reason) : OrganisationEvent;
