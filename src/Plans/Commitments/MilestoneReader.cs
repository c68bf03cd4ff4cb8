using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;
using Tracker.Plans.Workbooks;

namespace Tracker.Plans.Commitments;

/// <summary>What a milestone takes from its commitment where it does not say otherwise.</summary>
internal sealed record Inherited(CommitmentNumber Number, DateOnly End, OrganisationId? Lead, PriorityField Field);

/// <summary>Understands milestone rows: who is whose parent, and what each promises until when.</summary>
internal sealed class MilestoneReader(SourceFile source, PlanFacts plan, Inherited commitment)
{
    private const int Most = 200;

    public ImmutableSortedDictionary<string, Milestone> Read(ImmutableArray<MilestoneRow> rows, Place section)
    {
        var milestones = ImmutableSortedDictionary.CreateBuilder<string, Milestone>(StringComparer.Ordinal);
        if (rows.Length == 0)
        {
            source.Error(section, "milestones-missing", $"the commitment has no milestone", source.Cells is { } called
                ? Remark.Of($"fill a row for each of its milestones in the sheet `{called(WorkbookKeys.Milestones)}`")
                : Remark.Of($"write at least one row or heading: number, deliverable, due date"));
        }

        if (rows.Length > Most)
        {
            source.Error(rows[Most].Number.Place, "milestones-many", $"the commitment has {rows.Length} milestones", $"keep them to {Most}, in several commitments");
            return milestones.ToImmutable();
        }

        var numbered = Numbered(rows);
        var parents = numbered.Keys.Select(number => ParentOf(number, numbered)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (number, row) in numbered.OrderBy(pair => rows.IndexOf(pair.Value))) // a parent stands before or after its indicators
            milestones[number] = new Pending(source, plan, commitment, row, numbered, parents).Read(milestones.Count);
        return milestones.ToImmutable();
    }

    /// <summary>Rows by number, without those that have none or one that is taken.</summary>
    private Dictionary<string, MilestoneRow> Numbered(ImmutableArray<MilestoneRow> rows)
    {
        var numbered = new Dictionary<string, MilestoneRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Title.Text.Length == 0)
                source.Error(row.Title.Place, "milestone-title", $"this milestone has no deliverable", $"say in words what will be there when it is done");
            source.Checked(row.Title);
            if (row.Number.Text.Length == 0 && row.Within is null)
                source.Error(row.Number.Place, "milestone-number", $"this row has no number", $"number it, such as {commitment.Number}.1");
            if (row.Number.Text.Length == 0 || source.Named<MilestoneNumber>(row.Number, $"a number") is not { } number) continue;
            if (row.Number.Text == commitment.Number.Value)
                source.Error(row.Number.Place, "number-twice", $"{number} is the commitment's own number", $"number its milestones {number}.1, {number}.2");
            else if (!numbered.TryAdd(number.Value, row))
                source.Error(row.Number.Place, "number-twice", $"number {number} stands in line {numbered[number.Value].Number.Place.Line} already", $"give every milestone a number of its own");
            if (row.Within is { Length: > 0 } within && !row.Number.Text.StartsWith(within + ".", StringComparison.Ordinal))
                source.Error(row.Number.Place, "number-dangling", $"{number} stands beneath {within}, but its number does not go on from {within}", $"number it {within}.1, or move it");
        }

        foreach (var (number, row) in numbered)
        {
            if (Above(number) is { } above && above != commitment.Number.Value && !numbered.ContainsKey(above))
                source.Error(row.Number.Place, "number-dangling", $"{number} belongs beneath {above}, which is not here", $"add {above}, or begin the number with the commitment's, {commitment.Number}");
        }

        return numbered;
    }

    private static string? Above(string number) => number.LastIndexOf('.') is var dot and > 0 ? number[..dot] : null;

    private static string? ParentOf(string number, Dictionary<string, MilestoneRow> all) => Above(number) is { } above && all.ContainsKey(above) ? above : null;

    /// <summary>One row on its way to a milestone.</summary>
    private sealed class Pending(
        SourceFile source, PlanFacts plan, Inherited commitment, MilestoneRow row, Dictionary<string, MilestoneRow> all, HashSet<string> parents)
    {
        public Milestone Read(int order)
        {
            var number = row.Number.Text;
            var leaf = !parents.Contains(number);
            var start = row["Start"] is { } stated && !ValueWords.IsUnknown(stated.Text) ? Dates.DateReader.Read(source, stated) : null;
            var due = leaf
                ? new DueFields(source, plan, commitment.End).Read(row, row["Start"] is null ? plan.Start : start)
                : NoDue();
            if (start is { } first && plan.Start is { } planStart && first < planStart)
                source.Error(row["Start"]!.Place, "start-outside-plan", $"it begins before the plan, {Dates.DateReader.Iso(planStart)}", $"correct one of the two"); // a start was read, so it is there
            return new(
                ParentOf(number, all) is { } parent ? MilestoneNumber.Parse(parent) : null,
                order,
                !leaf ? null : row["Start"] is null ? plan.Start : start,
                due.Due,
                due.Unknown ? true : null,
                due.Recurs,
                due.Occurrences,
                Lead(),
                Field(),
                row["Weight"] is { } weight ? source.Amount(weight, above: 0) ?? 1 : 1,
                row["Budget"] is { } budget ? source.Amount(budget, above: -1) : null,
                Supporters(),
                Text(row.Title.Text)!, // a text that is there
                Text(row["Output"]),
                Text(due.Words),
                Text(row["Unknown because"]),
                Text(row["Note"]));
        }

        private DueResult NoDue()
        {
            foreach (var stated in new[] { row["Due"], row["Due text"], row["Recurs"] }.OfType<Piece>())
                source.Error(stated.Place, "due-on-parent", $"{row.Number.Text} has indicators: its dates come from theirs", $"move this to the indicators");
            return DueResult.None;
        }

        /// <summary>The lead stated nearest: its own, its parent's, the commitment's.</summary>
        private OrganisationId? Lead()
        {
            foreach (var one in Upwards())
            {
                if (one["Lead"] is not { } lead) continue;
                if (!ValueWords.IsUnknown(lead.Text)) return one == row ? source.Organisation(lead, plan) : Quietly(lead);
                if (one == row && row["Unknown because"] is null) source.NeedsReason(lead, "Unknown because");
                return null;
            }

            return commitment.Lead;
        }

        /// <summary>Its own row reports what is wrong with it.</summary>
        private OrganisationId? Quietly(Piece lead) =>
            OrganisationId.TryParse(lead.Text, out var id) && plan.Organisations.ContainsKey(id.Value) ? id : null;

        private PriorityField Field()
        {
            foreach (var one in Upwards())
            {
                if (one["Field"] is not { } field) continue;
                if (one == row) return source.PriorityField(field, plan) ?? commitment.Field;
                if (plan.Fields.Any(known => known.Value == field.Text)) return PriorityField.Parse(field.Text);
            }

            return commitment.Field;
        }

        private IEnumerable<MilestoneRow> Upwards()
        {
            for (string? number = row.Number.Text; number is not null; number = ParentOf(number, all)) yield return all[number];
        }

        private ImmutableArray<OrganisationId>? Supporters() => row["Supporters"] is { } stated
            ? [.. Pieces.Split(stated).Select(one => source.Organisation(one, plan)).OfType<OrganisationId>().Distinct()]
            : null;

        private ImmutableSortedDictionary<string, PublicText>? Text(Piece? piece) => piece is null ? null : Text(source.Checked(piece));

        private ImmutableSortedDictionary<string, PublicText>? Text(string? words) =>
            words is null ? null : Pieces.InFirst(words, plan.Languages);
    }
}
