using System.Collections.Immutable;

namespace Tracker.Ledger.Verification;

/// <summary>What a verification found; the numbers are the exit codes of <c>tracker verify</c>.</summary>
public enum Verdict
{
    /// <summary>Everything fits.</summary>
    Sound = 0,

    /// <summary>Something does not; the findings name what and where.</summary>
    Failed = 1,

    /// <summary>The log signed two histories that cannot both be true.</summary>
    Fork = 3,
}

/// <summary>The result of a verification.</summary>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Origin">The log's origin; empty when not even that could be read.</param>
/// <param name="Size">The number of entries under the checkpoint.</param>
/// <param name="Findings">What is wrong and where, the first hundred.</param>
/// <param name="Notes">What is worth knowing and not wrong.</param>
public sealed record VerificationResult(
    Verdict Verdict, string Origin, long Size, ImmutableArray<string> Findings, ImmutableArray<string> Notes);
