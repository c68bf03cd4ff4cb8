using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Organisations;

/// <summary>An organisation declares in public that it is independent of commitments.</summary>
public sealed class DeclareIndependenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/organisations/{id}/independence", (OrganisationId id, HttpContext http) =>
            WriteDoor.Take<DeclareIndependence>(http, id, ("development", false)))
        .TakesWrite<DeclareIndependence>(seen: false, given: ["development"])
        .WithSummary("An organisation declares in public that it is independent of commitments.");
}

public sealed class DeclareIndependenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DeclareIndependence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DeclareIndependence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).DeclareIndependence);
}
