using System.Collections.Immutable;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Reviews;

/// <summary>The form by which a third organisation decides between a review and what differs from it.</summary>
public sealed class DecideDifferencePage(IMediator mediator, ReviewViews reviews, EvidenceViews evidence, PlanClock clock, Reader reader)
    : ReviewForm<DecideDifference>(mediator, reviews, clock, reader)
{
    public override string Form => "decide-difference";

    /// <summary>What differs from it.</summary>
    public ImmutableArray<EvidenceRow> Others { get; private set; } = [];

    public IEnumerable<Fields.Option> Findings(Speech T) => Others.Select(row => new Fields.Option(
        row.Id.Value, Chips.TitleOf(T, row), $"{row.By?.Text(T.Language)}: {(row.Level is { } level ? T.Of(level) : T["not-stated"])}"));

    public static IEnumerable<Fields.Option> Outcomes(Speech T) =>
    [
        new("upheld", T["decide-difference.upheld"], T["decide-difference.upheld-what"]),
        new("settled", T["decide-difference.settled"], T["decide-difference.settled-what"]),
    ];

    protected override bool Find()
    {
        if (!base.Find()) return false;
        Others = evidence.Rows(View.Row.Differs);
        return true;
    }

    protected override void Prefill()
    {
        if (Others is [var only]) Typed["other"] = only.Id.Value;
    }

    /// <summary>Whoever may decide it with one of the others has something to choose; where nothing differs, nothing can be decided.</summary>
    protected override async Task<Refused?> Bars()
    {
        Refused? first = null;
        foreach (var other in Others)
        {
            if (await Asked(new DecideDifference(other.Id, DisputeOutcome.Settled, "-")) is not { } why) return null;
            first ??= why;
        }

        return first ?? await Asked(new DecideDifference(View.Row.Id, DisputeOutcome.Settled, "-"));
    }

    protected override DecideDifference? Read()
    {
        var outcome = Typed.Choice<DisputeOutcome>("outcome", required: true);
        var reason = Typed.Prose("reason", required: true);
        if (!EvidenceId.TryParse(Typed["other"], out var other)) Typed.Refuse("other", Rules.ValueUnknown.Refuse("other"));
        return outcome is not { } decided || reason is null || Typed.Wrong.Count > 0 ? null : new(other, decided, reason);
    }
}
