using MediatR;
using Tracker.Domain.Reviews;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Reviews;

/// <summary>The form for taking a review back.</summary>
public sealed class WithdrawReviewPage(IMediator mediator, ReviewViews reviews, PlanClock clock, Reader reader)
    : ReviewForm<WithdrawReview>(mediator, reviews, clock, reader)
{
    public override string Form => "withdraw-review";

    protected override Task<Domain.Refused?> Bars() => Asked(new WithdrawReview("-"));

    protected override WithdrawReview? Read() => Typed.Prose("reason", required: true) is { } text ? new(text) : null;
}
