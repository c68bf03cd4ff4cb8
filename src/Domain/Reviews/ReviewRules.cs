using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Reviews;

/// <summary>What may happen to a review. Pure and total. None of these ask whether the plan is closed: reviews come after its end.</summary>
/// <remarks><c>independent</c> and <c>appointed</c> as in <see cref="EvidenceRules"/>.</remarks>
public static class ReviewRules
{
    /// <summary>A reviewer whom the forum named, of an organisation that is independent of all it is about, publishes a review.</summary>
    public static Outcome<EvidenceEvent> Publish(
        EvidenceState state, PublishReview command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        if (state.Status != EvidenceStatus.None)
            return EvidenceRules.Allowed(actor, Role.Reviewer) ?? Rules.ReviewPublishedAlready.Refuse(null, ("review", state.Id?.Value ?? ""));
        var from = command.From ?? on.Start;
        var dates = Dates(on, command.On, command.From, command.Period, today, out var period);
        var why = EvidenceRules.Allowed(actor, Role.Reviewer)
            ?? (appointed ? null : Rules.ReviewerNotAppointed.Refuse())
            ?? EvidenceRules.Outside(on, independent, actor)
            ?? Refused.Every(Content(command.Codings, command.Title, command.Summary, command.Source), dates, Wording.Required("reason", command.Reason));
        return why is not null ? why : new ReviewPublished(
            on.Leaf,
            command.Codings,
            command.On,
            from > command.On ? null : from,
            period,
            Wording.Personal(command.Title),
            Wording.Personal(command.Summary),
            Wording.Personal(command.Source),
            Wording.Public(command.Reason));
    }

    /// <summary>A review from before the plan was published here: shown, but nobody's proof can be typed in.</summary>
    public static Outcome<EvidenceEvent> Import(
        EvidenceState state, ImportReview command, EvidenceSubject on, bool independent, Actor actor, DateOnly today)
    {
        if (state.Status != EvidenceStatus.None) return Rules.EvidenceSentAlready.Refuse();
        var dates = Dates(on, command.On, command.From, command.Period, today, out var period);
        var why = EvidenceRules.Allowed(actor, Role.System)
            ?? Content(command.Codings, command.Title, command.Summary, command.Source)
            ?? dates
            ?? PlanCalendar.BeforePublication(command.On, command.Published)
            ?? Wording.Optional("about", command.About, 200);
        return why is not null ? why : new ReviewImported(
            on.Leaf,
            command.Codings,
            command.On,
            command.From,
            period,
            Wording.Clean(command.About),
            command.EnteredBy,
            independent,
            Wording.Personal(command.Title),
            Wording.Personal(command.Summary),
            Wording.Personal(command.Source));
    }

    /// <summary>An office that leads what was reviewed answers, once. A review that was taken back needs no answer.</summary>
    public static Outcome<EvidenceEvent> Answer(EvidenceState state, AnswerReview command, EvidenceSubject on, Actor actor)
    {
        var why = Known(state)
            ?? EvidenceRules.Allowed(actor, Role.Owner)
            ?? (on.Leads.Contains(actor.Organisation!.Value) ? null : Rules.NotLead.Refuse()) // Allowed has asked
            ?? (!state.IsAnswered ? null : Rules.ReviewAnsweredAlready.Refuse())
            ?? (state.Status == EvidenceStatus.Withdrawn ? Rules.ReviewTakenBack.Refuse() : null)
            ?? Wording.Required("answer", command.Answer);
        return why is not null ? why : new ReviewAnswered(Wording.Personal(command.Answer));
    }

    /// <summary>The organisation that made it takes it back, unless a third one has decided about it; that it was there stays visible.</summary>
    public static Outcome<EvidenceEvent> Withdraw(EvidenceState state, WithdrawReview command, Actor actor)
    {
        var why = Known(state)
            ?? EvidenceRules.Allowed(actor, Role.Reviewer, Role.Partner)
            ?? (actor.Organisation == state.Contributor ? null : Rules.NotContributor.Refuse())
            ?? (state.Status == EvidenceStatus.Withdrawn ? Rules.ReviewTakenBack.Refuse() : null)
            ?? (state.IsOver ? Rules.DifferenceDecidedAlready.Refuse() : null)
            ?? Wording.Required("reason", command.Reason);
        return why is not null ? why : new ReviewWithdrawn(Wording.Public(command.Reason));
    }

    /// <summary>A reviewer of an organisation that stands behind neither finding decides which of the two holds.</summary>
    /// <param name="other">The other finding as it stands; null: it finds nothing now.</param>
    public static Outcome<EvidenceEvent> Decide(
        EvidenceState state, DecideDifference command, EvidenceSubject on, Finding? other, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var mine = state.FindingOf(on);
        var why = Known(state)
            ?? EvidenceRules.MayJudge(state, on, independent, appointed || EvidenceRules.HasWaited(state, DisputeRules.DaysToDecide, today), actor)
            ?? (state.IsOver ? Rules.DifferenceDecidedAlready.Refuse() : null)
            ?? (mine is not null && other is not null && mine.Differs(other) ? null : Rules.FindingsAgree.Refuse("other"))
            ?? (mine!.IsOf(actor.Organisation!.Value) || other!.IsOf(actor.Organisation.Value) ? Rules.NotThirdOrganisation.Refuse() : null) // both were asked for above
            ?? Refused.Every(Words.Check<DisputeOutcome>("outcome", command.Outcome), Wording.Required("reason", command.Reason));
        return why is not null ? why : new DifferenceDecided(command.Other, command.Outcome, state.Content, Wording.Public(command.Reason));
    }

    private static Refused? Known(EvidenceState state) => state.Codings is null ? Rules.ReviewUnknown.Refuse() : null;

    private static Refused? Content(Codings? codings, string? title, string? summary, string? source) =>
        Refused.Every((codings ?? new()).Refusal(), Wording.Line("title", title, 512), Wording.Required("summary", summary), Wording.Source("source", source));

    private static Refused? Dates(EvidenceSubject subject, DateOnly on, DateOnly? from, DateOnly? named, DateOnly today, out DateOnly? period)
    {
        var unknown = PlanCalendar.Period(subject.Occurrences, named, on, today, out period);
        return Refused.Every(
            PlanCalendar.Happened(on, today),
            from > on ? Rules.ReviewEndsBeforeItBegins.Refuse("from", ("from", PlanCalendar.Iso(from.Value)), ("on", PlanCalendar.Iso(on))).Beside("on") : null,
            unknown);
    }
}
