using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Domain.Time;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Plans;

/// <summary>A reviewing organisation as its entry says it.</summary>
internal sealed record ReviewerBody(
    OrganisationId Organisation, Prose? Reason, DateTimeOffset At, bool Development, long Index);

/// <summary>A time at which the rule of proof was made stricter.</summary>
internal sealed record TightenedBody(ProofPolicy Policy, DateOnly On, Prose? Reason, DateTimeOffset At, long Index);

/// <summary>A plan as kept in the views: everything that does not depend on the day.</summary>
internal sealed record PlanBody(
    PlanId Id,
    Jurisdiction Jurisdiction,
    string Log,
    long Index,
    long Touched,
    DateTimeOffset At,
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
    ImmutableArray<CommitmentNumber> Commitments,
    ProofPolicy? Policy,
    bool Invented,
    Words Title,
    Words JurisdictionName,
    Words? About,
    Words? CompiledBy,
    string? Source,
    Words? StartUnknownBecause,
    string? EndWords,
    ImmutableSortedDictionary<string, Words> FieldNames,
    ImmutableArray<ReviewerBody> Reviewers,
    bool Reported = false,
    ImmutableArray<string>? Checkpoints = null,
    ImmutableArray<TightenedBody>? Tightened = null)
{
    public static PlanBody Of(PlanPublished plan, ReadEntry entry) => new(
        plan.Plan, plan.Jurisdiction, entry.Header.Log, entry.Header.Index, entry.Header.Index, entry.Header.At, plan.OgpId, plan.Number,
        plan.Start, plan.End, plan.TimeZone, plan.Languages, plan.Fields, plan.Currency, plan.Organisations, plan.Forum,
        plan.Commitments, plan.Policy, plan.Invented ?? false,
        entry.Words("title", plan.Languages) ?? Words.None,
        entry.Words("jurisdictionName", plan.Languages) ?? Words.None,
        entry.Words("about", plan.Languages),
        entry.Words("compiledBy", plan.Languages),
        entry.Text("source")?.Text,
        entry.Words("startUnknownBecause", plan.Languages),
        entry.Text("endWords")?.Text,
        plan.Fields.ToImmutableSortedDictionary(
            field => field.Value, field => entry.Words($"fieldNames/{field.Value}", plan.Languages) ?? Words.None, StringComparer.Ordinal),
        [.. plan.Reviewers.Select(reviewer => new ReviewerBody(reviewer, null, entry.Header.At, false, entry.Header.Index))],
        Checkpoints: plan.Checkpoints);

    /// <summary>Adds a reviewer; one already there stays as it is.</summary>
    public PlanBody With(ReviewerAppointed appointed, ReadEntry entry) => this with
    {
        Touched = entry.Header.Index,
        Reviewers = Reviewers.Any(reviewer => reviewer.Organisation == appointed.Reviewer)
            ? Reviewers
            : Reviewers.Add(new(
                appointed.Reviewer, entry.Prose("reason"), entry.Header.At, appointed.Development ?? false, entry.Header.Index)),
    };

    /// <summary>Makes its rule of proof stricter.</summary>
    public PlanBody With(PolicyTightened tightened, ReadEntry entry) => this with
    {
        Touched = entry.Header.Index,
        Policy = tightened.Policy,
        Tightened = (Tightened ?? []).Add(new(tightened.Policy, tightened.On, entry.Prose("reason"), entry.Header.At, entry.Header.Index)),
    };

    public PlanHead Head(DateOnly today) => new(
        Id, Jurisdiction, JurisdictionName, Title, OgpId, Number, Start, End, today, today > End, PlanCalendar.IsClosed(End, today), TimeZone,
        [.. Languages.Select(language => language.Value)], Currency, Invented, CompiledBy, Commitments.Length, Reviewers.Length, At, !Reported);
}
