using System.Collections.Immutable;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>The form by which a coordinator adds a milestone to a running plan: an amendment whose fields are all of a milestone that is not there yet.</summary>
public sealed class AddMilestonePage(IMediator mediator, CommitmentViews commitments, PlanViews plans, PlanClock clock, Reader reader)
    : CommitmentForm<AmendCommitment>(mediator, commitments, clock, reader)
{
    public override string Form => "add-milestone";

    /// <summary>The plan's languages; the title is asked for in the first.</summary>
    public IEnumerable<string> Languages => View.Plan.Languages;

    /// <summary>What the new one can be an indicator of: a milestone that is reported on itself never becomes a parent.</summary>
    public IEnumerable<Fields.Option> Parents => View.Milestones
        .Where(milestone => !milestone.Standing.Leaf && milestone.Standing.Withdrawn is null)
        .Select(milestone => new Fields.Option(milestone.Standing.Number.Value, $"{milestone.Standing.Number} {milestone.Title.In(Reading.Language)?.Text}"));

    /// <summary>Everybody whom the plan names.</summary>
    public IEnumerable<Fields.Option> Organisations => plans.Plan(View.Id.Plan, View.Plan.Today) is { } plan
        ? plan.Organisations.Select(one => new Fields.Option(one.Id.Value, one.Text(Reading.Language)))
        : [];

    public override string? Label(string field) => field.Split('/') is ["title" or "output" or "unknownBecause", _] ? FieldNames.Of(Reading.T, field) : null;

    protected override void Prefill() => Typed["lead"] = View.Lead?.Id.Value ?? "";

    protected override string Control(string field) => field.Split('/') is ["milestones", _, .. var rest]
        ? rest is [] or ["order" or "field"] ? "number" : string.Join('/', rest)
        : field;

    protected override AmendCommitment? Read()
    {
        if (Typed.Text("number", required: true) is { } text)
        {
            if (!MilestoneNumber.TryParse(text, out _)) Typed.Refuse("number", "milestone-number-malformed", "A number is made of letters, digits and dots, such as 1.4.");
            else if (View.Milestones.Any(milestone => milestone.Standing.Number.Value == text)) Typed.Refuse("number", "milestone-exists", "There is a milestone with this number already.");
        }

        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        Say("parent", Typed.Text("parent"));
        foreach (var (index, language) in Languages.Index())
        {
            Say($"title/{language}", Typed.Text($"title/{language}", required: index == 0));
            Say($"output/{language}", Typed.Prose($"output/{language}"));
        }

        Say("lead", Typed.Text("lead"));
        Say("start", Iso("start"));
        Say("due", Iso("due"));
        foreach (var language in Languages) Say($"unknownBecause/{language}", Typed.Text($"unknownBecause/{language}"));
        if (Typed["due"].Length == 0 && changes.Any(change => change.Field.Contains("/unknownBecause/", StringComparison.Ordinal))) Say("unknown", "true");
        Say("weight", Typed.Text("weight"));
        var reason = Typed.Prose("reason", required: true);
        // Every field stands under the number: without one nothing can be asked about them.
        return Typed.Wrong.Any(wrong => wrong.Field == "number") ? null : new(changes.ToImmutable(), reason ?? "");

        void Say(string field, string? value)
        {
            if (value is not null) changes.Add(new($"milestones/{Typed["number"].Trim()}/{field}", value));
        }

        string? Iso(string field) => Typed.Date(field) is { } date ? AmendedItem.Iso(date) : null;
    }
}
