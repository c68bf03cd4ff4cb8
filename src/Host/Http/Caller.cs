using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;

namespace Tracker.Host.Http;

/// <summary>A role held, with its scope.</summary>
/// <param name="Role">The role.</param>
/// <param name="Plan">Null: every plan that the organisation is part of.</param>
public sealed record Held(Role Role, PlanId? Plan)
{
    public bool Covers(Role role, PlanId? plan) => Role == role && (Plan is null || Plan == plan);
}

/// <summary>Whoever is signed in, or holds the token: as far as doors need to know.</summary>
/// <param name="AccountId">Id of the account, never shown.</param>
/// <param name="Name">The account's name, shown to itself only.</param>
/// <param name="By">Public id.</param>
/// <param name="Organisation">The organisation it belongs to.</param>
/// <param name="Partner">The organisation's partner.</param>
/// <param name="Holds">Its roles.</param>
public sealed record Caller(
    string AccountId, string Name, string By, OrganisationId Organisation, Partner Partner, ImmutableArray<Held> Holds)
{
    /// <summary>The actor of a command: in the role that may do it, else in the first role held, which the corridor refuses.</summary>
    public Actor For<TCommand>() => As(
        Holds.Select(held => held.Role).FirstOrDefault(
            May.Roles(typeof(TCommand)).Contains,
            Holds.Length > 0 ? Holds[0].Role : Role.Visitor));

    public Actor As(Role role) => new(role, By, Organisation, Partner);

    public bool Is(Role role) => Holds.Any(held => held.Role == role);

    public bool Coordinates(PlanId plan) => Holds.Any(held => held.Covers(Role.Coordinator, plan));

    public bool Reviews(PlanId plan) => Holds.Any(held => held.Covers(Role.Reviewer, plan));

    public static Caller? Of(HttpContext http) => http.Features.Get<Caller>();
}
