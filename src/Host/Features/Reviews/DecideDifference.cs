using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Reviews;

/// <summary>A reviewer of a third organisation decides which of two findings holds that differ.</summary>
public sealed class DecideDifferenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/reviews/{id}/settlement", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<DecideDifference>(http, id))
        .TakesWrite<DecideDifference>(seen: true)
        .WithSummary("A reviewer of a third organisation decides which of two findings holds that differ.");
}

public sealed class DecideDifferenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DecideDifference>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DecideDifference> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).DecideDifference);
}
