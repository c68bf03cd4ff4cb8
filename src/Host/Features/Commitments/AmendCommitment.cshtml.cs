using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Commitments;

/// <summary>How a field is filled in.</summary>
public enum AmendedInput
{
    /// <summary>One line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Prose,

    /// <summary>A date.</summary>
    Date,

    /// <summary>An organisation that the plan names.</summary>
    Organisation,
}

/// <summary>A field that can be put otherwise.</summary>
/// <param name="Path">As <see cref="PromiseFields"/> names it; also the control's name.</param>
/// <param name="Input">How it is filled in.</param>
/// <param name="Now">What it says; empty: nothing.</param>
public sealed record AmendedItem(string Path, AmendedInput Input, string Now)
{
    /// <summary>It says why something that a promise has is not known: as plan files say it.</summary>
    public bool Because => Path.StartsWith("unknown/", StringComparison.Ordinal) || Path.Contains("/unknownBecause/", StringComparison.Ordinal);

    /// <summary>A title is never taken away.</summary>
    public bool Required => Path.Contains("title/", StringComparison.Ordinal) && Now.Length > 0;

    /// <summary>A date as a field of a promise holds it.</summary>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The form by which a coordinator puts otherwise what is promised: a milestone where one is named, else the commitment's own fields.</summary>
public sealed class AmendCommitmentPage(IMediator mediator, CommitmentViews commitments, PlanViews plans, PlanClock clock, Reader reader)
    : CommitmentForm<AmendCommitment>(mediator, commitments, clock, reader)
{
    public override string Form => "amend-commitment";

    /// <summary>The milestone; null: the commitment.</summary>
    public MilestoneView? Milestone { get; private set; }

    public ImmutableArray<AmendedItem> Items { get; private set; } = [];

    public override string? Label(string field) => Items.FirstOrDefault(item => item.Path == field) is { } item
        // "unknown/end/id" is the reason for the end, and a name like any other.
        ? FieldNames.Of(Reading.T, item.Path.StartsWith("unknown/", StringComparison.Ordinal) ? $"unknownBecause/{item.Path["unknown/".Length..]}" : item.Path)
        : null;

    /// <summary>The reasons for what is not known, after everything else.</summary>
    public IEnumerable<AmendedItem> Unknown => Items.Where(item => item.Because);

    /// <summary>Whether there is something to read or to repair among them.</summary>
    public bool UnknownOpen => Unknown.Any(item => Typed[item.Path].Length > 0) || Typed.Wrong.Any(wrong => Label(wrong.Field) is not null && Typed[wrong.Field].Length == 0);

    /// <summary>Everybody whom the plan names.</summary>
    public IEnumerable<Fields.Option> Organisations(string language) => plans.Plan(View.Id.Plan, View.Plan.Today) is { } plan
        ? plan.Organisations.Select(one => new Fields.Option(one.Id.Value, one.Text(language)))
        : [];

    protected override bool Find()
    {
        if (!base.Find()) return false;
        if (RouteData.Values["leaf"] is string leaf && (Milestone = View.Milestones.FirstOrDefault(one => one.Standing.Number.Value == leaf)) is null) return false;
        Items = Milestone is { } milestone ? [.. Of(milestone)] : [.. Of(View)];
        return true;
    }

    protected override void Prefill()
    {
        foreach (var item in Items) Typed[item.Path] = item.Now;
    }

    protected override AmendCommitment? Read()
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        foreach (var item in Items)
        {
            var value = item.Input switch
            {
                AmendedInput.Date => Typed.Date(item.Path) is { } date ? AmendedItem.Iso(date) : null,
                AmendedInput.Prose => Typed.Prose(item.Path, item.Required),
                _ => Typed.Text(item.Path, item.Required),
            };
            if ((value ?? "") != item.Now) changes.Add(new(item.Path, value));
        }

        if (changes.Count == 0 && Typed.Wrong.Count == 0) Typed.Refuse("", Rules.AmendmentUnchanged.Refuse());
        var reason = Typed.Prose("reason", required: true) ?? "";
        return changes.Count == 0 ? null : new(changes.ToImmutable(), reason);
    }

    private IEnumerable<AmendedItem> Of(MilestoneView milestone)
    {
        var path = $"milestones/{milestone.Standing.Number}";
        return Texts($"{path}/title", milestone.Title, AmendedInput.Line)
            .Concat(Texts($"{path}/output", milestone.Output, AmendedInput.Prose))
            .Concat(Texts($"{path}/note", milestone.Note, AmendedInput.Prose))
            .Append(new($"{path}/lead", AmendedInput.Organisation, milestone.Lead?.Id.Value ?? ""))
            .Append(new($"{path}/weight", AmendedInput.Line, milestone.Weight.ToString(CultureInfo.InvariantCulture)))
            .Concat(Texts($"{path}/unknownBecause", milestone.UnknownBecause, AmendedInput.Line))
            // A date that is there is moved by the office, and not amended.
            .Concat(milestone.Standing is { Leaf: true, Due: null } ? [new($"{path}/due", AmendedInput.Date, "")] : []);
    }

    private IEnumerable<AmendedItem> Of(CommitmentView view) => Texts("title", view.Title, AmendedInput.Line)
        .Concat(Texts("brief", view.Brief, AmendedInput.Prose))
        .Concat(Texts("problem", view.Problem, AmendedInput.Prose))
        .Concat(Texts("description", view.Description, AmendedInput.Prose))
        .Concat(Texts("analysis", view.Analysis, AmendedInput.Prose))
        .Append(new("lead", AmendedInput.Organisation, view.Lead?.Id.Value ?? ""))
        .Append(new("start", AmendedInput.Date, view.Start is { } start ? AmendedItem.Iso(start) : ""))
        .Append(new("end", AmendedInput.Date, view.End is { } end ? AmendedItem.Iso(end) : ""))
        .Concat(s_mayBeUnknown.SelectMany(field => Texts($"unknown/{field}", view.Unknown.FirstOrDefault(one => one.Field == field)?.Because, AmendedInput.Line)));

    private static readonly string[] s_mayBeUnknown = ["lead", "start", "end"];

    private IEnumerable<AmendedItem> Texts(string path, Projections.Words? words, AmendedInput input) => View.Plan.Languages.Select(language =>
        new AmendedItem($"{path}/{language}", input, words?.Versions.FirstOrDefault(one => one.Language == language)?.Text ?? ""));
}
