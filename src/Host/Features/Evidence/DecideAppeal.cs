using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>A reviewer of another organisation decides an appeal, once.</summary>
public sealed class DecideAppealEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/decision", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<DecideAppeal>(http, id))
        .TakesWrite<DecideAppeal>(seen: true)
        .WithSummary("A reviewer of another organisation decides an appeal, once.");
}

public sealed class DecideAppealHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DecideAppeal>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DecideAppeal> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).DecideAppeal);
}
