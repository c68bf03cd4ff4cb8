using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Commitments;

/// <summary>What an amendment does to a promise: asked before it is recorded, and done when it is folded.</summary>
internal static class Amendments
{
    /// <summary>The event that these changes are, or why they cannot be.</summary>
    public static Outcome<CommitmentEvent> Of(Terms terms, AmendCommitment command, PlanNames plan, DateOnly today)
    {
        var promise = terms.Tree.Promise;
        if (command.Changes.IsDefaultOrEmpty || command.Changes.Length > AmendCommitment.MostFields
            || command.Changes.DistinctBy(change => change?.Field).Count() != command.Changes.Length)
            return Rules.AmendmentFields.Refuse("changes", ("most", AmendCommitment.MostFields.ToString(CultureInfo.InvariantCulture)));
        var now = PromiseFields.Of(promise);
        var changes = new List<(string Field, string? Before, string? After)>();
        var moves = new List<MilestoneRescheduled>();
        var wrong = new List<Refused?>();
        foreach (var change in command.Changes)
        {
            // A coordinator moves a date by the plan's files alone, and it is moved like by anybody: the first one stays.
            if (command.FromFiles && MovedLeaf(terms, change) is { } leaf && DateOnly.TryParseExact(change!.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)) // a leaf was named
            {
                if (terms.WithdrawnSince(leaf) is { } gone) return Rules.MilestoneWithdrawn.Refuse(change.Field, ("leaf", leaf.Value), ("on", PlanCalendar.Iso(gone)));
                if (Moved(terms, leaf, due, today, change.Field) is { } unmoved) wrong.Add(unmoved);
                else moves.Add(new(leaf, due, terms.DueOf(leaf)!.Value, today, Wording.Public(command.Reason), true)); // a leaf that is moved has a date
                continue;
            }

            if (!PromiseFields.IsAmendable(change?.Field) || IsFixed(promise, change!.Field) || (!command.FromFiles && IsReadFromFiles(change.Field))) // amendable fields have a name
            {
                wrong.Add(Rules.FieldNotAmendable.Refuse(change?.Field, ("field", Short(change?.Field))));
                continue;
            }

            if (PromiseFields.MilestoneOf(change.Field) is { } of && promise.Milestones.ContainsKey(of.Value) && terms.WithdrawnSince(of) is { } since)
                return Rules.MilestoneWithdrawn.Refuse(change.Field, ("leaf", of.Value), ("on", PlanCalendar.Iso(since)));
            if (Wording.Optional(change.Field, change.Value, TextLimits.Hard) is { } unfit) wrong.Add(unfit);
            else if (!PromiseFields.TryRead(change.Field, change.Value, out var value))
                wrong.Add(PromiseFields.IsNumber(change.Field) ? Rules.NumberMalformed.Refuse(change.Field) : Rules.FieldValueInvalid.Refuse(change.Field, ("field", change.Field)));
            else if (now.GetValueOrDefault(change.Field) is var before && before != value) changes.Add((change.Field, before, value));
        }

        // The other changes are asked by themselves: what they would leave is told with what cannot be read at all.
        if (wrong.Count > 0) return Refused.Every([.. wrong, Left(), Wording.Required("reason", command.Reason)])!; // there is one
        if (changes.Count == 0 && moves.Count == 0) return Rules.AmendmentUnchanged.Refuse("changes");
        if (changes.Count == 0) return Wording.Required("reason", command.Reason) is { } unsaid ? unsaid : new Outcome<CommitmentEvent>.Accepted([.. moves]);
        changes.AddRange(Completed(promise, changes));
        changes.AddRange(Following(promise, changes));
        if (changes.Sum(change => Bytes(change.Before) + Bytes(change.After)) > AmendCommitment.MostBytes)
            return Rules.AmendmentTooLarge.Refuse("changes", ("kibibytes", (AmendCommitment.MostBytes / 1024).ToString(CultureInfo.InvariantCulture)));
        if (PromiseFields.With(promise, changes.Select(change => (change.Field, change.After))) is not { } amended)
            return Rules.FieldValueInvalid.Refuse("changes", ("field", changes[0].Field));
        var why = Refused.Every(Unfit(amended), Wording.Required("reason", command.Reason));
        return why is not null ? why : new Outcome<CommitmentEvent>.Accepted([.. moves, Event()]);

        Refused? Unfit(CommitmentPublished left) => Promises.Check(left) ?? Kept(promise, left) ?? Writable.Refusal(terms.Tree, left, plan);

        Refused? Left() => PromiseFields.With(promise, changes.Concat(Completed(promise, changes)).Select(change => (change.Field, change.After))) is { } left ? Promises.Check(left) : null;

        CommitmentAmended Event() => new(
            today,
            Facts(changes.Where(change => !PromiseFields.IsText(change.Field))),
            Texts(changes.Where(change => PromiseFields.IsText(change.Field) && change.Field != OfficerName)),
            changes.Exists(change => change.Field == OfficerName) ? true : null,
            changes.Find(change => change.Field == OfficerName) is { After: { } name } ? new PersonalText(name) : null,
            Wording.Public(command.Reason),
            command.FromFiles ? true : null);
    }

    /// <summary>Facts that were put otherwise, by field; null: none.</summary>
    public static ImmutableSortedDictionary<string, AmendedFact>? Facts(IEnumerable<(string Field, string? Before, string? After)> changes) =>
        changes.ToImmutableSortedDictionary(change => change.Field, change => new AmendedFact(change.Before, change.After), StringComparer.Ordinal) is { IsEmpty: false } facts
            ? facts
            : null;

    /// <summary>Words that were put otherwise, by 01, 02…; null: none.</summary>
    public static ImmutableSortedDictionary<string, AmendedText>? Texts(IEnumerable<(string Field, string? Before, string? After)> changes)
    {
        var texts = changes.Index().ToImmutableSortedDictionary(
            one => (one.Index + 1).ToString("00", CultureInfo.InvariantCulture),
            one => new AmendedText(one.Item.Field, one.Item.Before is null ? true : null, Words(one.Item.Before), Words(one.Item.After)),
            StringComparer.Ordinal);
        return texts.IsEmpty ? null : texts;

        static PublicText? Words(string? text) => text is null ? null : new(text);
    }

    /// <summary>The promise as an amendment left it. Total: what cannot be read changes nothing.</summary>
    public static CommitmentPublished Done(CommitmentPublished promise, CommitmentAmended amended)
    {
        var changes = (amended.Facts ?? ImmutableSortedDictionary<string, AmendedFact>.Empty).Select(one => (one.Key, one.Value.After))
            .Concat((amended.Texts ?? ImmutableSortedDictionary<string, AmendedText>.Empty).Values.Select(one => (one.Field, one.After?.Value)));
        if (amended.OfficerRenamed == true) changes = changes.Append((OfficerName, amended.OfficerName?.Value));
        return PromiseFields.With(promise, changes) ?? promise;
    }

    /// <summary>The milestones whose deliverable it puts otherwise; null among them: the commitment as a whole. A translation that is added changes none.</summary>
    public static IEnumerable<MilestoneNumber?> Deliverables(CommitmentAmended amended) =>
        (amended.Texts ?? ImmutableSortedDictionary<string, AmendedText>.Empty).Values
            .Where(one => one.Added != true && PromiseFields.IsDeliverable(one.Field))
            .Select(one => PromiseFields.MilestoneOf(one.Field))
            .Distinct();

    /// <summary>Why a due date cannot be moved there; null: it can.</summary>
    public static Refused? Moved(Terms terms, MilestoneNumber leaf, DateOnly due, DateOnly today, string field)
    {
        var end = terms.Tree.Promise.PlanEnd;
        return (due == terms.DueOf(leaf) ? Rules.ScheduleUnchanged.Refuse(field, ("due", PlanCalendar.Iso(due))) : null)
            ?? (due < today ? Rules.SchedulePast.Refuse(field, ("due", PlanCalendar.Iso(due)), ("today", PlanCalendar.Iso(today))) : null)
            ?? (due > end ? Rules.ScheduleAfterPlan.Refuse(field, ("due", PlanCalendar.Iso(due)), ("end", PlanCalendar.Iso(end))) : null)
            ?? Promises.Period(terms.Tree[leaf].Start, due, field);
    }

    private const string OfficerName = "officerName";

    /// <summary>The leaf whose date, which is there, a change moves; null: it moves none.</summary>
    private static MilestoneNumber? MovedLeaf(Terms terms, FieldChange? change) =>
        change is { Field: { } field, Value: not null } && field.EndsWith("/due", StringComparison.Ordinal) && PromiseFields.MilestoneOf(field) is { } number
        && terms.Tree.Promise.Milestones.TryGetValue(number.Value, out var known) && terms.Tree.IsLeaf(number) && known is { Due: not null, Recurs: null }
            ? number
            : null;

    /// <summary>What a milestone is once and for all; and a date that is there is moved, which keeps it.</summary>
    public static bool IsFixed(CommitmentPublished promise, string field)
    {
        if (PromiseFields.MilestoneOf(field) is not { } number || !promise.Milestones.TryGetValue(number.Value, out var known)) return false;
        return field.Split('/')[^1] switch
        {
            "parent" or "order" or "recurs" or "occurrences" => true,
            "due" => known.Due is not null || known.Recurs is not null,
            "start" => known.Recurs is not null, // its dates are counted from there
            _ => false,
        };
    }

    /// <summary>Whoever reads files reads words as days and a rhythm as dates; nobody else can.</summary>
    private static bool IsReadFromFiles(string field) => field.Split('/') is ["milestones", _, "dueWords" or "recurs" or "occurrences", ..];

    /// <summary>What a new milestone takes over where nothing is said of it: the commitment's field and lead, the last place, the weight of one.</summary>
    private static List<(string Field, string? Before, string? After)> Completed(
        CommitmentPublished promise, List<(string Field, string? Before, string? After)> changes)
    {
        var more = new List<(string Field, string? Before, string? After)>();
        var place = promise.Milestones.Values.Max(one => one.Order);
        foreach (var number in changes.Select(change => PromiseFields.MilestoneOf(change.Field)?.Value).OfType<string>().Distinct())
        {
            if (promise.Milestones.ContainsKey(number)) continue;
            Say("order", (++place).ToString(CultureInfo.InvariantCulture));
            Say("weight", "1");
            Say("field", promise.Field.Value);
            // The one whose number it goes on from, where that is there.
            if (number.LastIndexOf('.') is var dot and > 0 && (promise.Milestones.ContainsKey(number[..dot]) || changes.Exists(change => change.Field.StartsWith($"milestones/{number[..dot]}/", StringComparison.Ordinal))))
                Say("parent", number[..dot]);
            Say("lead", promise.Lead?.Value);

            void Say(string name, string? value)
            {
                var field = $"milestones/{number}/{name}";
                if (value is not null && !changes.Exists(change => change.Field == field)) more.Add((field, null, value));
            }
        }

        return more;
    }

    /// <summary>What follows from a value that was unknown and now is known: the reason falls away, and whoever took the lead over takes it over still.</summary>
    private static List<(string Field, string? Before, string? After)> Following(
        CommitmentPublished promise, List<(string Field, string? Before, string? After)> changes)
    {
        var more = new List<(string Field, string? Before, string? After)>();
        foreach (var name in new[] { "start", "end", "lead" })
        {
            if (!changes.Exists(change => change.Field == name && change.Before is null)) continue;
            foreach (var (language, because) in promise.Unknown?.GetValueOrDefault(name) ?? ImmutableSortedDictionary<string, PublicText>.Empty)
                Say($"unknown/{name}/{language}", because.Value, null);
        }

        foreach (var (number, one) in promise.Milestones)
        {
            if (one.Unknown == true && changes.Exists(change => change.Field == $"milestones/{number}/due")) Say($"milestones/{number}/unknown", "true", null);
        }

        if (PromiseFields.With(promise, changes.Concat(more).Select(change => (change.Field, change.After))) is not { } amended) return more;
        foreach (var number in new MilestoneTree(amended).Numbers)
        {
            var (one, was) = (amended.Milestones[number.Value], promise.Milestones.GetValueOrDefault(number.Value));
            if (one.Lead is not null || was is not { Lead: null } || Writable.LeadAbove(promise, was) is not null || Writable.LeadAbove(amended, one) is not { } lead) continue;
            if (changes.Exists(change => change.Field == $"milestones/{number}/lead") || one.UnknownBecause?.ContainsKey(promise.Languages[0].Value) == true) continue;
            Say($"milestones/{number}/lead", null, lead.Value);
            amended = amended with { Milestones = amended.Milestones.SetItem(number.Value, one with { Lead = lead }) };
        }

        return more;

        void Say(string field, string? before, string? after)
        {
            if (!changes.Exists(change => change.Field == field)) more.Add((field, before, after));
        }
    }

    /// <summary>No leaf that is reported on turns into a parent, and nothing new is due after the plan.</summary>
    private static Refused? Kept(CommitmentPublished promise, CommitmentPublished amended)
    {
        var (before, after) = (new MilestoneTree(promise), new MilestoneTree(amended));
        foreach (var leaf in before.Leaves)
        {
            if (!after.IsLeaf(leaf)) return Rules.LeafBecomesParent.Refuse($"milestones/{leaf}", ("number", leaf.Value));
        }

        foreach (var (number, one) in amended.Milestones)
        {
            if (one.Due > amended.PlanEnd && promise.Milestones.GetValueOrDefault(number)?.Due != one.Due)
                return Rules.ScheduleAfterPlan.Refuse($"milestones/{number}/due", ("due", PlanCalendar.Iso(one.Due.Value)), ("end", PlanCalendar.Iso(amended.PlanEnd)));
        }

        return null;
    }

    private static int Bytes(string? value) => value is null ? 0 : Encoding.UTF8.GetByteCount(value);

    private static string Short(string? field) => field is null ? "" : field.Length <= 80 ? field : string.Concat(field.AsSpan(0, 80), "…");
}
