using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Domain.Time;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Projections.Commitments;

/// <summary>What to list, and in what order. Every part that is null does not narrow.</summary>
/// <param name="Plan">Of one plan.</param>
/// <param name="Field">Of one priority field.</param>
/// <param name="Value">Serving an OGP value.</param>
/// <param name="Lead">Led by an organisation, as a whole or in a leaf.</param>
/// <param name="Reported">Reported at a level.</param>
/// <param name="ReportedNone">True: without any report.</param>
/// <param name="Proof">In a state of proof.</param>
/// <param name="Proven">Proven at a level.</param>
/// <param name="Overdue">With (or without) a leaf that is late and still open.</param>
/// <param name="Query">Words in titles, numbers and descriptions, all of them.</param>
/// <param name="Sort">The order.</param>
public sealed record CommitmentFilter(
    PlanId? Plan = null,
    PriorityField? Field = null,
    OgpValue? Value = null,
    Domain.Organisations.OrganisationId? Lead = null,
    Completion? Reported = null,
    bool ReportedNone = false,
    ProofState? Proof = null,
    Completion? Proven = null,
    bool? Overdue = null,
    string? Query = null,
    CommitmentSort Sort = CommitmentSort.Plan);

/// <summary>Orders of a list of commitments; ties in the plan's order.</summary>
public enum CommitmentSort
{
    /// <summary>By plan, in the plan's own order.</summary>
    Plan,

    /// <summary>What is due next first; without a deadline last.</summary>
    Due,

    /// <summary>Most late leaves first.</summary>
    Late,

    /// <summary>Changed last first.</summary>
    Changed,

    /// <summary>By title, in the plan's own language.</summary>
    Title,
}

/// <summary>A row of a table of commitments.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">By language.</param>
/// <param name="Field">Priority field.</param>
/// <param name="Values">OGP values.</param>
/// <param name="Lead">Its lead; null: unknown.</param>
/// <param name="Leads">Who leads its leaves.</param>
/// <param name="Reported">The level reported.</param>
/// <param name="AtLeast">True while some leaves have no report.</param>
/// <param name="Proof">What evidence shows.</param>
/// <param name="Due">Its last leaf's due date.</param>
/// <param name="NextDue">The next due date of an open leaf, today or later.</param>
/// <param name="Headline">Over its leaves.</param>
/// <param name="ChangedAt">When something about it was last recorded.</param>
/// <param name="Withdrawn">The day since which it is withdrawn; null: it holds.</param>
public sealed record CommitmentRow(
    CommitmentId Id,
    Words Title,
    PriorityField Field,
    ImmutableArray<OgpValue> Values,
    OrganisationName? Lead,
    ImmutableArray<OrganisationName> Leads,
    Completion? Reported,
    bool AtLeast,
    Proof Proof,
    DateOnly? Due,
    DateOnly? NextDue,
    Headline Headline,
    DateTimeOffset ChangedAt,
    DateOnly? Withdrawn);

/// <summary>A report as its office wrote it.</summary>
/// <param name="Version">Version in the commitment's stream: what a correction names.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="On">When it was so, as said.</param>
/// <param name="ReportedLate">Said more than 30 days after it happened.</param>
/// <param name="Imported">From before the tracker.</param>
/// <param name="Completion">The level; null: not stated.</param>
/// <param name="Period">Which occurrence.</param>
/// <param name="About">The period as the source names it.</param>
/// <param name="Percent">The source's figure.</param>
/// <param name="Challenges">Reasons for delay.</param>
/// <param name="ChallengesOther">The words of "Other".</param>
/// <param name="NextStep">What comes next.</param>
/// <param name="NextDate">When.</param>
/// <param name="Narrative">What was done.</param>
/// <param name="Source">Address of the source, of an imported one.</param>
/// <param name="By">The organisation that said it.</param>
/// <param name="EnteredBy">The organisation that typed it, of an imported one.</param>
/// <param name="Corrects">Version of the report it corrects.</param>
/// <param name="Reason">Why it is corrected.</param>
/// <param name="Hiding">Why its words are hidden; null: they are not.</param>
public sealed record ReportView(
    long Version, string Log, long Index, DateTimeOffset At, DateOnly On, bool ReportedLate, bool Imported,
    Completion? Completion, DateOnly? Period, string? About, Percent? Percent, ImmutableArray<Challenge> Challenges,
    string? ChallengesOther, Prose? NextStep, DateOnly? NextDate, Prose? Narrative, string? Source,
    OrganisationName? By, OrganisationName? EnteredBy, long? Corrects, Prose? Reason, HidingView? Hiding = null);

/// <summary>A milestone or indicator as promised, with its standing.</summary>
/// <param name="Standing">As it stands today: levels, proof, lateness, the four partners.</param>
/// <param name="Depth">0 directly under the commitment.</param>
/// <param name="Title">By language.</param>
/// <param name="Output">The expected output.</param>
/// <param name="DueWords">The words of the due date, where it was not a plain one.</param>
/// <param name="UnknownBecause">Why something required is unknown.</param>
/// <param name="Note">A remark of whoever wrote the plan file.</param>
/// <param name="Lead">The office responsible; null: unknown.</param>
/// <param name="Supporters">Organisations named as supporters.</param>
/// <param name="Field">Priority field.</param>
/// <param name="Weight">Share among its siblings.</param>
/// <param name="Budget">In the plan's currency.</param>
/// <param name="Recurs">How often.</param>
/// <param name="Occurrences">Due dates of a recurring leaf.</param>
/// <param name="Report">The current report; null: none, or a parent.</param>
/// <param name="RunningReport">The current report of the occurrence that runs; null: none.</param>
public sealed record MilestoneView(
    MilestoneStanding Standing,
    int Depth,
    Words Title,
    Words? Output,
    Words? DueWords,
    Words? UnknownBecause,
    Words? Note,
    OrganisationName? Lead,
    ImmutableArray<OrganisationName> Supporters,
    PriorityField Field,
    decimal Weight,
    decimal? Budget,
    Recurrence? Recurs,
    ImmutableArray<DateOnly> Occurrences,
    ReportView? Report,
    ReportView? RunningReport = null)
{
    /// <summary>The periods that something can be said of today; empty where it does not recur.</summary>
    public ImmutableArray<DateOnly> Begun(DateOnly today) => PlanCalendar.Begun(Occurrences, today);
}

/// <summary>A field that the source does not state.</summary>
public sealed record UnknownField(string Field, Words Because);

/// <summary>A commitment's page.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Version of its stream: what forms carry as the version seen.</param>
/// <param name="Index">Ledger index that last touched it or its evidence.</param>
/// <param name="ETag">Of the JSON answer, quoted.</param>
/// <param name="Standing">As it stands today, whole; <see cref="Milestones"/> repeats its rows beside their texts.</param>
/// <param name="Evidence">The newest pieces, at most 50; the rest by <c>EvidenceViews.Of</c>.</param>
/// <param name="EvidenceCount">How many there are.</param>
/// <param name="History">The newest entries, at most 50; the rest by <c>HistoryViews.Of</c>.</param>
/// <param name="HistoryCount">How many there are.</param>
/// <param name="Changes">What changed of what was promised, in its order: dates that were moved, what was withdrawn.</param>
public sealed record CommitmentView(
    PlanHead Plan,
    CommitmentId Id,
    long Version,
    long Index,
    string ETag,
    DateTimeOffset PublishedAt,
    DateTimeOffset ChangedAt,
    string? OgpId,
    Words Title,
    Words? ShortTitle,
    Words? Theme,
    Words? Brief,
    Words? Problem,
    Words? Description,
    Words? Analysis,
    Words? BudgetSource,
    Words? Links,
    Words? Officer,
    string? OfficerName,
    string? Source,
    PriorityField Field,
    Words FieldName,
    ImmutableArray<OgpValue> Values,
    ImmutableArray<string> PolicyAreas,
    ImmutableArray<int> Sdgs,
    bool? Continued,
    string? CarriedForwardFrom,
    decimal? Budget,
    DateOnly? Start,
    DateOnly? End,
    OrganisationName? Lead,
    ImmutableArray<OrganisationName> Leads,
    ImmutableArray<OrganisationName> Supporters,
    ImmutableArray<UnknownField> Unknown,
    ProofPolicy Policy,
    CommitmentStanding Standing,
    Headline Headline,
    ImmutableArray<MilestoneView> Milestones,
    ImmutableArray<EvidenceRow> Evidence,
    int EvidenceCount,
    ImmutableArray<HistoryEntry> History,
    int HistoryCount,
    ImmutableArray<HistoryEntry> Changes)
{
    /// <summary>The leaves beneath a milestone, at any depth; none beneath a leaf.</summary>
    public IEnumerable<MilestoneStanding> LeavesBeneath(MilestoneNumber number) => Milestones
        .Where(milestone => milestone.Standing.Parent == number)
        .SelectMany(milestone => milestone.Standing.Leaf ? [milestone.Standing] : LeavesBeneath(milestone.Standing.Number));
}

/// <summary>A leaf that an office leads.</summary>
public sealed record LedLeaf(
    CommitmentId Commitment, Words CommitmentTitle, MilestoneNumber Leaf, Words LeafTitle, DateOnly? Due,
    Completion? Reported, DateOnly? ReportedOn, Proof Proof, Lateness Lateness, bool PlanClosed,
    DateOnly? JudgedDue, DateOnly? FirstDue, DateOnly? Withdrawn, bool Recurs, OccurrenceStanding? Running);

/// <summary>What an organisation has to do.</summary>
/// <param name="Late">Late and still open, the oldest first.</param>
/// <param name="Due">Due from today on and not reported Complete, the next first.</param>
/// <param name="Other">Everything else it leads.</param>
/// <param name="Returned">Its evidence that was sent back to repair.</param>
/// <param name="Disputed">Leaves it leads that are disputed.</param>
/// <param name="WaitingForReviewer">A part of the evidence it sent that waits, the oldest first.</param>
/// <param name="WaitingCount">How much that is, all parts together.</param>
public sealed record MyCommitments(
    OrganisationName Organisation,
    ImmutableArray<LedLeaf> Late,
    ImmutableArray<LedLeaf> Due,
    ImmutableArray<LedLeaf> Other,
    ImmutableArray<LedLeaf> Disputed,
    ImmutableArray<EvidenceItem> Returned,
    Page<EvidenceItem> WaitingForReviewer,
    int WaitingCount);
