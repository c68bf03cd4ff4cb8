using Tracker.Domain.Commitments;

namespace Tracker.Domain.Organisations;

/// <summary>
/// What is known of the commitments that a declaration or a challenge names: other grains' knowledge, asked by whoever calls.
/// </summary>
/// <param name="Plan">Whether the plan is published here.</param>
/// <param name="Unknown">One of them that the plan does not have; null: it has them all.</param>
/// <param name="Involved">One of them that names the organisation as lead or supporter; null: none does.</param>
public sealed record DeclaredCommitments(bool Plan, CommitmentNumber? Unknown = null, CommitmentNumber? Involved = null)
{
    /// <summary>Why nothing can be said of these; null: it can.</summary>
    internal Refused? Refusal() =>
        (Plan ? null : Rules.PlanUnknown.Refuse("plan"))
        ?? (Unknown is { } number ? Rules.CommitmentNotInPlan.Refuse("commitments", ("commitment", number.Value)) : null);
}
