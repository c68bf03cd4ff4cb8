using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Text;

namespace Tracker.Domain.Hidings;

/// <summary>The entry whose words are hidden, or are to be.</summary>
/// <param name="Index">Its index in the log.</param>
/// <param name="Type">Its type on the ledger.</param>
/// <param name="Contributor">The organisation that said it; null: a visitor, or the site.</param>
/// <param name="Readable">Whether the world can read any of its personal texts now.</param>
/// <param name="Visitor">The fresh id of the visitor who said it; null: it was none.</param>
/// <param name="Personal">Whether it has, or had, any personal text: of its type not every entry need have one.</param>
public sealed record HidingSubject(long Index, string Type, OrganisationId? Contributor, bool Readable, string? Visitor = null, bool Personal = true);

/// <summary>
/// Who may keep the words of an entry from the world, and for how long. Pure and total. Hiding is about words and about nothing
/// else: whatever they belong to is judged, accepted, returned and counted as before, and nobody waits for it.
/// </summary>
/// <remarks><c>independent</c> and <c>appointed</c> as in <see cref="EvidenceRules"/>.</remarks>
public static class HidingRules
{
    /// <summary>For how many days something is hidden that no reviewer confirms. It then shows again by itself.</summary>
    public const int Days = 7;

    private static readonly string s_appeal = EventTypes.NameOf[typeof(HidingAppealed)];

    /// <summary>
    /// Whether a text of an entry of this type is somebody's own, and may be hidden. Those of an appeal against a hiding are not
    /// hidden by the side it is against: a third organisation reads them, and what the law wants gone is redacted.
    /// </summary>
    public static bool MayHide(string type, string text) => PersonalTypes.Has(type, text) && type != s_appeal;

    /// <summary>Whether there is such an entry at all.</summary>
    public static Refused? Known(HidingSubject? of) => of is null ? Rules.EntryUnknown.Refuse() : null;

    /// <summary>A coordinator hides an entry's personal texts, once.</summary>
    public static Outcome<HidingEvent> Hide(HidingState state, HideText command, HidingSubject of, Actor actor, DateOnly today)
    {
        var why = EvidenceRules.Allowed(actor, Role.Coordinator)
            ?? (of.Type == s_appeal ? Rules.TextOfAppeal.Refuse() : null)
            ?? (of.Personal && PersonalTypes.Has(of.Type) ? null : Rules.TextNotPersonal.Refuse())
            ?? (IsHidden(state, today) ? Rules.TextHiddenAlready.Refuse() : null)
            // Hidden again and again it would be hidden for good on a coordinator's word alone.
            ?? (state.Status == HidingStatus.None ? null : Rules.TextHiddenBefore.Refuse())
            ?? (of.Readable ? null : Rules.TextNotReadable.Refuse())
            ?? Refused.Every(
                Words.Check<Ground>("ground", command.Ground),
                command.Ground == Ground.Unrelated ? Rules.GroundNotHiding.Refuse("ground") : null,
                Wording.Required("reason", command.Reason));
        return why is not null ? why : new TextHidden(of.Index, command.Ground, Wording.Public(command.Reason));
    }

    /// <summary>
    /// A reviewer of an organisation that neither said it nor hid it confirms that it stays hidden, or shows it again; where there
    /// is an appeal, a reviewer of one that has not decided about it before either.
    /// </summary>
    public static Outcome<HidingEvent> Decide(
        HidingState state, DecideHiding command, HidingSubject of, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = (state.Status == HidingStatus.None ? Rules.TextNotHidden.Refuse() : null)
            ?? EvidenceRules.Allowed(actor, Role.Reviewer)
            ?? (actor.Organisation == of.Contributor || actor.Organisation == state.Hider || actor.Organisation == state.Decider ? Rules.NotThirdOrganisation.Refuse() : null)
            ?? (appointed || HasWaited(state, today) ? null : Rules.ReviewerNotAppointed.Refuse())
            ?? (independent && actor.Partner is not (null or Partner.Government) ? null : Rules.NotIndependent.Refuse())
            ?? (state.Status == HidingStatus.Hidden || state.AppealedOn is not null ? null : Rules.HidingDecidedAlready.Refuse())
            ?? Refused.Every(Words.Check<HidingOutcome>("outcome", command.Outcome), Wording.Required("reason", command.Reason));
        if (why is not null) return why;
        var reason = Wording.Public(command.Reason);
        return command.Outcome == HidingOutcome.Stands ? new TextWithheld(of.Index, reason) : new TextShown(of.Index, reason);
    }

    /// <summary>Whose words are hidden appeals, once.</summary>
    /// <remarks>A visitor appeals without words of their own: those would have to be held, and released, before anybody could read
    /// why. Who decides has before them what was hidden, and the hider's reason.</remarks>
    public static Outcome<HidingEvent> Appeal(HidingState state, AppealHiding command, HidingSubject of, Actor actor, DateOnly today)
    {
        var visitor = actor.Role == Role.Visitor;
        var why = (visitor ? null : EvidenceRules.Allowed(actor, Role.Partner, Role.Owner, Role.Reviewer))
            ?? ((visitor ? actor.By == of.Visitor : actor.Organisation == of.Contributor) ? null : Rules.NotContributor.Refuse())
            ?? (state.Status == HidingStatus.Withheld || IsHidden(state, today) ? null : Rules.TextNotHidden.Refuse())
            ?? (state.AppealedOn is not null ? Rules.AppealedAlready.Refuse() : null)
            ?? (state.AppealDecided ? Rules.HidingDecidedAlready.Refuse() : null)
            ?? (visitor ? null : Wording.Required("reason", command.Reason));
        return why is not null ? why : new HidingAppealed(visitor ? null : Wording.Personal(command.Reason));
    }

    /// <summary>Whether a coordinator's hiding holds still.</summary>
    public static bool IsHidden(HidingState state, DateOnly today) => state.Status == HidingStatus.Hidden && today.DayNumber - state.HiddenOn.DayNumber <= Days;

    /// <summary>An appeal that nobody of the plan decides any reviewer of the site may take.</summary>
    private static bool HasWaited(HidingState state, DateOnly today) =>
        state.AppealedOn is { } since && today.DayNumber - since.DayNumber > EvidenceRules.DaysToCheck;
}
