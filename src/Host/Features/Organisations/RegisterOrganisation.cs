using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Organisations;

/// <summary>An organisation enters the public register: by an admin, or by the site itself with a plan that names it.</summary>
public sealed class RegisterOrganisationEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/organisations/{id}", (OrganisationId id, HttpContext http) =>
            WriteDoor.Take<RegisterOrganisation>(http, id, ("organisation", id.Value), ("invented", false)))
        .TakesWrite<RegisterOrganisation>(seen: false, given: ["organisation", "invented"])
        .WithSummary("An admin enters an organisation in the public register, as a member of exactly one partner.");
}

public sealed class RegisterOrganisationHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<RegisterOrganisation>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<RegisterOrganisation> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).Register);
}
