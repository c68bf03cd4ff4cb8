using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>The form by which whoever has its tracking number appeals against a piece having been sent back.</summary>
public sealed class SubmissionReturnPage(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "appeal-return";

    public TrackingNumber Number { get; private set; }

    protected override bool NeedsAccount => false;

    protected override IEnumerable<Type> Commands => [typeof(AppealReturn)];

    protected override bool Find()
    {
        if (Tracked(RouteData.Values["trackingNumber"] as string) is not var (number, view)) return false;
        (Number, View) = (number, view);
        return true;
    }

    protected override Domain.Organisations.Actor ActorFor<TCommand>() => Number.Visitor;

    /// <summary>It has no words of its own: the rule says why.</summary>
    protected override Task<WriteOutcome?> Send() => Send(new AppealReturn(""));

    protected override string Shown(WriteOutcome.Done done) => Recorded(Reader.To.Submission(Number.Shown), done);
}
