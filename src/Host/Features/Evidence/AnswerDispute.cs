using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>The office that leads what is disputed answers, with its reasons.</summary>
public sealed class AnswerDisputeEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/answer", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<AnswerDispute>(http, id))
        .TakesWrite<AnswerDispute>(seen: true)
        .WithSummary("The office that leads what is disputed answers, with its reasons.");
}

public sealed class AnswerDisputeHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AnswerDispute>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AnswerDispute> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).AnswerDispute);
}
