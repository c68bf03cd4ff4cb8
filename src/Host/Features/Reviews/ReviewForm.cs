using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Reviews;

/// <summary>What the forms about one review share: which review, and which version of it was seen.</summary>
public abstract class ReviewForm<TCommand>(IMediator mediator, ReviewViews reviews, PlanClock clock, Reader reader) : FormPage<TCommand>(mediator)
    where TCommand : class
{
    public EvidenceView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => View.Row.Id;

    protected override long? Version => View.Row.Version;

    protected override bool Find()
    {
        if (!EvidenceId.TryParse(RouteData.Values["id"] as string, out var id) || reviews.Review(id, clock.Today(id.Commitment.Plan)) is not { } view) return false;
        View = view;
        return true;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.ReviewPage(View.Row.Id), done);
}
