using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>A reviewer lets the world read what a visitor sent.</summary>
public sealed class ReleaseEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/release", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<ReleaseEvidence>(http, id))
        .TakesWrite<ReleaseEvidence>(seen: true)
        .WithSummary("An independent reviewer lets the world read what somebody sent without an account.");
}

public sealed class ReleaseEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ReleaseEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ReleaseEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Release);
}
