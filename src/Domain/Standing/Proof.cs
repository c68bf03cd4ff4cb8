using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Text;

namespace Tracker.Domain.Standing;

/// <summary>The four states of proof, in the order in which they are looked for. Lack of proof is never lack of work.</summary>
[JsonConverter(typeof(WordsConverter<ProofState>))]
public enum ProofState
{
    /// <summary>An accepted dispute is open.</summary>
    [JsonStringEnumMemberName("Disputed")] Disputed,

    /// <summary>Evidence that counts was accepted.</summary>
    [JsonStringEnumMemberName("Proven")] Proven,

    /// <summary>Something waits for a check.</summary>
    [JsonStringEnumMemberName("Not Yet Checked")] NotYetChecked,

    /// <summary>Neither. A state of proof, not a level.</summary>
    [JsonStringEnumMemberName("No Evidence Available")] NoEvidenceAvailable,
}

/// <summary>What evidence shows.</summary>
/// <param name="State">The state.</param>
/// <param name="Level">The level shown; null for a leaf unless it is proven. A parent's is computed from what is beneath it,
/// also while something there is disputed.</param>
/// <param name="Since">When the entry that caused state and level was recorded; null: nothing ever came.</param>
/// <param name="Waiting">How many pieces wait for a check.</param>
/// <param name="WaitingSince">Since when the oldest of them waits.</param>
/// <param name="WaitingAbove">The highest level that waiting support claims, where that is above the proven one.</param>
/// <param name="Accepted">How many accepted pieces count.</param>
/// <param name="Returned">How many were sent back and wait for repair.</param>
/// <param name="Withdrawn">How many were taken back.</param>
/// <param name="Background">How many show what happened before the milestone or the occurrence began: they never count.</param>
/// <param name="AtLeast">For a parent: some beneath have no level, so the level may be higher.</param>
/// <param name="Overruled">How many accepted pieces an upheld dispute overruled: they count no longer.</param>
/// <param name="Settled">How many disputes were settled: they count no longer.</param>
/// <param name="Unanswered">How many open disputes the office has not answered; at the plan's close they stay so.</param>
/// <param name="Earlier">Of the accepted: for an earlier wording of the deliverable, and not confirmed since.</param>
/// <param name="Former">The level by the plan's first rule of proof, before it was ever made stricter, where that is another.</param>
/// <param name="Stricter">The level by the strictest rule, which holds now, were it to judge what was due already too, where that is another.</param>
/// <param name="Differing">How many pairs of independent findings of one period contradict each other: they are disputes too.</param>
public sealed record Proof(
    ProofState State,
    Completion? Level,
    DateTimeOffset? Since,
    int Waiting,
    DateTimeOffset? WaitingSince,
    Completion? WaitingAbove,
    int Accepted,
    int Returned,
    int Withdrawn,
    int Background,
    bool AtLeast = false,
    int Overruled = 0,
    int Settled = 0,
    int Unanswered = 0,
    int Earlier = 0,
    Completion? Former = null,
    Completion? Stricter = null,
    int Differing = 0)
{
    /// <summary>Nothing ever came.</summary>
    public static Proof None { get; } = new(ProofState.NoEvidenceAvailable, null, null, 0, null, null, 0, 0, 0, 0);
}
