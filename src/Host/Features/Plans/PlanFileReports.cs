using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Domain.Plans;
using Tracker.Plans;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plans;

/// <summary>What became of a plan's files when they were read last: at the start, or when somebody asked what they say otherwise.</summary>
public enum PlanFileStatus
{
    /// <summary>Published now, or what was left of it by a start that was cut short.</summary>
    Published,

    /// <summary>The files are those that were published.</summary>
    Unchanged,

    /// <summary>The files were changed since: shown, and nothing was done.</summary>
    Changed,

    /// <summary>The files cannot be read: the findings say why and where. Nothing was done.</summary>
    Broken,

    /// <summary>A rule refused something, or the ledger did not answer: the rest waits for the next start.</summary>
    Stopped,
}

/// <summary>What a coordinator should know of a plan's files.</summary>
/// <param name="Folder">The folder's name.</param>
/// <param name="Plan">The plan; null where the files could not be read.</param>
/// <param name="Status">What became of them.</param>
/// <param name="Findings">What the linter says, files named from the folder of plans on.</param>
/// <param name="Differences">What the files say otherwise than what holds here, and did not say before.</param>
/// <param name="Stops">What was not written, and why.</param>
/// <param name="Files">The files as they were read; null where they could not be.</param>
/// <param name="Digest">Of the files that were read, whatever they say; null: there were none.</param>
/// <param name="Path">Where the folder is; null where the files are on no disk.</param>
public sealed record PlanFileReport(
    string Folder,
    PlanId? Plan,
    PlanFileStatus Status,
    ImmutableArray<Finding> Findings,
    ImmutableArray<Difference> Differences,
    ImmutableArray<PlanFileStop> Stops,
    PlanInFiles? Files = null,
    string? Digest = null,
    string? Path = null)
{
    /// <summary>What keeps the files from being read.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(one => one.Severity == Severity.Error);
}

/// <summary>Something in the files that was not written.</summary>
/// <param name="What">As a path: <c>plan</c>, <c>commitments/1</c>, <c>organisations/warga-pemantau</c>; or a row of the history.</param>
/// <param name="Why">The refusal; null: the ledger did not answer.</param>
public sealed record PlanFileStop(string What, Refused? Why);

/// <summary>The reports by folder, the last one of each; empty until publication has run.</summary>
public sealed class PlanFileReports
{
    private ImmutableArray<PlanFileReport> _all = [];

    public ImmutableArray<PlanFileReport> All => _all;

    /// <summary>Of one plan; null where no folder holds its files.</summary>
    public PlanFileReport? Of(PlanId plan) => _all.LastOrDefault(report => report.Plan == plan || report.Folder == plan.Value);

    internal void Replace(PlanFileReport report) =>
        ImmutableInterlocked.Update(ref _all, all => [.. all.Select(one => one.Folder == report.Folder ? report : one)]);

    internal void Add(PlanFileReport report) => ImmutableInterlocked.Update(ref _all, all => all.Add(report));
}
