using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Commitments;

/// <summary>
/// Whether a promise can stand in a plan's files: what is required of these is required of what an amendment leaves. So the plan that is
/// exported after any amendment is one that could be published. <see cref="Promises"/> asks whether it can be followed at all.
/// </summary>
internal static class Writable
{
    private const int MostMilestones = 200;

    /// <summary>So much of what is wrong is told at once.</summary>
    private const int MostTold = 50;

    private static readonly string[] s_mayBeUnknown = ["start", "end", "lead"];

    /// <summary>What is wrong with a promise that was not wrong with it before; null: nothing.</summary>
    public static Refused? Refusal(MilestoneTree before, CommitmentPublished after, PlanNames plan)
    {
        var was = Wrong(before.Promise, plan, before.Involved).Select(why => (why.Rule, why.Field)).ToHashSet();
        return Refused.Every([.. Wrong(after, plan, before.Involved).Where(why => !was.Contains((why.Rule, why.Field))).Take(MostTold)]);
    }

    private static IEnumerable<Refused> Wrong(CommitmentPublished promise, PlanNames plan, ImmutableArray<OrganisationId> involved) =>
        Texts(promise, plan).Concat(Facts(promise, plan)).Concat(Parties(promise, plan, involved))
            .Concat(promise.Milestones.SelectMany(pair => Milestone(promise, pair.Key, pair.Value, plan)))
            .OfType<Refused>();

    private static IEnumerable<Refused?> Texts(CommitmentPublished promise, PlanNames plan)
    {
        var own = promise.Languages[0].Value;
        return WritableTexts.Line("title", promise.Title, own, plan, required: true)
            .Concat(WritableTexts.Line("shortTitle", promise.ShortTitle, own, plan))
            .Concat(WritableTexts.Line("theme", promise.Theme, own, plan))
            .Concat(WritableTexts.Line("budgetSource", promise.BudgetSource, own, plan))
            .Concat(WritableTexts.Line("links", promise.Links, own, plan))
            .Concat(WritableTexts.Line("officer", promise.Officer, own, plan))
            .Concat(WritableTexts.Prose("brief", promise.Brief, own, plan))
            .Concat(WritableTexts.Prose("problem", promise.Problem, own, plan))
            .Concat(WritableTexts.Prose("description", promise.Description, own, plan))
            .Concat(WritableTexts.Prose("analysis", promise.Analysis, own, plan))
            // A translation is a file, and every file has a title.
            .Concat(promise.Languages.Where(language => !promise.Title.ContainsKey(language.Value)).Select(language => Rules.TextRequired.Refuse($"title/{language}")))
            .Append(promise.Source is { Value: { } address } ? Wording.Source("source", address) : null)
            .Append(promise.OfficerName is { Value: { } name } ? WritableTexts.OneLine("officerName", name) : null);
    }

    private static IEnumerable<Refused?> Facts(CommitmentPublished promise, PlanNames plan)
    {
        yield return Inside("start", promise.Start, promise);
        yield return Inside("end", promise.End, promise);
        yield return Amount("budget", promise.Budget);
        yield return Listed("field", promise.Field, plan);
        if (promise.Milestones.Count > MostMilestones)
            yield return Rules.MilestonesTooMany.Refuse("changes", ("most", MostMilestones.ToString(CultureInfo.InvariantCulture)));
        foreach (var area in promise.PolicyAreas is { IsDefault: false } areas ? areas : []) yield return Wording.Line("policyAreas", area, 512);
        yield return promise is { OgpId: { } id } ? Wording.Line("ogpId", id, 64) : null;
        yield return promise is { CarriedForwardFrom: { } from } ? Wording.Line("carriedForwardFrom", from, 64) : null;

        // What is unknown says why, and what is known says no such thing.
        foreach (var (name, texts) in promise.Unknown ?? ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PublicText>>.Empty)
        {
            if (IsKnown(promise, name)) yield return Rules.FieldValueInvalid.Refuse($"unknown/{name}", ("field", $"unknown/{name}"));
            foreach (var why in WritableTexts.Line($"unknown/{name}", texts, promise.Languages[0].Value, plan)) yield return why;
        }

        foreach (var name in s_mayBeUnknown)
        {
            if (!IsKnown(promise, name) && promise.Unknown?.ContainsKey(name) != true) yield return Rules.UnknownNeedsReason.Refuse(name, ("field", name));
        }
    }

    /// <summary>Only organisations that the plan names lead and support, each as of its partner; and nobody who judges is made a party.</summary>
    private static IEnumerable<Refused?> Parties(CommitmentPublished promise, PlanNames plan, ImmutableArray<OrganisationId> involved)
    {
        foreach (var (name, partner) in promise.Supporters)
        {
            yield return Party($"supporters/{name}", name);
            if (plan.Organisations.TryGetValue(name, out var its) && its != partner) yield return Rules.FieldValueInvalid.Refuse($"supporters/{name}", ("field", $"supporters/{name}"));
        }

        yield return promise.Lead is { } lead ? Party("lead", lead.Value) : null;
        foreach (var (number, one) in promise.Milestones)
        {
            yield return one.Lead is { } leads ? Party($"milestones/{number}/lead", leads.Value) : null;
            foreach (var supporter in one.Supporters is { IsDefault: false } named ? named : []) yield return Party($"milestones/{number}/supporters", supporter.Value);
        }

        Refused? Party(string field, string? name) =>
            name is null || !plan.Organisations.ContainsKey(name) ? Rules.OrganisationUnlisted.Refuse(field, ("organisation", name ?? ""))
            : plan.Apart.Any(one => one.Value == name) && !involved.Any(one => one.Value == name) ? Rules.JudgeMadeParty.Refuse(field, ("organisation", name))
            : null;
    }

    private static IEnumerable<Refused?> Milestone(CommitmentPublished promise, string number, Milestone one, PlanNames plan)
    {
        var (field, own) = ($"milestones/{number}", promise.Languages[0].Value);
        foreach (var why in WritableTexts.Line($"{field}/title", one.Title, own, plan, required: true)
            .Concat(WritableTexts.Plain($"{field}/output", one.Output, own, plan))
            .Concat(WritableTexts.Plain($"{field}/note", one.Note, own, plan))
            .Concat(WritableTexts.Plain($"{field}/unknownBecause", one.UnknownBecause, own, plan)))
            yield return why;

        foreach (var language in (one.Output?.Keys ?? []).Concat(one.Note?.Keys ?? []).Concat(one.UnknownBecause?.Keys ?? []).Where(language => !one.Title.ContainsKey(language)))
            yield return Rules.TextRequired.Refuse($"{field}/title/{language}");

        yield return Stands(promise, number, one);
        yield return Inside($"{field}/start", one.Start, promise);
        yield return Inside($"{field}/due", one.Due, promise);
        yield return Amount($"{field}/budget", one.Budget);
        yield return Amount($"{field}/weight", one.Weight);
        yield return Listed($"{field}/field", one.Field, plan);
        var reason = one.UnknownBecause?.ContainsKey(own) == true;
        if (one.Lead is null && LeadAbove(promise, one) is not null && !reason) yield return Rules.UnknownNeedsReason.Refuse($"{field}/lead", ("field", $"{field}/lead"));
        if (promise.Milestones.Values.Any(other => other.Parent?.Value == number))
        {
            if (one is not { Due: null, DueWords: null, Recurs: null, Unknown: not true }) yield return Rules.DueOnParent.Refuse($"{field}/due", ("number", number));
        }
        else if (one.Unknown == true)
        {
            yield return one.Due is null ? null : Rules.FieldValueInvalid.Refuse($"{field}/unknown", ("field", $"{field}/unknown"));
            yield return reason ? null : Rules.UnknownNeedsReason.Refuse($"{field}/unknown", ("field", $"{field}/unknown"));
        }
        else if (one is { Due: null, Recurs: null } && one.DueWords?.ContainsKey(own) != true)
        {
            yield return Rules.DueRequired.Refuse($"{field}/due", ("number", number));
        }
    }

    /// <summary>A milestone stands beneath the one whose number its own goes on from, or beneath the commitment.</summary>
    private static Refused? Stands(CommitmentPublished promise, string number, Milestone one)
    {
        var commitment = promise.Commitment.Number.Value;
        if (number == commitment) return Rules.NumberInvalid.Refuse($"milestones/{number}", ("number", number));
        var above = number.LastIndexOf('.') is var dot and > 0 ? number[..dot] : null;
        var isThere = above is not null && promise.Milestones.ContainsKey(above);
        return one.Parent?.Value == (isThere ? above : null) && (above is null || isThere || above == commitment)
            ? null
            : Rules.ParentUnknown.Refuse($"milestones/{number}/parent", ("number", number), ("parent", above ?? one.Parent?.Value ?? ""));
    }

    /// <summary>Where a milestone's lead is taken from when it has none of its own.</summary>
    internal static OrganisationId? LeadAbove(CommitmentPublished promise, Milestone one) =>
        one.Parent is { Value: { } parent } && promise.Milestones.TryGetValue(parent, out var above) ? above.Lead : promise.Lead;

    private static bool IsKnown(CommitmentPublished promise, string name) => name switch
    {
        "start" => promise.Start is not null,
        "end" => promise.End is not null,
        "lead" => promise.Lead is not null,
        _ => true, // nothing else may be unknown
    };

    private static Refused? Inside(string field, DateOnly? date, CommitmentPublished promise) =>
        date > promise.PlanEnd || date < promise.PlanStart ? Rules.DateOutsidePlan.Refuse(field, ("date", PlanCalendar.Iso(date.Value))) : null;

    private static Refused? Amount(string field, decimal? amount) =>
        amount is { } given && (given < 0 || given >= 1_000_000_000_000_000_000m || decimal.Round(given, 4) != given)
            ? Rules.FieldValueInvalid.Refuse(field, ("field", field))
            : null;

    private static Refused? Listed(string field, PriorityField priority, PlanNames plan) =>
        priority == PriorityField.Unassigned || plan.Fields.Contains(priority) ? null : Rules.FieldValueInvalid.Refuse(field, ("field", field));
}
