using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>A reviewer keeps what a visitor sent from the world.</summary>
public sealed class RefuseEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/refusal", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<RefuseEvidence>(http, id))
        .TakesWrite<RefuseEvidence>(seen: true)
        .WithSummary("An independent reviewer keeps what somebody sent without an account from the world, under a rule and with a reason.");
}

public sealed class RefuseEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<RefuseEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<RefuseEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Refuse);
}
