using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Plans;

/// <summary>What reading a plan folder gave.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Digest">SHA-256 over its files' sorted (path, SHA-256), hexadecimal; null where the folder cannot be read.</param>
/// <param name="Plan">The plan as commands; null exactly when there is an error among the findings.</param>
/// <param name="Findings">By file, line and column.</param>
public sealed record PlanReading(string Folder, string? Digest, PlanInFiles? Plan, ImmutableArray<Finding> Findings);

/// <summary>A plan as its files say it, in the commands that publish it, in the order in which they must be sent.</summary>
/// <param name="Id">Its id, the folder's name.</param>
/// <param name="Jurisdiction">Who promised; also the log.</param>
/// <param name="Digest">As in the reading; also in the plan's command.</param>
/// <param name="Organisations">Everybody it names: to be registered where they are not yet.</param>
/// <param name="Plan">Publishes the plan.</param>
/// <param name="Commitments">Publish the commitments.</param>
/// <param name="Reports">What was said before the tracker.</param>
/// <param name="Evidence">What was shown before the tracker.</param>
public sealed record PlanInFiles(
    PlanId Id,
    Jurisdiction Jurisdiction,
    string Digest,
    ImmutableArray<RegisterOrganisation> Organisations,
    PublishPlan Plan,
    ImmutableArray<PublishCommitment> Commitments,
    ImmutableArray<ImportedReport> Reports,
    ImmutableArray<ImportedEvidence> Evidence)
{
    /// <summary>What independent reviews coded before the tracker.</summary>
    public ImmutableArray<ImportedReview> Reviews { get; init; } = [];
}
