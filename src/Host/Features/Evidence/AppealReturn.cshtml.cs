using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form for appealing against one's evidence having been sent back.</summary>
public sealed class AppealReturnPage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "appeal-return";

    protected override IEnumerable<Type> Commands => [typeof(AppealReturn)];

    protected override Task<WriteOutcome?> Send() =>
        Send(Typed.Prose("reason", required: true) is { } reason ? new AppealReturn(reason) : null);
}
