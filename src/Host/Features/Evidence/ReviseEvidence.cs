using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Its contributor changes a piece of evidence; it waits again.</summary>
public sealed class ReviseEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/revision", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<ReviseEvidence>(http, id, ("contribution", null)))
        .TakesWrite<ReviseEvidence>(seen: true, given: ["contribution"])
        .WithSummary("Its contributor changes a piece of evidence; it waits again.");
}

public sealed class ReviseEvidenceHandler(IGrainFactory grains, WaitingRoom room) : IRequestHandler<Write<ReviseEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ReviseEvidence> request, CancellationToken cancellationToken) =>
        room.Again(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Revise);
}
