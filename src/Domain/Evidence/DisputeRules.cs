using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Evidence;

/// <summary>
/// How a dispute that counts goes on: the office answers, a third organisation decides. Pure and total.
/// </summary>
/// <remarks><c>independent</c> and <c>appointed</c> as in <see cref="EvidenceRules"/>.</remarks>
public static class DisputeRules
{
    /// <summary>Within how many days of the answer it is to be decided. After them it stays open, and any reviewer of the site may decide.</summary>
    public const int DaysToDecide = 30;

    /// <summary>The lead office answers, once, while the plan is not closed.</summary>
    public static Outcome<EvidenceEvent> Answer(EvidenceState state, AnswerDispute command, EvidenceSubject on, Actor actor, DateOnly today)
    {
        var why = EvidenceRules.Known(state)
            ?? EvidenceRules.Allowed(actor, Role.Owner)
            ?? (on.Leads.Contains(actor.Organisation!.Value) ? null : Rules.NotLead.Refuse()) // Allowed has asked
            ?? Open(state)
            ?? (!state.IsAnswered ? null : Rules.DisputeAnsweredAlready.Refuse())
            ?? (PlanCalendar.IsClosed(on.PlanEnd, today) ? NeverAnswered(on) : null)
            ?? Wording.Required("answer", command.Answer);
        return why is not null ? why : new DisputeAnswered(Wording.Personal(command.Answer));
    }

    /// <summary>
    /// A reviewer of an organisation that neither sent the dispute, nor does the work, nor let the dispute count, ends it after
    /// the office's answer; without one only where nobody can give it, because the plan names no lead.
    /// </summary>
    public static Outcome<EvidenceEvent> Decide(
        EvidenceState state, DecideDispute command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = EvidenceRules.MayJudge(state, on, independent, appointed || EvidenceRules.HasWaited(state, DaysToDecide, today), actor)
            ?? (actor.Organisation == state.Acceptor ? Rules.NotThirdOrganisation.Refuse() : null)
            ?? Open(state)
            ?? (state.IsAnswered || on.Leads.IsDefaultOrEmpty ? null
                : PlanCalendar.IsClosed(on.PlanEnd, today) ? NeverAnswered(on)
                : Rules.DisputeNotAnswered.Refuse())
            ?? Refused.Every(Words.Check<DisputeOutcome>("outcome", command.Outcome), Wording.Required("reason", command.Reason));
        return why is not null ? why : new DisputeDecided(command.Outcome, state.Content, Wording.Public(command.Reason));
    }

    /// <summary>A dispute counts once it is accepted, and is open until it is decided or taken back.</summary>
    private static Refused? Open(EvidenceState state) => state is { Stance: Stance.Disputes, Status: EvidenceStatus.Accepted }
        ? null
        : Rules.DisputeNotOpen.Refuse();

    private static Refused NeverAnswered(EvidenceSubject on) => Rules.DisputeNeverAnswered.Refuse(
        null, ("closed", PlanCalendar.Iso(PlanCalendar.AssessedOn(on.PlanEnd))));
}
