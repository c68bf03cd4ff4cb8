using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>What happens to a commitment: stream <c>&lt;plan&gt;/&lt;number&gt;</c>.</summary>
public abstract record CommitmentEvent : TrackerEvent;

/// <summary>A commitment was published here for the first time, with everything that was promised.</summary>
/// <param name="Commitment">Its id.</param>
/// <param name="Jurisdiction">Who promised; also the log.</param>
/// <param name="PlanStart">First day of the plan; null: unknown.</param>
/// <param name="PlanEnd">Last day of the plan; four months later it is closed.</param>
/// <param name="OgpId">OGP's identifier, <c>BOJ0001</c>, where it has one.</param>
/// <param name="Start">First day of the commitment; null: unknown.</param>
/// <param name="End">Last day of the commitment; null: unknown.</param>
/// <param name="Lead">The lead institution; null: unknown.</param>
/// <param name="Supporters">Organisations named as supporters, with the partner each belongs to: never independent of it.</param>
/// <param name="Field">Priority field.</param>
/// <param name="Values">OGP values it serves.</param>
/// <param name="PolicyAreas">Policy areas, in the words of OGP's data set.</param>
/// <param name="Sdgs">Sustainable development goals, 1 to 17.</param>
/// <param name="Continued">True: carried forward; false: new; null: not stated.</param>
/// <param name="CarriedForwardFrom">OGP's identifier of the one it goes on from.</param>
/// <param name="Budget">Amount in the plan's currency.</param>
/// <param name="Policy">The plan's stricter policy, where it has one: carried here so that one stream tells the whole rule.</param>
/// <param name="Milestones">By number, at least one.</param>
/// <param name="Languages">Of the texts; the first is the plan's own.</param>
/// <param name="Title">By language, like every text that follows.</param>
/// <param name="ShortTitle">By language.</param>
/// <param name="Theme">By language.</param>
/// <param name="Brief">Brief description.</param>
/// <param name="Problem">What problem, what causes.</param>
/// <param name="Description">What has been done so far, what solution, what results.</param>
/// <param name="Analysis">How it promotes transparency, fosters accountability, improves participation.</param>
/// <param name="BudgetSource">Where the money comes from.</param>
/// <param name="Links">Links to other programmes.</param>
/// <param name="Source">Where the commitment's text stands.</param>
/// <param name="Officer">The responsible officer's title and department: an office, public.</param>
/// <param name="OfficerName">The responsible officer's name: personal. Mail and telephone never reach the ledger.</param>
/// <param name="Unknown">Field to reason, for required fields whose value the source does not state; language inside.</param>
/// <param name="File">The name of its file in the plan's folder, without <c>.md</c>: <c>01-data-revolution</c>. Not a promise: it lets files come out as they went in.</param>
public sealed record CommitmentPublished(
    CommitmentId Commitment,
    Jurisdiction Jurisdiction,
    DateOnly? PlanStart,
    DateOnly PlanEnd,
    string? OgpId,
    DateOnly? Start,
    DateOnly? End,
    OrganisationId? Lead,
    ImmutableSortedDictionary<string, Partner> Supporters,
    PriorityField Field,
    ImmutableArray<OgpValue> Values,
    ImmutableArray<string>? PolicyAreas,
    ImmutableArray<int>? Sdgs,
    bool? Continued,
    string? CarriedForwardFrom,
    decimal? Budget,
    ProofPolicy? Policy,
    ImmutableSortedDictionary<string, Milestone> Milestones,
    ImmutableArray<Language> Languages,
    ImmutableSortedDictionary<string, PublicText> Title,
    ImmutableSortedDictionary<string, PublicText>? ShortTitle = null,
    ImmutableSortedDictionary<string, PublicText>? Theme = null,
    ImmutableSortedDictionary<string, PublicText>? Brief = null,
    ImmutableSortedDictionary<string, PublicText>? Problem = null,
    ImmutableSortedDictionary<string, PublicText>? Description = null,
    ImmutableSortedDictionary<string, PublicText>? Analysis = null,
    ImmutableSortedDictionary<string, PublicText>? BudgetSource = null,
    ImmutableSortedDictionary<string, PublicText>? Links = null,
    PublicText? Source = null,
    ImmutableSortedDictionary<string, PublicText>? Officer = null,
    PersonalText? OfficerName = null,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PublicText>>? Unknown = null,
    string? File = null) : CommitmentEvent
{
    // Numbers and ids are compared by their bytes, whatever the machine's culture and wherever the dictionary came from.
    public ImmutableSortedDictionary<string, Milestone> Milestones { get; init; } = Milestones?.WithComparers(StringComparer.Ordinal)!; // null only in bad JSON, which the rules refuse

    public ImmutableSortedDictionary<string, Partner> Supporters { get; init; } = Supporters?.WithComparers(StringComparer.Ordinal)!; // likewise
}

/// <summary>The office that leads a leaf said how far it is.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Completion">The level said.</param>
/// <param name="On">The date it was so; never after the day it was recorded.</param>
/// <param name="Period">The occurrence of a recurring leaf that it is about, by its due date; null where it does not recur.</param>
/// <param name="Percent">A figure, shown as the source's.</param>
/// <param name="Challenges">Reasons for delay.</param>
/// <param name="NextDate">When the next step is planned.</param>
/// <param name="Narrative">What was done.</param>
/// <param name="ChallengesOther">The words that <see cref="Challenge.Other"/> needs.</param>
/// <param name="NextStep">What comes next.</param>
public sealed record ProgressReported(
    MilestoneNumber Leaf,
    Completion Completion,
    DateOnly On,
    DateOnly? Period,
    Percent? Percent,
    ImmutableArray<Challenge>? Challenges,
    DateOnly? NextDate,
    PersonalText? Narrative,
    PersonalText? ChallengesOther,
    PersonalText? NextStep) : CommitmentEvent;

/// <summary>The office corrected a report: both stay readable, the later one counts in the earlier one's place.</summary>
/// <param name="Corrects">Version in this stream of the report that is corrected.</param>
/// <param name="Leaf">The leaf; always the corrected report's.</param>
/// <param name="Completion">As in a report.</param>
/// <param name="On">As in a report.</param>
/// <param name="Period">As in a report; always the corrected report's.</param>
/// <param name="Percent">As in a report.</param>
/// <param name="Challenges">As in a report.</param>
/// <param name="NextDate">As in a report.</param>
/// <param name="Reason">Why it is corrected: public.</param>
/// <param name="Narrative">As in a report.</param>
/// <param name="ChallengesOther">As in a report.</param>
/// <param name="NextStep">As in a report.</param>
public sealed record ProgressCorrected(
    long Corrects,
    MilestoneNumber Leaf,
    Completion Completion,
    DateOnly On,
    DateOnly? Period,
    Percent? Percent,
    ImmutableArray<Challenge>? Challenges,
    DateOnly? NextDate,
    PublicText Reason,
    PersonalText? Narrative,
    PersonalText? ChallengesOther,
    PersonalText? NextStep) : CommitmentEvent;

/// <summary>A claim from before the tracker, marked imported for ever. The entry's organisation is the one that said it.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Completion">The level said; null: not stated.</param>
/// <param name="On">The date it was said.</param>
/// <param name="Period">The occurrence of a recurring leaf, by its due date.</param>
/// <param name="About">The period it is about, as the source names it (<c>2016</c>, <c>2017 to May</c>).</param>
/// <param name="Percent">A figure of the source.</param>
/// <param name="EnteredBy">The organisation that typed it.</param>
/// <param name="Narrative">What the source says, in our words.</param>
/// <param name="Source">Address of the source.</param>
public sealed record ProgressImported(
    MilestoneNumber Leaf,
    Completion? Completion,
    DateOnly On,
    DateOnly? Period,
    string? About,
    Percent? Percent,
    OrganisationId EnteredBy,
    PersonalText? Narrative,
    PersonalText? Source) : CommitmentEvent;

/// <summary>The due date of a leaf was moved. The one before stays readable, and the first one stays beside every later one.</summary>
/// <param name="Leaf">The leaf; never a recurring one, whose dates come from its rhythm.</param>
/// <param name="Due">The date that holds from now on.</param>
/// <param name="Was">The date that held until now. Where it had passed, the leaf stays late against it.</param>
/// <param name="On">The day on which it was moved, in the plan's time zone.</param>
/// <param name="Reason">Why: public.</param>
/// <param name="FromFiles">True where it was read from the plan's files, hence moved by the coordinator.</param>
public sealed record MilestoneRescheduled(
    MilestoneNumber Leaf, DateOnly Due, DateOnly Was, DateOnly On, PublicText Reason, bool? FromFiles = null) : CommitmentEvent;

/// <summary>A milestone was withdrawn from the plan, with everything beneath it. It stays in every n of m.</summary>
/// <param name="Milestone">The leaf, or what stands above several.</param>
/// <param name="On">The day on which it was withdrawn, in the plan's time zone.</param>
/// <param name="Reason">Why: public.</param>
public sealed record MilestoneWithdrawn(MilestoneNumber Milestone, DateOnly On, PublicText Reason) : CommitmentEvent;

/// <summary>What was promised was put otherwise. What it said before is in the event too.</summary>
/// <param name="On">The day on which it was amended, in the plan's time zone.</param>
/// <param name="Facts">By field, as <see cref="PromiseFields"/> names it.</param>
/// <param name="Texts">By 01, 02…: the texts of fields that hold words.</param>
/// <param name="OfficerRenamed">True where the responsible officer's name was changed.</param>
/// <param name="OfficerName">The name now: personal; null where it was taken away, or was erased.</param>
/// <param name="Reason">Why: public.</param>
/// <param name="FromFiles">True where it was read from the plan's files: the next time they are held against what they said now.</param>
public sealed record CommitmentAmended(
    DateOnly On,
    ImmutableSortedDictionary<string, AmendedFact>? Facts,
    ImmutableSortedDictionary<string, AmendedText>? Texts,
    bool? OfficerRenamed,
    PersonalText? OfficerName,
    PublicText Reason,
    bool? FromFiles = null) : CommitmentEvent;

/// <summary>A fact that was amended.</summary>
/// <param name="Before">What it said; null: nothing.</param>
/// <param name="After">What it says; null: nothing any more.</param>
public sealed record AmendedFact(string? Before, string? After);

/// <summary>Words that were amended.</summary>
/// <param name="Field">The field, <c>milestones/1.1/title/id</c>.</param>
/// <param name="Added">True where the field said nothing before.</param>
/// <param name="Before">What they said; null: nothing.</param>
/// <param name="After">What they say; null: nothing any more.</param>
public sealed record AmendedText(string Field, bool? Added, PublicText? Before, PublicText? After);

/// <summary>The whole commitment was withdrawn from the plan. Its leaves stay in every n of m.</summary>
/// <param name="On">The day on which it was withdrawn, in the plan's time zone.</param>
/// <param name="Reason">Why: public.</param>
public sealed record CommitmentWithdrawn(DateOnly On, PublicText Reason) : CommitmentEvent;

/// <summary>The plan's rule of proof was made stricter: said in each commitment's stream, so that one stream tells the whole rule.</summary>
/// <param name="Policy">The rule from now on.</param>
/// <param name="On">The day, in the plan's time zone: what was due before it keeps the rule it had.</param>
/// <param name="Reason">Why, and who decided it: public.</param>
public sealed record CommitmentTightened(ProofPolicy Policy, DateOnly On, PublicText Reason) : CommitmentEvent;
