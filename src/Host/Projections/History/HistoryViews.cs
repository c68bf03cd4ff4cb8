using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.History;

/// <summary>Reads entries as people read them, the newest first.</summary>
public sealed class HistoryViews
{
    /// <summary>What happened to a commitment and its evidence.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> Of(CommitmentId commitment, string? cursor, int limit) => new([], null);

    /// <summary>What happened to a piece of evidence.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> Of(EvidenceId evidence, string? cursor, int limit) => new([], null);

    /// <summary>What happened to a plan and all beneath it: its latest changes.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> Of(PlanId plan, string? cursor, int limit) => new([], null);

    /// <summary>A log, whole.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list's.</exception>
    public Page<HistoryEntry> OfLog(string log, string? cursor, int limit) => new([], null);

    /// <summary>One entry: its permalink's page. Null when it is not there, or not read yet.</summary>
    public HistoryEntry? Entry(string log, long index) => null;

    /// <summary>A log and its newest seal; null when there is no such log.</summary>
    public Task<LogView?> Log(string log, CancellationToken ct) => Task.FromResult<LogView?>(null);

    /// <summary>Every log.</summary>
    public Task<IReadOnlyList<LogView>> Logs(CancellationToken ct) => Task.FromResult<IReadOnlyList<LogView>>([]);
}
