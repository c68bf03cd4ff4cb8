using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plans;

/// <summary>What happens to a plan's register: stream <c>&lt;plan&gt;</c>.</summary>
public abstract record PlanEvent : TrackerEvent;

/// <summary>A plan was published here for the first time.</summary>
/// <param name="Plan">Its id.</param>
/// <param name="Jurisdiction">Who promised; also the log.</param>
/// <param name="OgpId">OGP's identifier, <c>AP_IDN07</c>, where it has one.</param>
/// <param name="Number">The jurisdiction's how-manieth plan, from 1, where known.</param>
/// <param name="Start">First day; null: unknown.</param>
/// <param name="End">Last day.</param>
/// <param name="TimeZone">IANA name of the zone in which its dates are dates.</param>
/// <param name="Languages">Of its texts; the first is the plan's own.</param>
/// <param name="Fields">Its priority fields, in its order.</param>
/// <param name="Currency">ISO 4217, where it has budgets.</param>
/// <param name="Organisations">Everybody the plan names, with the partner each belongs to.</param>
/// <param name="Forum">The organisation that is the multi-stakeholder forum, where one is named.</param>
/// <param name="Reviewers">The reviewing organisations the forum named.</param>
/// <param name="Commitments">Their numbers, in the plan's order.</param>
/// <param name="Policy">A policy stricter than the rule, where it has one.</param>
/// <param name="Digest">SHA-256 over the plan's files, hexadecimal: the same digest changes nothing.</param>
/// <param name="Invented">True for an example: marked so on every page.</param>
/// <param name="Title">By language.</param>
/// <param name="JurisdictionName">By language.</param>
/// <param name="About">By language, Markdown.</param>
/// <param name="CompiledBy">By language: who compiled these files, where it was not the government.</param>
/// <param name="Source">Where the plan's text stands.</param>
/// <param name="StartUnknownBecause">By language: why the start is unknown, exactly when it is.</param>
/// <param name="EndWords">How the source says the end, where the end was read from words.</param>
/// <param name="FieldNames">Field, then language.</param>
/// <param name="Checkpoints">Its own reporting days: <c>B06</c> (the end of month 6), <c>06-15</c> (every year) or <c>2026-06-30</c>; null: it names none.</param>
public sealed record PlanPublished(
    PlanId Plan,
    Jurisdiction Jurisdiction,
    string? OgpId,
    int? Number,
    DateOnly? Start,
    DateOnly End,
    string TimeZone,
    ImmutableArray<Language> Languages,
    ImmutableArray<PriorityField> Fields,
    string? Currency,
    ImmutableSortedDictionary<string, Partner> Organisations,
    OrganisationId? Forum,
    ImmutableArray<OrganisationId> Reviewers,
    ImmutableArray<CommitmentNumber> Commitments,
    ProofPolicy? Policy,
    string Digest,
    bool? Invented,
    ImmutableSortedDictionary<string, PublicText> Title,
    ImmutableSortedDictionary<string, PublicText> JurisdictionName,
    ImmutableSortedDictionary<string, PublicText>? About = null,
    ImmutableSortedDictionary<string, PublicText>? CompiledBy = null,
    PublicText? Source = null,
    ImmutableSortedDictionary<string, PublicText>? StartUnknownBecause = null,
    PublicText? EndWords = null,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PublicText>>? FieldNames = null,
    ImmutableArray<string>? Checkpoints = null) : PlanEvent;

/// <summary>The coordinator entered a reviewing organisation that the forum named.</summary>
/// <param name="Reviewer">The organisation.</param>
/// <param name="MemberOf">Its partner, never government.</param>
/// <param name="Reason">Who named it, when and where that can be read.</param>
/// <param name="Development">True where a development host entered it to have something to show.</param>
public sealed record ReviewerAppointed(
    OrganisationId Reviewer,
    Partner MemberOf,
    PublicText Reason,
    bool? Development = null) : PlanEvent;

/// <summary>The plan's own rule of proof was made stricter, for everything that is not due yet. Each commitment's stream says so too.</summary>
/// <param name="Policy">The rule from now on.</param>
/// <param name="On">The day, in the plan's time zone: what was due before it keeps the rule it had.</param>
/// <param name="Reason">Why, and who decided it: public.</param>
public sealed record PolicyTightened(ProofPolicy Policy, DateOnly On, PublicText Reason) : PlanEvent;

/// <summary>The plan's own fields were put otherwise, from its changed files. What they said before is in the event too.</summary>
/// <param name="Facts">By field, as <see cref="PlanFields"/> names it.</param>
/// <param name="Texts">By 01, 02…: the texts of fields that hold words.</param>
/// <param name="Reason">Why: public.</param>
public sealed record PlanChanged(
    ImmutableSortedDictionary<string, AmendedFact>? Facts,
    ImmutableSortedDictionary<string, AmendedText>? Texts,
    PublicText Reason) : PlanEvent;

/// <summary>The plan's changed files were applied: what they changed stands in the streams of its commitments.</summary>
/// <param name="Digest">Of the files, as in <see cref="PlanPublished"/>: the next ones are held against what these said.</param>
/// <param name="Reason">Why: public.</param>
/// <param name="Kept">Fields that the files say otherwise and for which it was decided that what held here holds, as <see cref="KeptFields"/> names them; null: none.</param>
public sealed record PlanAmended(string Digest, PublicText Reason, ImmutableSortedDictionary<string, string>? Kept = null) : PlanEvent;
