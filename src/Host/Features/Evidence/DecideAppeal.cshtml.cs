using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which another organisation decides an appeal.</summary>
public sealed class DecideAppealPage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "decide-appeal";

    protected override IEnumerable<Type> Commands => [typeof(DecideAppeal)];

    public IEnumerable<Fields.Option> Outcomes(Speech T) =>
    [
        new("stands", T["decide-appeal.stands"], T["decide-appeal.stands-what"]),
        new("overturned", T["decide-appeal.overturned"], T["decide-appeal.overturned-what"]),
    ];

    protected override Task<Domain.Refused?> Bars() => Asked(new DecideAppeal(AppealOutcome.Stands, "-"));

    protected override Task<WriteOutcome?> Send()
    {
        var outcome = Typed.Choice<AppealOutcome>("outcome", required: true);
        var reason = Typed.Prose("reason", required: true);
        return Send(outcome is null || reason is null ? null : new DecideAppeal(outcome.Value, reason));
    }
}
