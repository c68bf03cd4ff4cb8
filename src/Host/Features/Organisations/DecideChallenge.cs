using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Organisations;

/// <summary>A reviewer of a third organisation decides whether a challenged declaration stands.</summary>
public sealed class DecideChallengeEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/organisations/{id}/independence/decision", async (OrganisationId id, HttpContext http, Discounts discounts) =>
        {
            var answer = await WriteDoor.Take<DecideChallenge>(http, new Target.OfDeclaration(id));
            await discounts.Carry(id); // what rested on it counts no longer: recorded where it counted
            return answer;
        })
        .TakesWrite<DecideChallenge>(seen: false, conflicts: false)
        .WithSummary("A reviewer of a third organisation decides whether a challenged declaration stands.");
}

public sealed class DecideChallengeHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DecideChallenge>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DecideChallenge> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).DecideChallenge);
}
