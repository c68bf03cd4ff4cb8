using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Evidence;

/// <summary>
/// What may happen to a piece of evidence. Pure and total: the events, or a named refusal. None of these ask whether the
/// plan is closed: evidence and judging go on.
/// </summary>
/// <remarks><c>independent</c>: the actor's organisation is independent of the commitment now; <c>appointed</c>: it is a
/// reviewing organisation of the plan. Both are other grains' knowledge, asked by whoever calls.</remarks>
public static class EvidenceRules
{
    /// <summary>Somebody sends evidence for their organisation.</summary>
    public static Outcome<EvidenceEvent> Submit(
        EvidenceState state, SubmitEvidence command, EvidenceSubject on, bool independent, Actor actor, DateOnly today)
    {
        if (state.Status != EvidenceStatus.None) return Rules.EvidenceSentAlready.Refuse();
        var dates = Dates(on, command.On, command.Period, today, out var period);
        var why = Contributor(actor)
            // The government's own evidence comes from the office that does the work.
            ?? (actor.Role == Role.Owner && !on.Leads.Contains(actor.Organisation!.Value) ? Rules.NotLead.Refuse() : null) // Contributor has asked
            ?? Content(new(command.Title, command.Summary, command.Source, command.SettledBy), command.Stance, command.Shows)
            ?? dates
            ?? (command.Stance == Stance.Disputes && Wording.Clean(command.SettledBy) is null ? Rules.SettledByRequired.Refuse("settledBy") : null);
        return why is not null ? why : new EvidenceSubmitted(
            on.Leaf,
            command.Stance,
            command.Shows,
            command.On,
            period,
            independent,
            Wording.Personal(command.Title),
            Wording.Personal(command.Summary),
            Wording.Personal(command.Source),
            Wording.Personal(command.SettledBy));
    }

    /// <summary>Evidence from before the plan was published here: it waits like any other, and nobody's proof can be typed in.</summary>
    public static Outcome<EvidenceEvent> Import(
        EvidenceState state, ImportEvidence command, EvidenceSubject on, bool independent, Actor actor, DateOnly today)
    {
        if (state.Status != EvidenceStatus.None) return Rules.EvidenceSentAlready.Refuse();
        var dates = Dates(on, command.On, command.Period, today, out var period);
        var why = Allowed(actor, Role.System)
            ?? Content(new(command.Title, command.Summary, command.Source, command.SettledBy), command.Stance, command.Shows)
            ?? dates
            ?? PlanCalendar.BeforePublication(command.On, command.Published)
            ?? Wording.Optional("about", command.About, 200);
        return why is not null ? why : new EvidenceImported(
            on.Leaf,
            command.Stance,
            command.Shows,
            command.On,
            period,
            Wording.Clean(command.About),
            command.EnteredBy,
            independent,
            Wording.Personal(command.Title),
            Wording.Personal(command.Summary),
            Wording.Personal(command.Source),
            Wording.Personal(command.SettledBy));
    }

    /// <summary>An independent reviewer of another organisation states the level that it shows.</summary>
    public static Outcome<EvidenceEvent> Accept(
        EvidenceState state, AcceptEvidence command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = Judge(state, independent && IsOutside(on, actor), appointed, actor)
            ?? Words.Check<Completion>("level", command.Level)
            ?? (state.Stance == Stance.Disputes && command.Level == Completion.Complete ? Rules.DisputeShowsComplete.Refuse("level") : null)
            ?? (state is { Stance: Stance.Supports, Shows: { } most } && command.Level > most
                ? Rules.LevelAboveShown.Refuse("level", ("shows", Words.Of(most)))
                : null)
            ?? (state is { Stance: Stance.Disputes, Shows: { } least } && command.Level < least
                ? Rules.LevelBelowShown.Refuse("level", ("shows", Words.Of(least)))
                : null)
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new EvidenceAccepted(command.Level, state.Content, Wording.Public(command.Reason));
    }

    /// <summary>An independent reviewer of another organisation sends it back to be repaired.</summary>
    public static Outcome<EvidenceEvent> Return(
        EvidenceState state, ReturnEvidence command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = Judge(state, independent && IsOutside(on, actor), appointed, actor) ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new EvidenceReturned(state.Content, Wording.Public(command.Reason));
    }

    /// <summary>The organisation that sent it changes it while it waits or after it was returned; then it waits anew.</summary>
    public static Outcome<EvidenceEvent> Revise(
        EvidenceState state, ReviseEvidence command, EvidenceSubject on, bool independent, Actor actor, DateOnly today)
    {
        var dates = Dates(on, command.On, command.Period, today, out var period);
        var why = Own(state, actor)
            ?? (state.Status is EvidenceStatus.Waiting or EvidenceStatus.Returned ? null : Rules.EvidenceNotOpen.Refuse(null, Status(state)))
            ?? Content(new(command.Title, command.Summary, command.Source, command.SettledBy), state.Stance, command.Shows)
            ?? dates
            ?? (state.Stance == Stance.Disputes && Wording.Clean(command.SettledBy) is null ? Rules.SettledByRequired.Refuse("settledBy") : null);
        return why is not null ? why : new EvidenceRevised(
            state.Stance,
            command.Shows,
            command.On,
            period,
            independent,
            Wording.Personal(command.Title),
            Wording.Personal(command.Summary),
            Wording.Personal(command.Source),
            Wording.Personal(command.SettledBy));
    }

    /// <summary>The organisation that sent it takes it back; that it was there stays visible.</summary>
    public static Outcome<EvidenceEvent> Withdraw(EvidenceState state, WithdrawEvidence command, Actor actor)
    {
        var why = Own(state, actor)
            ?? (state.Status == EvidenceStatus.Withdrawn ? Rules.EvidenceNotOpen.Refuse(null, Status(state)) : null)
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new EvidenceWithdrawn(Wording.Public(command.Reason));
    }

    /// <summary>Nobody judges what their own organisation contributed or entered, nor what they are not independent of.</summary>
    private static Refused? Judge(EvidenceState state, bool independent, bool appointed, Actor actor) =>
        (state.Status == EvidenceStatus.None ? Rules.EvidenceUnknown.Refuse() : null)
        ?? Allowed(actor, Role.Reviewer)
        ?? (actor.Organisation == state.Contributor || actor.Organisation == state.EnteredBy ? Rules.OwnEvidence.Refuse() : null)
        ?? (appointed ? null : Rules.ReviewerNotAppointed.Refuse())
        ?? (independent && actor.Partner is not (null or Partner.Government) ? null : Rules.NotIndependent.Refuse())
        ?? (state.Status == EvidenceStatus.Waiting ? null : Rules.EvidenceNotWaiting.Refuse(null, Status(state)));

    // The declaration is the organisation's word; the plan's own list of leads and supporters is not open to it.
    private static bool IsOutside(EvidenceSubject on, Actor actor) =>
        actor.Organisation is { } organisation && !on.Involved.Contains(organisation);

    private static Refused? Own(EvidenceState state, Actor actor) =>
        (state.Status == EvidenceStatus.None ? Rules.EvidenceUnknown.Refuse() : null)
        ?? Contributor(actor)
        ?? (actor.Organisation != state.Contributor ? Rules.NotContributor.Refuse() : null);

    private static Refused? Contributor(Actor actor) => Allowed(actor, Role.Partner, Role.Owner);

    private static Refused? Allowed(Actor actor, params ReadOnlySpan<Role> roles) =>
        !roles.Contains(actor.Role) ? Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)))
        : actor.Organisation is null || actor.Partner is null ? Rules.OrganisationNeeded.Refuse()
        : null;

    private static Refused? Content(Texts texts, Stance stance, Completion? shows) =>
        Words.Check<Stance>("stance", stance)
        ?? Words.Check("shows", shows)
        ?? (stance == Stance.Disputes && shows == Completion.Complete ? Rules.DisputeShowsComplete.Refuse("shows") : null)
        ?? (stance == Stance.Supports && Wording.Clean(texts.SettledBy) is not null ? Rules.SettledByUnasked.Refuse("settledBy") : null)
        ?? Wording.Required("title", texts.Title, 512)
        ?? Wording.Required("summary", texts.Summary)
        ?? Wording.Source("source", texts.Source)
        ?? Wording.Optional("settledBy", texts.SettledBy);

    private static Refused? Dates(EvidenceSubject subject, DateOnly on, DateOnly? named, DateOnly today, out DateOnly? period)
    {
        period = named;
        return PlanCalendar.Happened(on, today) ?? PlanCalendar.Period(subject.Occurrences, named, on, out period);
    }

    private static (string Name, string Value) Status(EvidenceState state) =>
        ("status", state.Status.ToString().ToLowerInvariant());

    private sealed record Texts(string? Title, string? Summary, string? Source, string? SettledBy);
}
