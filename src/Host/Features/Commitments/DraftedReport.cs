using Tracker.Domain.Commitments;
using Tracker.Host.Drafting;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>A draft with what it is about.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="View">The commitment.</param>
/// <param name="Milestone">The leaf.</param>
/// <param name="Now">When it is looked at.</param>
public sealed record DraftedReport(ReportDraft Draft, CommitmentView View, MilestoneView Milestone, DateTimeOffset Now)
{
    /// <summary>The leaf that an address names; null where there is none.</summary>
    internal static (CommitmentView View, MilestoneView Milestone)? Leaf(CommitmentViews commitments, PlanClock clock, RouteValueDictionary address) =>
        CommitmentId.TryParse($"{address["plan"]}/{address["number"]}", out var id) ? Leaf(commitments, clock, id, address["leaf"] as string) : null;

    internal static (CommitmentView View, MilestoneView Milestone)? Leaf(CommitmentViews commitments, PlanClock clock, CommitmentId id, string? leaf) =>
        commitments.Commitment(id, clock.Today(id.Plan)) is { } view && view.Milestones.FirstOrDefault(one => one.Standing.Leaf && one.Standing.Number.Value == leaf) is { } milestone
            ? (view, milestone)
            : null;
}
