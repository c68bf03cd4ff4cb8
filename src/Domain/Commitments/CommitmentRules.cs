using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Commitments;

/// <summary>What may happen to a commitment. Pure and total: the events, or a named refusal.</summary>
public static class CommitmentRules
{
    /// <summary>A commitment is published once, with a promise that can be followed.</summary>
    public static Outcome<CommitmentEvent> Publish(CommitmentState state, PublishCommitment command) =>
        state.Promise is not null ? Rules.PublishedAlready.Refuse()
        : Promises.Check(command.Content) is { } why ? why
        : command.Content;

    /// <summary>The office that leads a leaf says how far it is.</summary>
    public static Outcome<CommitmentEvent> ReportProgress(CommitmentState state, ReportProgress command, Actor actor, DateOnly today)
    {
        var on = command.On ?? today;
        if (!TryLed(state, command.Leaf, actor, today, out var leaf, out var why)) return why;
        var unknown = PlanCalendar.Period(leaf.Occurrences, command.Period, on, today, out var period);
        why = Refused.Every(
            PlanCalendar.Happened(on, today),
            PlanCalendar.Begun(on, leaf.Start),
            unknown,
            Said(new(command.Completion, command.Percent, command.Challenges, command.ChallengesOther, on, command.NextDate)),
            Wording.Required("narrative", command.Narrative),
            Wording.Optional("nextStep", command.NextStep),
            Delay(command.Completion, command.Challenges, period ?? state.Terms!.JudgedDueOf(command.Leaf), today)); // a leaf was found in it
        return why is not null ? why : new ProgressReported(
            command.Leaf,
            command.Completion,
            on,
            period,
            command.Percent,
            Listed(command.Challenges),
            command.NextDate,
            Wording.Personal(command.Narrative),
            Wording.Personal(command.ChallengesOther),
            Wording.Personal(command.NextStep));
    }

    /// <summary>The office corrects a report of its own, or a correction, with a reason.</summary>
    public static Outcome<CommitmentEvent> CorrectProgress(CommitmentState state, CorrectProgress command, Actor actor, DateOnly today)
    {
        if (state.Tree is null) return Rules.CommitmentUnknown.Refuse();
        var version = command.Corrects.ToString(CultureInfo.InvariantCulture);
        if (!state.Reports.TryGetValue(command.Corrects, out var corrected))
            return Rules.ReportUnknown.Refuse("version", ("version", version));
        if (command.Leaf is { } named && named != corrected.Leaf) return Rules.ReportUnknown.Refuse("version", ("version", version));
        if (!TryLed(state, corrected.Leaf, actor, today, out var leaf, out var why)) return why;
        if (corrected.Imported) return Rules.ReportImported.Refuse("version", ("version", version));
        if (corrected.CorrectedBy is { } by)
            return Rules.ReportCorrectedAlready.Refuse("version", ("version", version), ("by", by.ToString(CultureInfo.InvariantCulture)));

        var on = command.On ?? today;
        why = Refused.Every(
            PlanCalendar.Happened(on, today),
            PlanCalendar.Begun(on, leaf.Start),
            Said(new(command.Completion, command.Percent, command.Challenges, command.ChallengesOther, on, command.NextDate)),
            Wording.Required("narrative", command.Narrative),
            Wording.Required("reason", command.Reason),
            Wording.Optional("nextStep", command.NextStep),
            // Judged at the date it speaks of: what was so before the due date needs no reason for a delay.
            Delay(command.Completion, command.Challenges, corrected.Period ?? state.Terms!.JudgedDueOf(corrected.Leaf), on)); // a leaf was found in it
        return why is not null ? why : new ProgressCorrected(
            command.Corrects,
            corrected.Leaf,
            command.Completion,
            on,
            corrected.Period,
            command.Percent,
            Listed(command.Challenges),
            command.NextDate,
            Wording.Public(command.Reason),
            Wording.Personal(command.Narrative),
            Wording.Personal(command.ChallengesOther),
            Wording.Personal(command.NextStep));
    }

    /// <summary>The office that leads a leaf moves its due date, with a reason. What was promised first stays, and so does being late.</summary>
    public static Outcome<CommitmentEvent> RescheduleMilestone(CommitmentState state, RescheduleMilestone command, Actor actor, DateOnly today)
    {
        if (!TryLed(state, command.Leaf, actor, today, out var leaf, out var why)) return why;
        if (leaf.Occurrences is { IsDefaultOrEmpty: false }) return Rules.ScheduleRecurring.Refuse("leaf", ("leaf", command.Leaf.Value));
        if (leaf.Unknown == true || state.Terms!.DueOf(command.Leaf) is not { } was) // a leaf was found in it
            return Rules.ScheduleUndated.Refuse("leaf", ("leaf", command.Leaf.Value));
        why = Refused.Every(Amendments.Moved(state.Terms, command.Leaf, command.Due, today, "due"), Wording.Required("reason", command.Reason));
        return why is not null ? why : new MilestoneRescheduled(command.Leaf, command.Due, was, today, Wording.Public(command.Reason));
    }

    /// <summary>A coordinator takes a milestone out of the plan while it runs, with a reason. It stays in every n of m.</summary>
    public static Outcome<CommitmentEvent> WithdrawMilestone(CommitmentState state, WithdrawMilestone command, Actor actor, DateOnly today)
    {
        if (Amendable(state, actor, today, out var terms) is { } refused) return refused;
        var number = command.Milestone;
        if (number.Value is null || !terms.Tree.Promise.Milestones.ContainsKey(number.Value))
            return Rules.LeafUnknown.Refuse("milestone", ("leaf", number.Value ?? ""));
        if (terms.WithdrawnSince(number) is { } since) return Gone(number, since);
        return Wording.Required("reason", command.Reason) is { } why ? why : new MilestoneWithdrawn(number, today, Wording.Public(command.Reason));
    }

    /// <summary>A coordinator takes the whole commitment out of the plan while it runs, with a reason.</summary>
    public static Outcome<CommitmentEvent> WithdrawCommitment(CommitmentState state, WithdrawCommitment command, Actor actor, DateOnly today) =>
        (Amendable(state, actor, today, out _) ?? Wording.Required("reason", command.Reason)) is { } why
            ? why
            : new CommitmentWithdrawn(today, Wording.Public(command.Reason));

    /// <summary>A coordinator puts otherwise what is promised while the plan runs, with a reason. What it said before stays readable.</summary>
    public static Outcome<CommitmentEvent> AmendCommitment(
        CommitmentState state, AmendCommitment command, PlanNames plan, Actor actor, DateOnly today) =>
        Amendable(state, actor, today, out var terms) is { } why ? why : Amendments.Of(terms, command, plan, today);

    /// <summary>Whom an amendment would make lead or support something: whoever calls asks which of them are independent.</summary>
    public static ImmutableArray<OrganisationId> Named(AmendCommitment command) =>
    [
        .. (command.Changes.IsDefault ? [] : command.Changes).Where(change => change?.Value is not null)
            .SelectMany(change => change.Field?.Split('/') switch
            {
                ["lead"] or ["milestones", _, "lead"] => [change.Value],
                ["supporters", var name] => [name],
                ["milestones", _, "supporters"] => PromiseFields.Names(change.Value!), // filtered
                _ => ImmutableArray<string?>.Empty,
            })
            .Select(name => OrganisationId.TryParse(name?.Trim(), out var organisation) ? organisation : (OrganisationId?)null).OfType<OrganisationId>().Distinct(),
    ];

    /// <summary>The plan's rule of proof is made stricter: it judges what is not due yet.</summary>
    public static Outcome<CommitmentEvent> Tighten(CommitmentState state, TightenCommitment command, Actor actor, DateOnly today) =>
        (Amendable(state, actor, today, out var terms) ?? Refused.Every(command.Policy.After(terms.Policy), Wording.Required("reason", command.Reason))) is { } why
            ? why
            : new CommitmentTightened(command.Policy, today, Wording.Public(command.Reason));

    /// <summary>A claim of government from before the plan was published here, with its source.</summary>
    public static Outcome<CommitmentEvent> ImportProgress(CommitmentState state, ImportProgress command, Actor actor, DateOnly today)
    {
        if (state.Tree is not { } tree) return Rules.CommitmentUnknown.Refuse();
        if (actor.Role != Role.System) return Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        if (actor.Organisation is null) return Rules.OrganisationNeeded.Refuse();
        if (actor.Partner != Partner.Government) return Rules.ClaimNotGovernments.Refuse("org");
        if (!tree.TryLeaf(command.Leaf, out var leaf, out var missing)) return missing;
        var unknown = PlanCalendar.Period(leaf.Occurrences, command.Period, command.On, today, out var period);
        var why = PlanCalendar.Happened(command.On, today)
            ?? PlanCalendar.BeforePublication(command.On, command.Published)
            ?? unknown
            ?? Words.Check("completion", command.Completion)
            ?? Wording.Required("narrative", command.Narrative)
            ?? Wording.Optional("about", command.About, 200)
            ?? Wording.Source("source", command.Source);
        return why is not null ? why : new ProgressImported(
            command.Leaf,
            command.Completion,
            command.On,
            period,
            Wording.Clean(command.About),
            command.Percent,
            command.EnteredBy,
            Wording.Personal(command.Narrative),
            Wording.Personal(command.Source));
    }

    /// <summary>Only the office that leads a leaf reports on it, until the plan is closed.</summary>
    private static bool TryLed(
        CommitmentState state,
        MilestoneNumber number,
        Actor actor,
        DateOnly today,
        [NotNullWhen(true)] out Milestone? leaf,
        [NotNullWhen(false)] out Refused? why)
    {
        leaf = null;
        if (state.Tree is not { } tree) why = Rules.CommitmentUnknown.Refuse();
        else if (!tree.TryLeaf(number, out leaf, out why)) return false;
        else if (actor.Role != Role.Owner) why = Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        else if (leaf.Lead is not { } lead) why = Rules.LeadUnknown.Refuse(null, ("leaf", number.Value));
        else if (actor.Organisation != lead) why = Rules.NotLead.Refuse();
        else if (PlanCalendar.IsClosed(tree.Promise.PlanEnd, today))
        {
            why = Rules.PlanClosed.Refuse(
                null,
                ("end", PlanCalendar.Iso(tree.Promise.PlanEnd)),
                ("closed", PlanCalendar.Iso(PlanCalendar.AssessedOn(tree.Promise.PlanEnd))));
        }
        else if (state.Terms!.WithdrawnSince(number) is { } since) // there is a tree
        {
            why = Gone(number, since);
        }

        return why is null;
    }

    /// <summary>Who coordinates a plan changes what it promises, as long as it runs: what was not done at its end stays so.</summary>
    private static Refused? Amendable(CommitmentState state, Actor actor, DateOnly today, out Terms terms)
    {
        terms = state.Terms!; // whoever is not refused here has some
        if (state.Terms is null) return Rules.CommitmentUnknown.Refuse();
        if (actor.Role != Role.Coordinator) return Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        var end = terms.Tree.Promise.PlanEnd;
        if (today > end) return Rules.PlanOver.Refuse(null, ("end", PlanCalendar.Iso(end)));
        return terms.WithdrawnOn is { } on ? Rules.CommitmentWithdrawn.Refuse(null, ("on", PlanCalendar.Iso(on))) : null;
    }

    private static Refused Gone(MilestoneNumber number, DateOnly since) =>
        Rules.MilestoneWithdrawn.Refuse(null, ("leaf", number.Value), ("on", PlanCalendar.Iso(since)));

    /// <summary>What holds of a report and of a correction alike.</summary>
    private static Refused? Said(Claim claim)
    {
        var challenges = claim.Challenges is { IsDefault: false } given ? given : [];
        var other = Wording.Clean(claim.ChallengesOther);
        return Refused.Every(
            Words.Check<Completion>("completion", claim.Completion),
            challenges.Select(one => Words.Check<Challenge>("challenges", one)).FirstOrDefault(why => why is not null),
            challenges.Contains(Challenge.Other) && other is null ? Rules.ChallengesOtherRequired.Refuse("challengesOther").Beside("challenges") : null,
            other is not null && !challenges.Contains(Challenge.Other) ? Rules.ChallengesOtherUnasked.Refuse("challengesOther").Beside("challenges") : null,
            Wording.Optional("challengesOther", other),
            // Only 100 reads as Complete, so one without the other would say two things at once.
            claim.Percent is { } percent && percent.Value == 100 != (claim.Completion == Completion.Complete)
                ? Rules.PercentContradictsLevel.Refuse("percent", ("percent", percent.ToString())).Beside("completion")
                : null,
            claim.NextDate < claim.On
                ? Rules.NextDateBeforeOn.Refuse("nextDate", ("nextDate", PlanCalendar.Iso(claim.NextDate.Value)), ("on", PlanCalendar.Iso(claim.On))).Beside("on")
                : null);
    }

    /// <summary>Little done after the due date needs a reason from the list.</summary>
    private static Refused? Delay(Completion completion, ImmutableArray<Challenge>? challenges, DateOnly? due, DateOnly when) =>
        completion <= Completion.Limited && when > due && challenges is not { IsDefaultOrEmpty: false }
            ? Rules.ChallengesRequired.Refuse("challenges", ("due", PlanCalendar.Iso(due.Value))).Beside("completion", "period", "on")
            : null;

    private static ImmutableArray<Challenge>? Listed(ImmutableArray<Challenge>? challenges) =>
        challenges is { IsDefaultOrEmpty: false } given ? [.. given.Distinct().Order()] : null;

    private sealed record Claim(
        Completion Completion, Percent? Percent, ImmutableArray<Challenge>? Challenges, string? ChallengesOther, DateOnly On, DateOnly? NextDate);
}
