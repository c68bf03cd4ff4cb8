using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;

namespace Tracker.Domain.Organisations;

/// <summary>Challenge another organisation's declaration of independence.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Commitments">The commitments; null: all that it declared of the plan.</param>
/// <param name="Reason">Why the declaration is false; required.</param>
public sealed record ChallengeIndependence(PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, string Reason);

/// <summary>Decide a challenge.</summary>
/// <param name="Challenge">Version of the challenge in the organisation's stream.</param>
/// <param name="Outcome">Whether the declaration stands.</param>
/// <param name="Reason">Why; required.</param>
public sealed record DecideChallenge(long Challenge, ChallengeOutcome Outcome, string Reason);
