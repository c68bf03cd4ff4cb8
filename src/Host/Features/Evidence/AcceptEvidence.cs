using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>An independent reviewer of another organisation states the level that a piece of evidence shows.</summary>
public sealed class AcceptEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/acceptance", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<AcceptEvidence>(http, id))
        .TakesWrite<AcceptEvidence>(seen: true)
        .WithSummary("An independent reviewer of another organisation states the level that a piece of evidence shows.");
}

public sealed class AcceptEvidenceHandler(IGrainFactory grains, Handover handover, Contradictions contradictions) : IRequestHandler<Write<AcceptEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AcceptEvidence> request, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IEvidenceGrain>(request.Target.ToString());
        return handover.To(request, write => grain.Accept(write, contradictions.Of(request)));
    }
}
