using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>The organisation that sent a piece of evidence appeals against its return.</summary>
public sealed class AppealReturnEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/appeal", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<AppealReturn>(http, id))
        .TakesWrite<AppealReturn>(seen: true)
        .WithSummary("The organisation that sent a piece of evidence appeals against its return.");
}

public sealed class AppealReturnHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AppealReturn>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AppealReturn> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).AppealReturn);
}
