using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>What may happen to an organisation. Pure and total: the events, or a named refusal.</summary>
public static class OrganisationRules
{
    /// <summary>An organisation enters the register once, as a member of exactly one partner.</summary>
    public static Outcome<OrganisationEvent> Register(OrganisationState state, RegisterOrganisation command, Actor actor)
    {
        if (state.Registered is not null) return Rules.OrganisationRegisteredAlready.Refuse();
        var why = Allowed(actor, Role.Admin, Role.System)
            ?? (command.Organisation.Value is null ? Rules.NumberInvalid.Refuse("organisation", ("number", "")) : null)
            ?? Refused.Every(Words.Check<Partner>("memberOf", command.MemberOf), Wording.All("name", command.Name, required: true), Wording.All("note", command.Note));
        return why is not null ? why : new OrganisationRegistered(
            command.Organisation, command.MemberOf, command.Name, command.Note, command.Invented ? true : null);
    }

    /// <summary>An organisation outside government declares itself independent; only a development host does it in its stead.</summary>
    /// <param name="about">What is known of the commitments that it names.</param>
    public static Outcome<OrganisationEvent> DeclareIndependence(
        OrganisationState state, DeclareIndependence command, DeclaredCommitments about, Actor actor)
    {
        if (state.Registered is not { } itself) return Rules.OrganisationUnknown.Refuse();
        var why = (actor.Role == Role.System && command.Development ? null : Allowed(actor, Role.Partner, Role.Reviewer)
                ?? (actor.Organisation == itself.Organisation ? null : Rules.NotOwnOrganisation.Refuse()))
            ?? (itself.MemberOf == Partner.Government ? Rules.GovernmentNeverIndependent.Refuse() : null)
            ?? (command.Plan.Value is null ? Rules.PlanUnknown.Refuse("plan") : null)
            ?? (command.Commitments is { } named && (named.IsDefaultOrEmpty || named.Any(one => one.Value is null))
                ? Rules.CommitmentsRequired.Refuse("commitments")
                : null)
            ?? about.Refusal()
            // Of a whole plan it may be declared all the same: it then holds of whatever does not name the organisation.
            ?? (about.Involved is { } own ? Rules.IndependenceOfOwnWork.Refuse("commitments", ("commitment", own.Value)) : null)
            ?? Wording.Required("statement", command.Statement);
        if (why is not null) return why;
        var covered = state.Declared.Contains((command.Plan, null))
            || OrganisationState.Scope(command.Plan, command.Commitments).All(state.Declared.Contains);
        return covered ? Rules.IndependenceDeclaredAlready.Refuse() : new IndependenceDeclared(
            command.Plan, command.Commitments, Wording.Public(command.Statement), command.Development ? true : null);
    }

    /// <summary>
    /// Somebody of the organisation is appointed. Nobody holds reviewer together with owner, coordinator or admin. A coordinator
    /// appoints owners and reviewers, for a plan.
    /// </summary>
    public static Outcome<OrganisationEvent> GrantRole(OrganisationState state, GrantRole command, Actor actor)
    {
        if (state.Registered is not { } itself) return Rules.OrganisationUnknown.Refuse();
        var why = Allowed(actor, Role.Admin, Role.Coordinator, Role.System)
            ?? Words.Check<Role>("appointed", command.Appointed)
            ?? (IsPublicId(command.Holder) ? null : Rules.HolderInvalid.Refuse("holder"))
            ?? (command.Appointed is Role.Visitor or Role.Plugin or Role.System
                ? Rules.RoleNotGrantable.Refuse("appointed", ("role", Words.Of(command.Appointed)))
                : null)
            ?? (command.Appointed is Role.Reviewer or Role.Coordinator && command.Plan?.Value is null
                ? Rules.RoleNeedsPlan.Refuse("plan", ("role", Words.Of(command.Appointed)))
                : null)
            ?? WithinPlan(actor, command.Appointed, command.Plan)
            ?? (command.Appointed == Role.Reviewer && itself.MemberOf == Partner.Government ? Rules.GovernmentNeverReviews.Refuse("appointed") : null)
            ?? (state.Granted.Any(one => one.Holder == command.Holder && Incompatible(one.Role, command.Appointed))
                ? Rules.RolesIncompatible.Refuse("appointed")
                : null)
            ?? (state.Granted.Contains((command.Holder, command.Appointed, command.Plan)) ? Rules.RoleGrantedAlready.Refuse("appointed") : null);
        return why is not null ? why : new RoleGranted(
            command.Holder, command.Appointed, command.Plan, command.Development ? true : null);
    }

    /// <summary>An appointment ends. Whoever could have made it can end it.</summary>
    public static Outcome<OrganisationEvent> EndRole(OrganisationState state, EndRole command, Actor actor)
    {
        if (state.Registered is null) return Rules.OrganisationUnknown.Refuse();
        var why = Allowed(actor, Role.Admin, Role.Coordinator, Role.System)
            ?? WithinPlan(actor, command.Appointed, command.Plan)
            ?? (state.Granted.Contains((command.Holder, command.Appointed, command.Plan)) ? null : Rules.RoleNotHeldPublicly.Refuse("appointed"));
        return why is not null ? why : new RoleEnded(command.Holder, command.Appointed, command.Plan);
    }

    private static Refused? WithinPlan(Actor actor, Role appointed, PlanId? plan) =>
        actor.Role == Role.Coordinator && (appointed is not (Role.Owner or Role.Reviewer) || plan?.Value is null)
            ? Rules.RoleNotCoordinators.Refuse("appointed")
            : null;

    private static bool IsPublicId(string? holder) =>
        holder is { Length: > 0 and <= 64 } && holder.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool Incompatible(Role one, Role other) =>
        (one == Role.Reviewer && Decides(other)) || (other == Role.Reviewer && Decides(one));

    private static bool Decides(Role role) => role is Role.Owner or Role.Coordinator or Role.Admin;

    private static Refused? Allowed(Actor actor, params ReadOnlySpan<Role> roles) =>
        roles.Contains(actor.Role) ? null : Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
}
