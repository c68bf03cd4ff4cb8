using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Organisations;

/// <summary>A challenge as kept in the views.</summary>
internal sealed record ChallengeBody(
    long Version, PlanId Plan, ImmutableArray<CommitmentNumber>? Commitments, Prose? Reason, OrganisationId? By, DateTimeOffset At, long Index,
    RulingBody? Ruling)
{
    public bool Covers(CommitmentNumber number) => Commitments is not { IsDefault: false } named || named.Contains(number);
}

/// <summary>The decision of a challenge, as kept in the views.</summary>
internal sealed record RulingBody(ChallengeOutcome Outcome, Prose? Reason, OrganisationId? By, DateTimeOffset At, long Index);

/// <summary>An organisation as kept in the views.</summary>
internal sealed record OrganisationBody(
    OrganisationId Id,
    Partner Partner,
    Words Name,
    Words? Note,
    bool Invented,
    DateTimeOffset At,
    string Log,
    long Index,
    ImmutableArray<Declaration> Declarations,
    ImmutableArray<Appointment> Appointments,
    ImmutableArray<ChallengeBody> Challenges)
{
    public static OrganisationBody Of(OrganisationRegistered registered, ReadEntry entry) => new(
        registered.Organisation, registered.MemberOf,
        entry.Words("name", Languages(registered)) ?? Words.None,
        entry.Words("note", Languages(registered)),
        registered.Invented ?? false, entry.Header.At, entry.Header.Log, entry.Header.Index, [], [], []);

    public OrganisationBody With(IndependenceDeclared declared, ReadEntry entry) => this with
    {
        Declarations = Declarations.Add(new(
            declared.Plan, declared.Commitments, entry.Prose("statement") ?? new("", ""), entry.Header.At,
            declared.Development ?? false, entry.Header.Log, entry.Header.Index)),
    };

    public OrganisationBody With(IndependenceChallenged challenged, ReadEntry entry) => this with
    {
        Challenges = Challenges.Add(new(
            entry.Header.Version, challenged.Plan, challenged.Commitments, entry.Prose("reason"), entry.Header.Actor.Organisation,
            entry.Header.At, entry.Header.Index, null)),
    };

    public OrganisationBody With(ChallengeDecided decided, ReadEntry entry) => this with
    {
        Challenges =
        [
            .. Challenges.Select(challenge => challenge.Version != decided.Challenge ? challenge : challenge with
            {
                Ruling = new(decided.Outcome, entry.Prose("reason"), entry.Header.Actor.Organisation, entry.Header.At, entry.Header.Index),
            }),
        ],
    };

    /// <summary>Folds one entry of its stream; null before it was registered, and for what does not change it.</summary>
    public static OrganisationBody? Evolve(OrganisationBody? known, ReadEntry entry) => entry.Event switch
    {
        OrganisationRegistered registered when known is null => Of(registered, entry),
        IndependenceDeclared declared => known?.With(declared, entry),
        IndependenceChallenged challenged => known?.With(challenged, entry),
        ChallengeDecided decided => known?.With(decided, entry),
        RoleGranted granted => known?.With(granted, entry),
        RoleEnded ended => known?.With(ended, entry),
        _ => null,
    };

    public OrganisationBody With(RoleGranted granted, ReadEntry entry) => this with
    {
        Appointments = Appointments.Add(new(
            granted.Holder, granted.Appointed, granted.Plan, entry.Header.At, granted.Development ?? false,
            entry.Header.Log, entry.Header.Index)),
    };

    public OrganisationBody With(RoleEnded ended, ReadEntry entry) =>
        Appointments.LastOrDefault(one => one.Holder == ended.Holder && one.Role == ended.Appointed && one.Plan == ended.Plan && one.Ended is null) is { } last
            ? this with { Appointments = Appointments.Replace(last, last with { Ended = entry.Header.At, EndedIndex = entry.Header.Index }) }
            : this;

    public OrganisationName AsName() => new(Id, Name, Partner);

    private static IEnumerable<Language> Languages(OrganisationRegistered registered) =>
        (registered.Name ?? ImmutableSortedDictionary<string, PublicText>.Empty).Keys.Select(Language.Parse);
}
