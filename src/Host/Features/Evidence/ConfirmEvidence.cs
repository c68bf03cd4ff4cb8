using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>An independent reviewer states the level that accepted evidence shows of a deliverable that was amended since.</summary>
public sealed class ConfirmEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/confirmation", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<ConfirmEvidence>(http, id))
        .TakesWrite<ConfirmEvidence>(seen: true)
        .WithSummary("An independent reviewer states the level that accepted evidence shows of a deliverable that was amended since.");
}

public sealed class ConfirmEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ConfirmEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ConfirmEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Confirm);
}
