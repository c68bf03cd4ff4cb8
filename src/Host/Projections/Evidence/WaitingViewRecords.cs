using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Evidence;

/// <summary>How much waits for one thing, and for how long.</summary>
/// <param name="Count">How many.</param>
/// <param name="Oldest">Since when the oldest of them waits; null: none does.</param>
/// <param name="Days">For how many days of the plan's the oldest waits.</param>
/// <param name="TooLong">How many wait longer than they may: any reviewer of the site may take these.</param>
public sealed record WaitingCount(int Count, DateTimeOffset? Oldest, int Days, int TooLong)
{
    public static WaitingCount None { get; } = new(0, null, 0, 0);
}

/// <summary>What waits for a check at one leaf, or for a whole commitment.</summary>
public sealed record WaitingLeaf(
    CommitmentId Commitment, Words CommitmentTitle, MilestoneNumber? Leaf, Words? LeafTitle, WaitingCount Checks);

/// <summary>What waits in a plan, and for how long: public, so that nobody's absence is invisible.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Today">The day in its zone.</param>
/// <param name="Checks">Submissions that wait for their first check; too long after 14 days.</param>
/// <param name="Answers">Disputes that wait for the office's answer, while the plan is not closed.</param>
/// <param name="Decisions">Disputes that wait for a decision; too long after 30 days.</param>
/// <param name="Appeals">Appeals that wait for a decision; too long after 14 days.</param>
/// <param name="Hidings">Hidings that nobody appealed against and no reviewer has confirmed; they end by themselves after 7 days.</param>
/// <param name="HidingAppeals">Appeals against a hiding that wait for a decision; too long after 14 days.</param>
/// <param name="NeverAnswered">Disputes that nobody had answered when the plan was closed.</param>
/// <param name="Leaves">Where submissions wait, the longest waiting first, at most 200.</param>
public sealed record PlanWaiting(
    PlanId Plan, DateOnly Today, WaitingCount Checks, WaitingCount Answers, WaitingCount Decisions, WaitingCount Appeals, WaitingCount Hidings,
    WaitingCount HidingAppeals, int NeverAnswered, ImmutableArray<WaitingLeaf> Leaves);
