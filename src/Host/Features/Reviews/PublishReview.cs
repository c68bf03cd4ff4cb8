using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Reviews;

/// <summary>An independent reviewer publishes a review of a leaf, of a commitment or of the whole plan.</summary>
public sealed class PublishReviewEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/plans/{plan}/commitments/{number}/milestones/{leaf}/reviews", (PlanId plan, CommitmentNumber number, MilestoneNumber leaf, HttpContext http) =>
                WriteDoor.Take<PublishReview>(http, new CommitmentId(plan, number), ("leaf", leaf.Value)))
            .TakesWrite<PublishReview>(seen: false, given: ["leaf"])
            .WithSummary("An independent reviewer publishes a review of a leaf.");
        api.MapPost("/plans/{plan}/commitments/{number}/reviews", (PlanId plan, CommitmentNumber number, HttpContext http) =>
                WriteDoor.Take<PublishReview>(http, new CommitmentId(plan, number), ("leaf", null)))
            .TakesWrite<PublishReview>(seen: false, given: ["leaf"])
            .WithName("PublishReviewOfCommitment")
            .WithSummary("An independent reviewer publishes a review of a whole commitment.");
        api.MapPost("/plans/{plan}/reviews", (PlanId plan, HttpContext http) => WriteDoor.Take<PublishReview>(http, plan, ("leaf", null)))
            .TakesWrite<PublishReview>(seen: false, given: ["leaf"])
            .WithName("PublishReviewOfPlan")
            .WithSummary("An independent reviewer publishes a review of a whole plan.");
    }
}

public sealed class PublishReviewHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<PublishReview>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<PublishReview> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(IdOf(request).Stream).PublishReview);

    /// <summary>An organisation has one review of a subject and a period: whoever sends it twice meets the first one there.</summary>
    private static EvidenceId IdOf(Write<PublishReview> request) => EvidenceId.OfReview(
        NewReview.Subject(request.Target), request.Command.Leaf, request.Actor.Organisation ?? default, request.Command.Period ?? request.Command.On);
}

/// <summary>The address of a review that is being made.</summary>
public static class NewReview
{
    /// <summary>The commitment, or what stands in its place for a whole plan.</summary>
    public static CommitmentId Subject(Target target) => target switch
    {
        Target.OfCommitment { Id: var commitment } => commitment,
        Target.OfPlan { Id: var plan } => EvidenceId.OfPlan(plan),
        _ => throw new ArgumentException("A review is of a commitment or of a plan.", nameof(target)),
    };
}
