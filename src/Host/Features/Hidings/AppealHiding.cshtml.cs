using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>The form by which somebody appeals against their words being hidden.</summary>
public sealed class AppealHidingPage(IMediator mediator, HistoryViews history, HidingViews hidings, Reader reader) : HidingForm(mediator, history, hidings, reader)
{
    public override string Form => "appeal-hiding";

    protected override IEnumerable<Type> Commands => [typeof(AppealHiding)];

    protected override Task<WriteOutcome?> Send()
    {
        return Send(Typed.Prose("reason", required: true) is { } reason ? new AppealHiding(reason) : null);
    }
}
