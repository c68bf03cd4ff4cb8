using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Organisations;

/// <summary>Somebody of another organisation challenges a declaration of independence, with a reason.</summary>
public sealed class ChallengeIndependenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/organisations/{id}/challenge", (OrganisationId id, HttpContext http) =>
            WriteDoor.Take<ChallengeIndependence>(http, new Target.OfDeclaration(id)))
        .TakesWrite<ChallengeIndependence>(seen: false)
        .WithSummary("Somebody of another organisation challenges a declaration of independence, with a reason.");
}

public sealed class ChallengeIndependenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ChallengeIndependence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ChallengeIndependence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).ChallengeIndependence);
}
