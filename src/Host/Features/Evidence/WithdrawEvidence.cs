using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Its contributor takes a piece of evidence back; that it was there stays visible.</summary>
public sealed class WithdrawEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/evidence/{id}/withdrawal", (EvidenceId id, HttpContext http) =>
            WriteDoor.Take<WithdrawEvidence>(http, id))
        .TakesWrite<WithdrawEvidence>(seen: true)
        .WithSummary("Its contributor takes a piece of evidence back; that it was there stays visible.");
}

public sealed class WithdrawEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<WithdrawEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<WithdrawEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Withdraw);
}
