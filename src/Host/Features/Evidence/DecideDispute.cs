using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>A reviewer of a third organisation settles or upholds a dispute, with a reason.</summary>
public sealed class DecideDisputeEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/settlement", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<DecideDispute>(http, id))
        .TakesWrite<DecideDispute>(seen: true)
        .WithSummary("A reviewer of a third organisation settles or upholds a dispute, with a reason.");
}

public sealed class DecideDisputeHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DecideDispute>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DecideDispute> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).DecideDispute);
}
