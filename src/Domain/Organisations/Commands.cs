using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>Enter an organisation in the public register.</summary>
public sealed record RegisterOrganisation(
    OrganisationId Organisation,
    Partner MemberOf,
    ImmutableSortedDictionary<string, PublicText> Name,
    ImmutableSortedDictionary<string, PublicText>? Note = null,
    bool Invented = false);

/// <summary>Declare in public that one's organisation is independent of commitments.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Commitments">The commitments; null: all of the plan.</param>
/// <param name="Statement">In the organisation's words; required.</param>
/// <param name="Development">True only on a development host's own grant.</param>
public sealed record DeclareIndependence(
    PlanId Plan,
    ImmutableArray<CommitmentNumber>? Commitments,
    string Statement,
    bool Development = false);

/// <summary>Appoint somebody of the organisation to a role.</summary>
public sealed record GrantRole(string Holder, Role Appointed, PlanId? Plan = null, bool Development = false);

/// <summary>End an appointment: somebody of the organisation no longer holds a role. What they did in it stays.</summary>
/// <param name="Holder">The random public id of the account.</param>
/// <param name="Appointed">The role.</param>
/// <param name="Plan">The plan that the appointment was limited to.</param>
public sealed record EndRole(string Holder, Role Appointed, PlanId? Plan = null);
