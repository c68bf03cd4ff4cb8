using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>The form by which a coordinator hides the words of an entry.</summary>
public sealed class HideTextPage(IMediator mediator, HistoryViews history, HidingViews hidings, Reader reader) : HidingForm(mediator, history, hidings, reader)
{
    public override string Form => "hide-text";

    protected override IEnumerable<Type> Commands => [typeof(HideText)];

    protected override Task<Domain.Refused?> Bars() => Asked(new HideText(Ground.Personal, "-"));

    protected override Task<WriteOutcome?> Send()
    {
        var ground = Typed.Choice<Ground>("ground", required: true);
        var reason = Typed.Prose("reason", required: true);
        return Send(ground is null || reason is null ? null : new HideText(ground.Value, reason));
    }
}
