using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Reviews;

/// <summary>Its organisation takes a review back; that it was there stays visible.</summary>
public sealed class WithdrawReviewEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/reviews/{id}/withdrawal", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<WithdrawReview>(http, id))
        .TakesWrite<WithdrawReview>(seen: true)
        .WithSummary("Its organisation takes a review back; that it was there stays visible.");
}

public sealed class WithdrawReviewHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<WithdrawReview>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<WithdrawReview> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).WithdrawReview);
}
