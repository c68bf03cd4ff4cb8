using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Reviews;

/// <summary>The office that leads what was reviewed answers, once.</summary>
public sealed class AnswerReviewEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/reviews/{id}/answer", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<AnswerReview>(http, id))
        .TakesWrite<AnswerReview>(seen: true)
        .WithSummary("The office that leads what was reviewed answers, once.");
}

public sealed class AnswerReviewHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AnswerReview>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AnswerReview> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).AnswerReview);
}
