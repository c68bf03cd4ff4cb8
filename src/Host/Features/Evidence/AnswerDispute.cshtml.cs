using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which the office that leads what is disputed answers.</summary>
public sealed class AnswerDisputePage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "answer-dispute";

    protected override IEnumerable<Type> Commands => [typeof(AnswerDispute)];

    protected override Task<Domain.Refused?> Bars() => Asked(new AnswerDispute("-"));

    protected override Task<WriteOutcome?> Send() =>
        Send(Typed.Prose("answer", required: true) is { } answer ? new AnswerDispute(answer) : null);
}
