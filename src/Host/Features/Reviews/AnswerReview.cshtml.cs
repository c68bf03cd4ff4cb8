using MediatR;
using Tracker.Domain.Reviews;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Reviews;

/// <summary>The form by which an office answers a review.</summary>
public sealed class AnswerReviewPage(IMediator mediator, ReviewViews reviews, PlanClock clock, Reader reader)
    : ReviewForm<AnswerReview>(mediator, reviews, clock, reader)
{
    public override string Form => "answer-review";

    protected override Task<Domain.Refused?> Bars() => Asked(new AnswerReview("-"));

    protected override AnswerReview? Read() => Typed.Prose("answer", required: true) is { } text ? new(text) : null;
}
