using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>A reviewer sends a piece of evidence back to be repaired.</summary>
public sealed class ReturnEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/return", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<ReturnEvidence>(http, id))
        .TakesWrite<ReturnEvidence>(seen: true)
        .WithSummary("A reviewer sends a piece of evidence back to be repaired.");
}

public sealed class ReturnEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ReturnEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ReturnEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Return);
}
