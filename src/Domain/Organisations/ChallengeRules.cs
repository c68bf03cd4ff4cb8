using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>Anyone with an account may challenge a declaration; a third organisation decides. Pure and total.</summary>
public static class ChallengeRules
{
    /// <summary>Somebody of another organisation says why a declaration is false. One challenge of the same is open at a time.</summary>
    /// <param name="about">What is known of the commitments that it names.</param>
    public static Outcome<OrganisationEvent> Challenge(
        OrganisationState state, ChallengeIndependence command, DeclaredCommitments about, Actor actor)
    {
        if (state.Registered is not { } itself) return Rules.OrganisationUnknown.Refuse();
        var why = Allowed(actor, Role.Owner, Role.Partner, Role.Reviewer, Role.Coordinator)
            ?? (actor.Organisation == itself.Organisation ? Rules.OwnIndependence.Refuse() : null)
            ?? (command.Plan.Value is null ? Rules.PlanUnknown.Refuse("plan") : null)
            ?? (command.Commitments is { } named && (named.IsDefaultOrEmpty || named.Any(one => one.Value is null))
                ? Rules.CommitmentsRequired.Refuse("commitments")
                : null)
            ?? about.Refusal()
            ?? (state.Declares(command.Plan, command.Commitments) ? null : Rules.IndependenceNotDeclared.Refuse("commitments"))
            ?? (state.Challenges.Values.Any(open => open.Plan == command.Plan && open.Meets(command.Commitments))
                ? Rules.ChallengeOpenAlready.Refuse()
                : null)
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new IndependenceChallenged(command.Plan, command.Commitments, Wording.Personal(command.Reason));
    }

    /// <summary>A reviewer of the plan, of an organisation that neither declared nor challenges, decides.</summary>
    /// <param name="appointed">Whether the actor's organisation reviews the plan that the challenge is about.</param>
    public static Outcome<OrganisationEvent> Decide(OrganisationState state, DecideChallenge command, bool appointed, Actor actor)
    {
        if (state.Registered is not { } itself) return Rules.OrganisationUnknown.Refuse();
        if (!state.Challenges.TryGetValue(command.Challenge, out var open)) return Rules.ChallengeUnknown.Refuse("challenge");
        var why = Allowed(actor, Role.Reviewer)
            ?? (actor.Organisation == itself.Organisation || actor.Organisation == open.By ? Rules.NotThirdOrganisation.Refuse() : null)
            ?? (appointed && actor.Partner is not (null or Partner.Government) ? null : Rules.ReviewerNotAppointed.Refuse())
            ?? Refused.Every(Words.Check<ChallengeOutcome>("outcome", command.Outcome), Wording.Required("reason", command.Reason));
        return why is not null ? why : new ChallengeDecided(command.Challenge, command.Outcome, Wording.Public(command.Reason));
    }

    private static Refused? Allowed(Actor actor, params ReadOnlySpan<Role> roles) =>
        !roles.Contains(actor.Role) ? Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)))
        : actor.Organisation is null ? Rules.OrganisationNeeded.Refuse()
        : null;
}
