using System.Collections.Concurrent;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Http;

/// <summary>Whether an actor's role reaches as far as a target. The exact leaf is the rule's to judge.</summary>
public sealed class Scopes(AccountDirectory accounts, PlanViews plans, OrganisationViews organisations, PluginViews plugins, PlanClock clock)
{
    // Who leads something once is let on to the rule, which asks after the exact leaf; who leads nothing is asked after anew,
    // because an amendment may have given it something.
    private readonly ConcurrentDictionary<(PlanId Plan, OrganisationId Office), bool> _leads = [];

    /// <returns>Null: it reaches; else why not.</returns>
    public async Task<Refused?> Reach(Actor actor, Target target, CancellationToken ct)
    {
        if (actor.Role == Role.System) return null;
        if (target.Plan is { } named && plans.Head(named, clock.Today(named)) is null) return Rules.PlanUnknown.Refuse("plan");
        if (actor.Role == Role.Visitor) return target is Target.OfCommitment or Target.OfEvidence or Target.OfText ? null : DoorRules.Forbidden.Refuse();
        if (actor.Role == Role.Plugin) return plugins.MaySpeak(actor) ? null : Rules.PluginNotApproved.Refuse();
        var caller = await accounts.ByPublicId(actor.By, ct);
        // What has waited too long any reviewer of the site may take: whether it has is the rule's to judge. The rule asks after the
        // organisation; where that reviews the plan, it is its accounts of that plan that do.
        var anywhere = target.Plan is not { } of
            || (actor is { Role: Role.Reviewer, Organisation: { } reviewer } && target is (Target.OfEvidence or Target.OfText) && !organisations.ReviewedBy(reviewer).Contains(of));
        if (caller is null || caller.Organisation != actor.Organisation || !caller.Holds.Any(held => anywhere ? held.Role == actor.Role : held.Covers(actor.Role, target.Plan)))
            return DoorRules.RoleNotHeld.Refuse(null, ("role", Words.Of(actor.Role)));
        return (actor.Role, target) switch
        {
            (_, Target.OfText { Plan: null }) => DoorRules.Forbidden.Refuse(),
            (Role.Owner, { Plan: { } at }) when !Leads(at, caller.Organisation) => DoorRules.LeadsNothing.Refuse(),
            (Role.Reviewer, Target.OfEvidence or Target.OfText) => organisations.ReviewedBy(caller.Organisation).Length == 0 ? Rules.ReviewerNotAppointed.Refuse() : null,
            (Role.Reviewer, { Plan: { } at }) when !organisations.ReviewedBy(caller.Organisation).Contains(at) => Rules.ReviewerNotAppointed.Refuse(),
            // A coordinator appoints within the plan: offices that lead something in it, reviewers whom the forum named.
            (Role.Coordinator, Target.OfAppointment { Id: var id, Within: { } at }) when !Leads(at, id) && !organisations.ReviewedBy(id).Contains(at) =>
                DoorRules.NotInPlan.Refuse("organisation"),
            (not (Role.Admin or Role.Coordinator), Target.OfAppointment) or (Role.Coordinator, Target.OfAppointment { Within: null }) =>
                DoorRules.Forbidden.Refuse(),
            (not Role.Admin, Target.OfOrganisation { Id: var id }) when id != caller.Organisation => Rules.NotOwnOrganisation.Refuse(),
            _ => null,
        };
    }

    private bool Leads(PlanId plan, OrganisationId office)
    {
        if (_leads.ContainsKey((plan, office))) return true;
        if (!plans.IsLed(plan, office)) return false;
        _leads[(plan, office)] = true;
        return true;
    }
}
