using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Organisations;

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
    ImmutableArray<Appointment> Appointments)
{
    public static OrganisationBody Of(OrganisationRegistered registered, ReadEntry entry) => new(
        registered.Organisation, registered.MemberOf,
        entry.Words("name", Languages(registered)) ?? Words.None,
        entry.Words("note", Languages(registered)),
        registered.Invented ?? false, entry.Header.At, entry.Header.Log, entry.Header.Index, [], []);

    public OrganisationBody With(IndependenceDeclared declared, ReadEntry entry) => this with
    {
        Declarations = Declarations.Add(new(
            declared.Plan, declared.Commitments, entry.Prose("statement") ?? new("", ""), entry.Header.At,
            declared.Development ?? false, entry.Header.Log, entry.Header.Index)),
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
