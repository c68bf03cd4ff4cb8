using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Running;

/// <summary>Why a piece of a batch deserves a look of its own, the most pressing first; each is named by the rule that says so.</summary>
public enum BatchSort
{
    /// <summary>Its source no longer says so, as its plugin found.</summary>
    SourceAstray,

    /// <summary>It says that something is not reached.</summary>
    Objection,

    /// <summary>It claims the highest level there is.</summary>
    ClaimsComplete,

    /// <summary>The rule has nothing to say about it.</summary>
    Routine,
}

/// <summary>
/// Sorts what waits of a run, for a reviewer who judges it as a batch. It sorts and decides nothing: what is not routine is shown
/// first and not ticked beforehand, and every piece is a person's decision.
/// </summary>
public static class BatchSorting
{
    /// <param name="row">The piece.</param>
    /// <param name="check">What is known of its source; null: nobody looked again.</param>
    public static BatchSort Of(EvidenceRow row, SourceCheck? check) =>
        check?.Verdict is SourceVerdict.Changed or SourceVerdict.Gone ? BatchSort.SourceAstray
        : row.Stance == Stance.Disputes ? BatchSort.Objection
        : row.Shows == Completion.Complete ? BatchSort.ClaimsComplete
        : BatchSort.Routine;
}
