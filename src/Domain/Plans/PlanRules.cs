using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Plans;

/// <summary>What may happen to a plan's register. Pure and total: the events, or a named refusal.</summary>
public static class PlanRules
{
    /// <summary>A plan is published once; its own rule of proof is never weaker, and government never reviews.</summary>
    public static Outcome<PlanEvent> Publish(PlanState state, PublishPlan command)
    {
        if (state.Plan is not null) return Rules.PublishedAlready.Refuse();
        return Refusal(command.Content) is { } why ? why : command.Content;
    }

    /// <summary>The coordinator puts the plan's own fields otherwise while it runs; commitments are added, none is taken away.</summary>
    public static Outcome<PlanEvent> Change(PlanState state, ChangePlan command, Actor actor, DateOnly today)
    {
        if (state.Plan is not { } plan) return Rules.PlanUnknown.Refuse();
        if (actor.Role != Role.Coordinator) return Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        if (today > plan.End) return Rules.PlanOver.Refuse(null, ("end", PlanCalendar.Iso(plan.End)));
        if (command.Changes.IsDefaultOrEmpty || command.Changes.Length > AmendCommitment.MostFields
            || command.Changes.DistinctBy(change => change?.Field).Count() != command.Changes.Length)
            return Rules.AmendmentFields.Refuse("changes", ("most", AmendCommitment.MostFields.ToString(CultureInfo.InvariantCulture)));
        var (now, changes, wrong) = (PlanFields.Of(plan), new List<(string Field, string? Before, string? After)>(), new List<Refused?>());
        foreach (var change in command.Changes)
        {
            var (field, before) = (change?.Field ?? "", change?.Field is { } named ? now.GetValueOrDefault(named) : null);
            if ((Wording.Optional(field, change?.Value, TextLimits.Hard) ?? PlanFields.Refusal(field, before, Wording.Clean(change?.Value))) is { } unfit) wrong.Add(unfit);
            else if (before != Wording.Clean(change?.Value)) changes.Add((field, before, Wording.Clean(change?.Value)));
        }

        if (wrong.Count > 0) return Refused.Every([.. wrong, Wording.Required("reason", command.Reason)])!; // there is one
        if (changes.Count == 0) return Rules.AmendmentUnchanged.Refuse("changes");
        if (PlanFields.With(plan, changes.Select(change => (change.Field, change.After))) is not { } changed)
            return Rules.FieldValueInvalid.Refuse("changes", ("field", changes[0].Field));
        return Refused.Every(Refusal(changed), Wording.Required("reason", command.Reason)) is { } why ? why : new PlanChanged(
            Amendments.Facts(changes.Where(change => !PlanFields.IsText(change.Field))),
            Amendments.Texts(changes.Where(change => PlanFields.IsText(change.Field))),
            Wording.Public(command.Reason));
    }

    private static Refused? Refusal(PlanPublished plan) =>
        (plan.Plan.Value is null || plan.Jurisdiction.Value is null ? Rules.NumberInvalid.Refuse("plan", ("number", "")) : null)
        ?? Promises.Languages(plan.Languages)
        ?? Promises.Period(plan.Start, plan.End)
        ?? (plan.Policy is { IsAtLeastStandard: false } ? ProofPolicy.Weaker("policy", ProofPolicy.Standard) : null)
        ?? (Once(plan.Commitments) ? null : Rules.CommitmentsRequired.Refuse("commitments"))
        ?? plan.Organisations.Select(Organisation).FirstOrDefault(one => one is not null)
        ?? (plan.Forum is { } forum ? Listed(plan, "forum", forum) : null)
        ?? (plan.Reviewers.IsDefault ? [] : plan.Reviewers).Select(one => Reviewer(plan, one)).FirstOrDefault(one => one is not null)
        ?? Texts(plan)
        ?? (plan.Checkpoints is { IsDefault: false } days ? days.Select(Checkpoint).FirstOrDefault(one => one is not null) : null);

    /// <summary>The coordinator enters a reviewing organisation that the forum named.</summary>
    public static Outcome<PlanEvent> AppointReviewer(PlanState state, AppointReviewer command, Actor actor)
    {
        if (state.Plan is null) return Rules.PlanUnknown.Refuse();
        if (actor.Role is not (Role.Coordinator or Role.System)) return Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        if (command.Reviewer.Value is not { } name) return Rules.OrganisationUnlisted.Refuse("reviewer", ("organisation", ""));
        var why = Refused.Every(
            Words.Check<Partner>("memberOf", command.MemberOf),
            // The plan's own list is believed before the command's word.
            command.MemberOf == Partner.Government || state.Plan.Organisations.GetValueOrDefault(name, command.MemberOf) == Partner.Government
                ? Rules.ReviewerGovernment.Refuse("reviewer", ("organisation", name))
                : null,
            state.IsReviewer(command.Reviewer) ? Rules.ReviewerAppointedAlready.Refuse("reviewer", ("organisation", name)) : null,
            Wording.Required("reason", command.Reason));
        return why is not null ? why : new ReviewerAppointed(
            command.Reviewer, command.MemberOf, Wording.Public(command.Reason), command.Development ? true : null);
    }

    /// <summary>The coordinator makes the plan's own rule of proof stricter while it runs; never weaker.</summary>
    public static Outcome<PlanEvent> Tighten(PlanState state, TightenPolicy command, Actor actor, DateOnly today)
    {
        if (state.Plan is null) return Rules.PlanUnknown.Refuse();
        if (actor.Role != Role.Coordinator) return Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        if (today > state.Plan.End) return Rules.PlanOver.Refuse(null, ("end", PlanCalendar.Iso(state.Plan.End)));
        return Refused.Every(command.Asked().After(state.Policy), Wording.Required("reason", command.Reason)) is { } why
            ? why
            : new PolicyTightened(command.Asked(), today, Wording.Public(command.Reason));
    }

    /// <summary>The coordinator applies the plan's changed files.</summary>
    /// <param name="state">The plan.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="kept">Where what holds here goes on holding although the files say otherwise; null: nowhere.</param>
    /// <param name="actor">Who asks.</param>
    public static Outcome<PlanEvent> Amend(PlanState state, AmendPlan command, ImmutableSortedDictionary<string, string>? kept, Actor actor)
    {
        if (state.Plan is null) return Rules.PlanUnknown.Refuse();
        if (actor.Role != Role.Coordinator) return Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role)));
        if (command.Digest is not { Length: 64 } || !command.Digest.All(char.IsAsciiHexDigitLower)) return Rules.DigestInvalid.Refuse("digest");
        if (command.Digest == state.Digest) return Rules.AmendmentUnchanged.Refuse("digest");
        return Wording.Required("reason", command.Reason) is { } why ? why : new PlanAmended(command.Digest, Wording.Public(command.Reason), kept);
    }

    /// <summary>What a review of a whole plan is about: nobody who leads or supports anything in it is independent of it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="commitments">What evidence about each of its commitments is about.</param>
    public static EvidenceSubject Subject(PlanPublished plan, IEnumerable<EvidenceSubject> commitments)
    {
        var all = commitments.ToImmutableArray();
        return new(
            EvidenceId.OfPlan(plan.Plan),
            null,
            plan.Start,
            null,
            [.. all.SelectMany(one => one.Leads).Distinct()],
            [.. all.SelectMany(one => one.Supporters).Distinct()],
            plan.End,
            [.. all.SelectMany(one => one.Involved).Distinct()]);
    }

    private static bool Once(ImmutableArray<CommitmentNumber> commitments) =>
        !commitments.IsDefaultOrEmpty && commitments.All(one => one.Value is not null) && commitments.Distinct().Count() == commitments.Length;

    private static Refused? Organisation(KeyValuePair<string, Partner> named) =>
        OrganisationId.TryParse(named.Key, out _)
            ? Words.Check<Partner>("organisations", named.Value)
            : Rules.OrganisationUnlisted.Refuse("organisations", ("organisation", named.Key));

    private static Refused? Reviewer(PlanPublished plan, OrganisationId reviewer) =>
        Listed(plan, "reviewers", reviewer)
        ?? (plan.Organisations[reviewer.Value] == Partner.Government
            ? Rules.ReviewerGovernment.Refuse("reviewers", ("organisation", reviewer.Value))
            : null);

    private static Refused? Listed(PlanPublished plan, string field, OrganisationId organisation) =>
        organisation.Value is { } name && plan.Organisations.ContainsKey(name)
            ? null
            : Rules.OrganisationUnlisted.Refuse(field, ("organisation", organisation.Value ?? ""));

    private static Refused? Checkpoint(string day) =>
        day is ['B', _, _] && int.TryParse(day.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
        || DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || DateOnly.TryParseExact($"2028-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) // a leap year has every day
            ? null
            : Rules.CheckpointInvalid.Refuse("checkpoints", ("checkpoint", day));

    private static Refused? Texts(PlanPublished plan) =>
        Wording.All("title", plan.Title, required: true)
        ?? Wording.All("jurisdictionName", plan.JurisdictionName, required: true)
        ?? Wording.All("about", plan.About)
        ?? Wording.All("compiledBy", plan.CompiledBy)
        ?? Wording.Optional("source", plan.Source?.Value, TextLimits.Hard)
        ?? Wording.All("startUnknownBecause", plan.StartUnknownBecause)
        ?? Wording.Optional("endWords", plan.EndWords?.Value)
        ?? plan.FieldNames?.Select(pair => Wording.All($"fieldNames/{pair.Key}", pair.Value)).FirstOrDefault(why => why is not null);
}
