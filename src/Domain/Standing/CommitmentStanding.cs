using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Standing;

/// <summary>How a commitment stands on a day: what government says beside what evidence shows.</summary>
/// <param name="Today">The day, in the plan's time zone.</param>
/// <param name="Reported">The level that reports add up to; null: no report states one.</param>
/// <param name="AtLeast">Some leaves have no reported level, so it may be higher.</param>
/// <param name="Proof">What evidence shows, for the leaves and for the whole.</param>
/// <param name="Milestones">All milestones and indicators, in the plan file's order.</param>
/// <param name="Partners">One cell for each of the four partners, over everything beneath.</param>
/// <param name="Organisations">How many independent organisations are involved in what counts.</param>
/// <param name="Withdrawn">The day on which the whole commitment was withdrawn; null: it was not.</param>
public sealed record CommitmentStanding(
    DateOnly Today,
    Completion? Reported,
    bool AtLeast,
    Proof Proof,
    ImmutableArray<MilestoneStanding> Milestones,
    ImmutableArray<PartnerCell> Partners,
    int Organisations = 0,
    DateOnly? Withdrawn = null);

/// <summary>How a milestone or indicator stands on a day.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Parent">What it stands under; null: the commitment.</param>
/// <param name="Leaf">Whether nothing stands beneath it. A parent's values are computed from what does.</param>
/// <param name="Start">First day; of the occurrence judged where it recurs.</param>
/// <param name="Due">Last day as it holds now; of the occurrence judged where it recurs, of the latest leaf for a parent.</param>
/// <param name="Reported">The level of the current report; null: none states one.</param>
/// <param name="AtLeast">For a parent: some beneath have no reported level, so it may be higher.</param>
/// <param name="ReportedOn">The date that the current report speaks of.</param>
/// <param name="ReportVersion">Its version in the commitment's stream.</param>
/// <param name="Percent">The source's figure in the latest report that has one; not a level.</param>
/// <param name="Proof">What evidence shows.</param>
/// <param name="Lateness">Whether it is late; for a parent the worst beneath it.</param>
/// <param name="Partners">One cell for each of the four partners.</param>
/// <param name="ReportedLate">The current report was recorded more than 30 days after the date it speaks of; never for imports.</param>
/// <param name="Imported">The current report was imported from before the plan was published here.</param>
/// <param name="Occurrence">The occurrence judged, by its due date; null where it does not recur.</param>
/// <param name="FirstDue">The date that was promised first, of a leaf whose date was moved; null: it never was.</param>
/// <param name="MissedDue">The date that had passed when it was moved: it stays late against this one; null: none had.</param>
/// <param name="Withdrawn">The day since which it is withdrawn, a parent when everything beneath it is; null: it holds.</param>
/// <param name="Running">The occurrence that runs now and is not judged before it is over, where something was said of it or shown; null: nothing was, or it does not recur.</param>
public sealed record MilestoneStanding(
    MilestoneNumber Number,
    MilestoneNumber? Parent,
    bool Leaf,
    DateOnly? Start,
    DateOnly? Due,
    Completion? Reported,
    bool AtLeast,
    DateOnly? ReportedOn,
    long? ReportVersion,
    Percent? Percent,
    Proof Proof,
    Lateness Lateness,
    ImmutableArray<PartnerCell> Partners,
    bool ReportedLate = false,
    bool Imported = false,
    DateOnly? Occurrence = null,
    DateOnly? FirstDue = null,
    DateOnly? MissedDue = null,
    DateOnly? Withdrawn = null,
    OccurrenceStanding? Running = null)
{
    /// <summary>The date that lateness is judged by.</summary>
    [JsonIgnore] // computed from what is there
    public DateOnly? JudgedDue => MissedDue ?? Due;

    /// <summary>Evidence shows more than was reported.</summary>
    public bool IsAheadOfReport => Proof.Level is { } shown && (Reported is not { } said || shown > said);
}

/// <summary>What is said and shown of the occurrence of a recurring leaf that runs now. It counts in no level, no lateness and no figure before it is over.</summary>
/// <param name="Due">Its due date.</param>
/// <param name="Reported">The level of its current report; null: none states one.</param>
/// <param name="ReportedOn">The date that the report speaks of; null: none was made.</param>
/// <param name="ReportVersion">Its version in the commitment's stream.</param>
/// <param name="Proof">What evidence of it shows.</param>
public sealed record OccurrenceStanding(DateOnly Due, Completion? Reported, DateOnly? ReportedOn, long? ReportVersion, Proof Proof);

/// <summary>One of the four partners beside a leaf: accepted evidence counts in its contributor's and its acceptor's column.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Level">The highest level of accepted evidence that it sent or accepted; for a parent computed from what is beneath.</param>
/// <param name="Organisations">How many of its organisations stand behind accepted evidence.</param>
/// <param name="Involved">An organisation of it is named in the plan as a supporter.</param>
/// <param name="Waiting">Pieces it sent that wait for a check.</param>
/// <param name="Disputing">Its organisations whose accepted dispute is open.</param>
/// <param name="Claim">The column of whoever claims: the lead's own evidence is the claim and stands apart.</param>
public sealed record PartnerCell(
    Partner Partner, Completion? Level, int Organisations, bool Involved, int Waiting, int Disputing, bool Claim);
