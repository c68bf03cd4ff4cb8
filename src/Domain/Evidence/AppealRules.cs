using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>Who was sent something back may appeal; another organisation decides, once. Pure and total.</summary>
/// <remarks><c>independent</c> and <c>appointed</c> as in <see cref="EvidenceRules"/>.</remarks>
public static class AppealRules
{
    /// <summary>The organisation that sent it says why the return is wrong. It may repair it all the same; then the appeal lapses.</summary>
    /// <remarks>A visitor appeals without words of their own: those would have to be held, and released, before anybody could read
    /// why. Who decides has before them what was sent, and why it was sent back.</remarks>
    public static Outcome<EvidenceEvent> Appeal(EvidenceState state, AppealReturn command, Actor actor)
    {
        var visitor = actor.Role == Role.Visitor;
        var why = (visitor ? VisitorRules.Own(state, actor) : EvidenceRules.Own(state, actor))
            ?? (state.Status == EvidenceStatus.Appealed ? Rules.AppealedAlready.Refuse() : null)
            ?? (state.Status == EvidenceStatus.Returned ? null : Rules.EvidenceNotReturned.Refuse(null, EvidenceRules.Status(state)))
            ?? (state.AppealDecider is null ? null : Rules.AppealDecidedAlready.Refuse())
            ?? (visitor ? null : Wording.Required("reason", command.Reason));
        return why is not null ? why : new ReturnAppealed(state.Content, visitor ? null : Wording.Personal(command.Reason));
    }

    /// <summary>A reviewer of an organisation that neither sent it nor sent it back decides.</summary>
    public static Outcome<EvidenceEvent> Decide(
        EvidenceState state, DecideAppeal command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = EvidenceRules.MayJudge(state, on, independent, appointed || EvidenceRules.HasWaited(state, EvidenceRules.DaysToCheck, today), actor)
            ?? (actor.Organisation == state.Returner ? Rules.NotThirdOrganisation.Refuse() : null)
            ?? (state.Status == EvidenceStatus.Appealed ? null : Rules.AppealNotOpen.Refuse(null, EvidenceRules.Status(state)))
            ?? Refused.Every(Words.Check<AppealOutcome>("outcome", command.Outcome), Wording.Required("reason", command.Reason));
        return why is not null ? why : new AppealDecided(command.Outcome, state.Content, Wording.Public(command.Reason));
    }
}
