using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;

namespace Tracker.Domain.Standing;

/// <summary>What evidence says about a row, in the order in which the first that applies is taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofState>))]
public enum ProofState
{
    /// <summary>An accepted dispute is open; there is no level.</summary>
    [JsonStringEnumMemberName("Disputed")] Disputed,

    /// <summary>Evidence that counts was accepted.</summary>
    [JsonStringEnumMemberName("Proven")] Proven,

    /// <summary>Something waits.</summary>
    [JsonStringEnumMemberName("Not Yet Checked")] NotYetChecked,

    /// <summary>Nothing counts and nothing waits.</summary>
    [JsonStringEnumMemberName("No Evidence Available")] NoEvidenceAvailable,
}

/// <summary>What evidence shows of a leaf, a milestone or a commitment, at a moment.</summary>
/// <param name="State">The state.</param>
/// <param name="Level">The proven level; null unless proven.</param>
/// <param name="Since">When the entry that caused the state was recorded; null without one.</param>
/// <param name="Waiting">How many pieces wait to be judged.</param>
/// <param name="WaitingSince">When the oldest of these was sent.</param>
/// <param name="WaitingAbove">The highest level that waits above the proven one.</param>
/// <param name="Accepted">How many were accepted.</param>
/// <param name="Returned">How many were returned.</param>
/// <param name="Withdrawn">How many were taken back.</param>
/// <param name="Background">How many were accepted but are older than the milestone or its period.</param>
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
    int Background);
