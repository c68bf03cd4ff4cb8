using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Projections.Plans;

/// <summary>A plan as every page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Jurisdiction">Who promised; also the log.</param>
/// <param name="JurisdictionName">By language.</param>
/// <param name="Title">By language.</param>
/// <param name="OgpId">OGP's identifier.</param>
/// <param name="Number">The how-manieth plan.</param>
/// <param name="Start">First day; null: unknown.</param>
/// <param name="End">Last day.</param>
/// <param name="Today">The day everything beside this was computed for, in the plan's zone.</param>
/// <param name="Over">Whether the last day has passed.</param>
/// <param name="Closed">Whether four months have passed since: reports are refused.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Languages">Of its texts, its own first.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Invented">An example: marked so on every page.</param>
/// <param name="CompiledBy">Who compiled the files, where it was not the government.</param>
/// <param name="Commitments">How many commitments.</param>
/// <param name="Reviewers">How many reviewing organisations; 0: "nobody independent has checked this plan".</param>
/// <param name="PublishedAt">When it was published here.</param>
/// <param name="Unreported">Nobody has entered a report here: then late says only that nothing is known.</param>
public sealed record PlanHead(
    PlanId Id,
    Jurisdiction Jurisdiction,
    Words JurisdictionName,
    Words Title,
    string? OgpId,
    int? Number,
    DateOnly? Start,
    DateOnly End,
    DateOnly Today,
    bool Over,
    bool Closed,
    string TimeZone,
    ImmutableArray<string> Languages,
    string? Currency,
    bool Invented,
    Words? CompiledBy,
    int Commitments,
    int Reviewers,
    DateTimeOffset PublishedAt,
    bool Unreported)
{
    /// <summary>The day of a moment in the plan's zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => PlanZone.DayIn(moment, TimeZone);

    /// <summary>For how many days of the plan's something waits, as the rules count.</summary>
    public int DaysSince(DateTimeOffset since) => Math.Max(0, Today.DayNumber - DayOf(since).DayNumber);
}

/// <summary>A time at which a plan's rule of proof was made stricter.</summary>
/// <param name="Policy">The rule from then on.</param>
/// <param name="On">The day: what was due before it keeps the rule it had.</param>
public sealed record PolicyChange(ProofPolicy Policy, DateOnly On, Prose? Reason, string Log, long Index);

/// <summary>A plan in a list of plans, with its own figures: never summed with another's.</summary>
public sealed record PlanRow(PlanHead Plan, Headline Headline);

/// <summary>A priority field and its figures.</summary>
/// <param name="Field">The field.</param>
/// <param name="Name">Its name by language; empty: use its id.</param>
/// <param name="Commitments">How many commitments carry it.</param>
/// <param name="Headline">Over its commitments' leaves.</param>
public sealed record FieldCount(PriorityField Field, Words Name, int Commitments, Headline Headline);

/// <summary>What one of the four partners contributed to a plan.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Organisations">How many of its organisations sent or judged anything.</param>
/// <param name="Sent">Pieces of evidence sent.</param>
/// <param name="Waiting">Of these, waiting.</param>
/// <param name="Accepted">Of these, accepted.</param>
/// <param name="Disputes">Of these, accepted disputes.</param>
/// <param name="LeavesBacked">Leaves with an accepted level in its column.</param>
public sealed record PartnerCount(
    Partner Partner, int Organisations, int Sent, int Waiting, int Accepted, int Disputes, int LeavesBacked);

/// <summary>A leaf that is due next, or late.</summary>
/// <param name="Due">The date it is judged by.</param>
/// <param name="NewDate">The date it was moved to after that one had passed; null: it was not.</param>
public sealed record DueItem(
    CommitmentId Commitment, Words CommitmentTitle, MilestoneNumber Leaf, Words LeafTitle, OrganisationName? Lead,
    DateOnly Due, DateOnly? NewDate, Completion? Reported, Proof Proof, Lateness Lateness);

/// <summary>The front page of a plan.</summary>
public sealed record HomeView(
    PlanHead Plan,
    Headline Headline,
    ImmutableArray<DueItem> NextDue,
    ImmutableArray<DueItem> LatestLate,
    ImmutableArray<DueItem> Moved,
    ImmutableArray<HistoryEntry> LatestChanges,
    ImmutableArray<HistoryEntry> Proven,
    ImmutableArray<HistoryEntry> Disputed,
    ImmutableArray<FieldCount> ByField,
    ImmutableArray<PartnerCount> ByPartner);

/// <summary>A reviewing organisation of a plan.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Reason">Who named it; null: named in the plan itself.</param>
/// <param name="At">When it was entered.</param>
/// <param name="Development">Entered by a development host only.</param>
/// <param name="Log">Where it stands on the ledger.</param>
/// <param name="Index">Where it stands on the ledger.</param>
public sealed record PlanReviewer(
    OrganisationName Organisation, Prose? Reason, DateTimeOffset At, bool Development, string Log, long Index);

/// <summary>A plan, whole, without its table of commitments (<c>CommitmentViews.List</c> answers that).</summary>
public sealed record PlanView(
    PlanHead Plan,
    Words? About,
    string? Source,
    Words? StartUnknownBecause,
    string? EndWords,
    OrganisationName? Forum,
    ImmutableArray<OrganisationName> Organisations,
    ImmutableArray<PlanReviewer> Reviewers,
    ImmutableArray<OrganisationName> Leads,
    ProofPolicy Policy,
    ImmutableArray<PolicyChange> PolicyChanges,
    Headline Headline,
    ImmutableArray<FieldCount> ByField,
    ImmutableArray<PartnerCount> ByPartner,
    long Index,
    string ETag);
