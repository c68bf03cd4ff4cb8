using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Evidence;

/// <summary>
/// What may happen to a piece of evidence. Pure and total: the events, or a named refusal. None of these ask whether the
/// plan is closed: evidence and judging go on.
/// </summary>
/// <remarks><c>independent</c>: the actor's organisation is independent of the commitment now; <c>appointed</c>: it is a
/// reviewing organisation of the plan, without which a reviewer judges only what has waited too long. Both are other grains'
/// knowledge, asked by whoever calls.</remarks>
public static class EvidenceRules
{
    /// <summary>After how many days without a check any reviewer of the site may take a submission.</summary>
    public const int DaysToCheck = 14;

    private static readonly ImmutableSortedDictionary<string, ArchivedSource> s_none = ImmutableSortedDictionary<string, ArchivedSource>.Empty;

    /// <summary>Somebody sends evidence for their organisation.</summary>
    /// <param name="waiting">How many pieces of the organisation wait there already, as whoever calls has counted.</param>
    /// <param name="against">What an objection would contradict; null: nobody knows. A plugin's is not held against it before a reviewer lets it count.</param>
    public static Outcome<EvidenceEvent> Submit(
        EvidenceState state, SubmitEvidence command, EvidenceSubject on, bool independent, Actor actor, DateOnly today, int waiting = 0, Standpoint? against = null)
    {
        if (state.Status != EvidenceStatus.None) return SentAlready(state, command, actor);
        var dates = Dates(on, command.On, command.Period, today, out var period);
        var why = Contributor(actor)
            ?? Contributed(command.Contribution, actor)
            // The government's own evidence comes from the office that does the work.
            ?? (actor.Role == Role.Owner && !on.Leads.Contains(actor.Organisation!.Value) ? Rules.NotLead.Refuse() : null) // Contributor has asked
            ?? Refused.Every(
                Content(new(command.Title, command.Summary, command.Source, command.SettledBy), command.Stance, command.Shows),
                dates,
                command.Stance == Stance.Disputes && Wording.Clean(command.SettledBy) is null ? Rules.SettledByRequired.Refuse("settledBy").Beside("stance") : null)
            ?? (command.Stance == Stance.Disputes && actor.Role != Role.Plugin
                ? on.Leads.Contains(actor.Organisation!.Value) ? Rules.DisputeOfOwnWork.Refuse("stance") : Contradicts(command.Shows, against) // Contributor has asked
                : null)
            ?? Room.For(actor, command.Stance, waiting);
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
            Wording.Personal(command.SettledBy),
            command.Contribution?.Kind,
            command.Contribution?.Digest,
            Wording.Personal(command.Contribution?.Data),
            command.Contribution?.Archived());
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
    /// <param name="against">What an objection contradicts now; null: nobody knows.</param>
    public static Outcome<EvidenceEvent> Accept(
        EvidenceState state, AcceptEvidence command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today, Standpoint? against = null)
    {
        var why = Judge(state, on, independent, appointed || HasWaited(state, DaysToCheck, today), actor)
            ?? Stated(state, command.Level, command.Reason)
            ?? (state.Stance == Stance.Disputes && IsNothing(command.Level, against) ? Rules.LevelContradictsNothing.Refuse("level") : null);
        return why is not null ? why : VisitorRules.Released(state, new EvidenceAccepted(command.Level, state.Content, Wording.Public(command.Reason)));
    }

    /// <summary>An independent reviewer of another organisation states the level that accepted evidence shows of a deliverable that was amended since.</summary>
    public static Outcome<EvidenceEvent> Confirm(
        EvidenceState state, ConfirmEvidence command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = Judge(state, on, independent, appointed, actor, EvidenceStatus.Accepted)
            ?? (state.IsForEarlierWording(on) ? null : Rules.EvidenceNotEarlier.Refuse())
            ?? Stated(state, command.Level, command.Reason);
        return why is not null ? why : new EvidenceConfirmed(command.Level, state.Content, Wording.Public(command.Reason));
    }

    /// <summary>An independent reviewer of another organisation sends it back to be repaired.</summary>
    public static Outcome<EvidenceEvent> Return(
        EvidenceState state, ReturnEvidence command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = Judge(state, on, independent, appointed || HasWaited(state, DaysToCheck, today), actor) ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : VisitorRules.Released(state, new EvidenceReturned(state.Content, Wording.Public(command.Reason)));
    }

    /// <summary>The organisation that sent it changes it while it waits or after it was returned; then it waits anew.</summary>
    /// <param name="waiting">How many pieces of the organisation wait there already, as whoever calls has counted.</param>
    public static Outcome<EvidenceEvent> Revise(
        EvidenceState state, ReviseEvidence command, EvidenceSubject on, bool independent, Actor actor, DateOnly today, int waiting = 0)
    {
        var dates = Dates(on, command.On, command.Period, today, out var period);
        var why = Own(state, actor)
            ?? (state.Codings is null ? null : Rules.EvidenceIsReview.Refuse())
            ?? Contributed(command.Contribution, actor)
            ?? (actor.Role == Role.Plugin && state.Said is null ? Rules.EvidenceOfPeople.Refuse() : null)
            // What a reviewer put a name to stays: a feed that moves on tells its news as news, and both stay readable.
            ?? (state.Status == EvidenceStatus.Accepted && actor.Role == Role.Plugin ? Rules.EvidenceAcceptedAlready.Refuse() : null)
            ?? (state.Status is EvidenceStatus.Waiting or EvidenceStatus.Returned or EvidenceStatus.Appealed ? null : Rules.EvidenceNotOpen.Refuse(null, Status(state)))
            ?? Refused.Every(
                Content(new(command.Title, command.Summary, command.Source, command.SettledBy), state.Stance, command.Shows),
                dates,
                state.Stance == Stance.Disputes && Wording.Clean(command.SettledBy) is null ? Rules.SettledByRequired.Refuse("settledBy").Beside("stance") : null)
            // What was sent back waits again with its repair: not where no more may wait.
            ?? (state.Status == EvidenceStatus.Waiting ? null : Room.For(actor, state.Stance, waiting));
        return why is not null ? why : Said(state.Stance, command, period, independent);
    }

    /// <summary>The organisation that sent it takes it back; that it was there stays visible.</summary>
    public static Outcome<EvidenceEvent> Withdraw(EvidenceState state, WithdrawEvidence command, Actor actor)
    {
        var why = Own(state, actor)
            ?? (state.Codings is null ? null : Rules.EvidenceIsReview.Refuse())
            // What a third organisation decided is not undone by whoever it was decided about.
            ?? (state.IsOver ? Rules.EvidenceNotOpen.Refuse(null, Status(state)) : null)
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new EvidenceWithdrawn(Wording.Public(command.Reason));
    }

    /// <summary>Nobody judges what their own organisation contributed or entered, nor what they are not independent of.</summary>
    internal static Refused? MayJudge(EvidenceState state, EvidenceSubject on, bool independent, bool appointed, Actor actor) =>
        Known(state)
        ?? Allowed(actor, Role.Reviewer)
        ?? (actor.Organisation == state.Contributor || actor.Organisation == state.EnteredBy ? Rules.OwnEvidence.Refuse() : null)
        ?? (appointed ? null : Rules.ReviewerNotAppointed.Refuse())
        ?? Outside(on, independent, actor);

    /// <summary>The declaration is the organisation's word; the plan's own list of leads and supporters is not open to it.</summary>
    internal static Refused? Outside(EvidenceSubject on, bool independent, Actor actor) =>
        independent && actor.Partner is not (null or Partner.Government) && actor.Organisation is { } organisation && !on.Involved.Contains(organisation)
            ? null
            : Rules.NotIndependent.Refuse();

    /// <summary>Whether it has waited longer than so many days for what comes next; then nobody's absence may hold it up.</summary>
    internal static bool HasWaited(EvidenceState state, int days, DateOnly today) => today.DayNumber - state.WaitsFrom.DayNumber > days;

    internal static Refused? Known(EvidenceState state) => state.Status == EvidenceStatus.None ? Rules.EvidenceUnknown.Refuse() : null;

    internal static Refused? Judge(
        EvidenceState state, EvidenceSubject on, bool independent, bool appointed, Actor actor, EvidenceStatus inStatus = EvidenceStatus.Waiting) =>
        MayJudge(state, on, independent, appointed, actor)
        ?? (actor.Organisation == state.Overturned ? Rules.NotThirdOrganisation.Refuse() : null)
        ?? (state.Status == inStatus ? null
            : inStatus == EvidenceStatus.Waiting ? Rules.EvidenceNotWaiting.Refuse(null, Status(state))
            : Rules.EvidenceNotOpen.Refuse(null, Status(state)));

    /// <summary>A level that a reviewer may state: what supports shows at most what it was sent for, an objection at least that.</summary>
    private static Refused? Stated(EvidenceState state, Completion level, string? reason) =>
        Refused.Every(
            Words.Check<Completion>("level", level),
            state.Stance == Stance.Disputes && level == Completion.Complete ? Rules.DisputeShowsComplete.Refuse("level") : null,
            state is { Stance: Stance.Supports, Shows: { } most } && level > most ? Rules.LevelAboveShown.Refuse("level", ("shows", Words.Of(most))) : null,
            state is { Stance: Stance.Disputes, Shows: { } least } && level < least ? Rules.LevelBelowShown.Refuse("level", ("shows", Words.Of(least))) : null,
            Wording.Required("reason", reason));

    /// <summary>An objection that shows no less than what is reported and what is proven objects to nothing: it would only take the level away.</summary>
    internal static Refused? Contradicts(Completion level, Standpoint? against) =>
        !IsNothing(level, against) ? null
        : against?.Ahead is { } ahead ? Rules.DisputeAhead.Refuse("period", ("period", PlanCalendar.Iso(ahead))).Beside("stance", "shows", "on")
        : Rules.DisputeContradictsNothing.Refuse("shows").Beside("stance", "period", "on");

    private static bool IsNothing(Completion level, Standpoint? against) => against?.IsContradictedBy(level) == false;

    internal static Refused? Own(EvidenceState state, Actor actor) =>
        Known(state)
        ?? Contributor(actor)
        ?? (actor.Organisation != state.Contributor ? Rules.NotContributor.Refuse() : null);

    private static Refused? Contributor(Actor actor) => Allowed(actor, Role.Partner, Role.Owner, Role.Plugin);

    /// <summary>A plugin says which files of it spoke and what they rest on; nobody else can.</summary>
    private static Refused? Contributed(Contribution? contribution, Actor actor) => (actor.Role, contribution) switch
    {
        (Role.Plugin, null) => Rules.ContributionRequired.Refuse(),
        (Role.Plugin, { } said) => said.Refusal(),
        (_, not null) => Rules.ContributionNotPlugins.Refuse(),
        _ => null,
    };

    private static Refused SentAlready(EvidenceState state, SubmitEvidence command, Actor actor)
    {
        // A person's dispute stands where their organisation's last one about the same does: one at a time.
        if (command is { Stance: Stance.Disputes, Contribution: null } && state is { Stance: Stance.Disputes, Said: null, IsOver: false })
            return Contributor(actor) ?? Rules.DisputeOpenAlready.Refuse(null, ("evidence", state.Id?.Value ?? ""));
        if (state.Said is not { } known || command.Contribution is null) return Rules.EvidenceSentAlready.Refuse();
        if (command.Leaf != state.Leaf || command.Stance != state.Stance) return Rules.EvidenceOfAnotherSubject.Refuse(command.Leaf != state.Leaf ? "leaf" : "stance");
        var again = Said(
            command.Stance,
            new(command.Title, command.Summary, command.Source, command.On, command.Shows, command.Period, command.SettledBy, command.Contribution),
            command.Period ?? known.Period, // a period that was not named is the one its date falls into, then as now
            known.Independent);
        // A new build of the plugin that says the same says nothing new.
        again = again with { Digest = known.Digest };
        return Same(again, known) || (state.Status == EvidenceStatus.Accepted && Same(WhereverItStands(again), WhereverItStands(known)))
            ? Rules.EvidenceUnchanged.Refuse()
            : Rules.EvidenceSentAlready.Refuse();
    }

    private static EvidenceRevised Said(Stance stance, ReviseEvidence command, DateOnly? period, bool independent) => new(
        stance,
        command.Shows,
        command.On,
        period,
        independent,
        Wording.Personal(command.Title),
        Wording.Personal(command.Summary),
        Wording.Personal(command.Source),
        Wording.Personal(command.SettledBy),
        command.Contribution?.Kind,
        command.Contribution?.Digest,
        Wording.Personal(command.Contribution?.Data),
        command.Contribution?.Archived());

    /// <summary>
    /// What was accepted rests on the bytes that the reviewer saw, and on where they stood: a feed that is written anew, or has it on
    /// another page by now, and says the same has no news of it.
    /// </summary>
    private static EvidenceRevised WhereverItStands(EvidenceRevised said) => said with
    {
        Source = null,
        Sources = said.Sources?.ToImmutableSortedDictionary(one => one.Key, one => one.Value with { Sha256 = null, Address = null }, StringComparer.Ordinal),
    };

    private static bool Same(EvidenceRevised one, EvidenceRevised other) =>
        one with { Sources = null } == other with { Sources = null }
        && (one.Sources ?? s_none).SequenceEqual(other.Sources ?? s_none);

    internal static Refused? Allowed(Actor actor, params ReadOnlySpan<Role> roles) =>
        !roles.Contains(actor.Role) ? Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)))
        : actor.Organisation is null || actor.Partner is null ? Rules.OrganisationNeeded.Refuse()
        : null;

    private static Refused? Content(Texts texts, Stance stance, Completion? shows) =>
        Refused.Every(Said(texts, stance, shows), Wording.Source("source", texts.Source));

    /// <summary>What anybody says of a piece, but for where it can be read.</summary>
    internal static Refused? Said(Texts texts, Stance stance, Completion? shows) =>
        Refused.Every(
            Words.Check<Stance>("stance", stance),
            Words.Check("shows", shows),
            stance == Stance.Disputes && shows == Completion.Complete ? Rules.DisputeShowsComplete.Refuse("shows").Beside("stance") : null,
            stance == Stance.Supports && Wording.Clean(texts.SettledBy) is not null ? Rules.SettledByUnasked.Refuse("settledBy").Beside("stance") : null,
            Wording.Line("title", texts.Title, 512),
            Wording.Required("summary", texts.Summary),
            Wording.Optional("settledBy", texts.SettledBy));

    internal static Refused? Dates(EvidenceSubject subject, DateOnly on, DateOnly? named, DateOnly today, out DateOnly? period)
    {
        var unknown = PlanCalendar.Period(subject.Occurrences, named, on, today, out period);
        return Refused.Every(PlanCalendar.Happened(on, today), PlanCalendar.BeforeWithdrawal(on, subject.Withdrawn), unknown);
    }

    internal static (string Name, string Value) Status(EvidenceState state) =>
        ("status", state.Status.ToString().ToLowerInvariant());

    internal sealed record Texts(string? Title, string? Summary, string? Source, string? SettledBy);
}
