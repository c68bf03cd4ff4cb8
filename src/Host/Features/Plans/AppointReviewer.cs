using System.Text.Json.Nodes;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Grains.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Plans;

/// <summary>The coordinator enters a reviewing organisation that the forum named.</summary>
public sealed class AppointReviewerEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/reviewers", (PlanId plan, HttpContext http) =>
            WriteDoor.Take<AppointReviewer>(http, plan, ("memberOf", JsonValue.Create(Words.Of(Partner.Public))), ("development", false)))
        .TakesWrite<AppointReviewer>(seen: false, given: ["memberOf", "development"])
        .WithSummary("The coordinator enters a reviewing organisation that the forum named.");
}

/// <remarks>The partner is the register's word, never the command's.</remarks>
public sealed class AppointReviewerHandler(IGrainFactory grains, Handover handover, OrganisationViews organisations)
    : IRequestHandler<Write<AppointReviewer>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<AppointReviewer> request, CancellationToken cancellationToken) =>
        organisations.Name(request.Command.Reviewer).Partner is { } partner
            ? await handover.To(
                request with { Command = request.Command with { MemberOf = partner } },
                grains.GetGrain<IPlanGrain>(request.Target.ToString()).AppointReviewer)
            : new WriteOutcome.Declined(Rules.OrganisationUnknown.Refuse("reviewer"));
}
