using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>What happens to an organisation: log <c>site</c>, stream <c>organisation/&lt;id&gt;</c>.</summary>
public abstract record OrganisationEvent : TrackerEvent;

/// <summary>An organisation entered the public register. It belongs to exactly one partner, for ever.</summary>
/// <param name="Organisation">Its id.</param>
/// <param name="MemberOf">The partner it belongs to.</param>
/// <param name="Name">Its name by language.</param>
/// <param name="Note">Why it belongs to that partner, where that is not plain; by language.</param>
/// <param name="Invented">True for an organisation of an example.</param>
public sealed record OrganisationRegistered(
    OrganisationId Organisation,
    Partner MemberOf,
    ImmutableSortedDictionary<string, PublicText> Name,
    ImmutableSortedDictionary<string, PublicText>? Note = null,
    bool? Invented = null) : OrganisationEvent;

/// <summary>
/// An organisation outside government declared in public that it is independent: neither lead nor supporter, not paid,
/// appointed or controlled by government for the commitment. Undeclared means not independent.
/// </summary>
/// <param name="Plan">The plan it is about.</param>
/// <param name="Commitments">The commitments it is about; null: every one of the plan.</param>
/// <param name="Statement">The declaration in the organisation's words.</param>
/// <param name="Development">True where a development host granted it to have something to show.</param>
public sealed record IndependenceDeclared(
    PlanId Plan,
    ImmutableArray<CommitmentNumber>? Commitments,
    PublicText Statement,
    bool? Development = null) : OrganisationEvent;

/// <summary>Somebody of this organisation was appointed: every appointment is public.</summary>
/// <param name="Holder">The random public id of the account.</param>
/// <param name="Appointed">The role.</param>
/// <param name="Plan">The plan it is limited to (reviewer, coordinator); null: the organisation or the site.</param>
/// <param name="Development">True where a development host granted it to have something to show.</param>
public sealed record RoleGranted(
    string Holder,
    Role Appointed,
    PlanId? Plan = null,
    bool? Development = null) : OrganisationEvent;

/// <summary>An appointment of this organisation ended. Whatever was done in it stays as it was, under the organisation.</summary>
/// <param name="Holder">The random public id of the account.</param>
/// <param name="Appointed">The role.</param>
/// <param name="Plan">The plan that the appointment was limited to; null: it was not limited.</param>
public sealed record RoleEnded(
    string Holder,
    Role Appointed,
    PlanId? Plan = null) : OrganisationEvent;
