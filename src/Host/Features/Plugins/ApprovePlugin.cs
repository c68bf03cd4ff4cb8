using System.Text.Json.Nodes;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin lets exactly these files speak for an organisation.</summary>
public sealed class ApprovePluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/approval", (PluginId id, HttpContext http) =>
            WriteDoor.Take<ApprovePlugin>(http, id, ("memberOf", JsonValue.Create(Words.Of(Partner.Public))), ("development", false)))
        .TakesWrite<ApprovePlugin>(seen: false, given: ["memberOf", "development"])
        .WithSummary("An admin lets exactly these files speak for an organisation.");
}

/// <remarks>The partner is the register's word, never the command's.</remarks>
public sealed class ApprovePluginHandler(IGrainFactory grains, Handover handover, OrganisationViews organisations)
    : IRequestHandler<Write<ApprovePlugin>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<ApprovePlugin> request, CancellationToken cancellationToken) =>
        organisations.Name(request.Command.Organisation).Partner is { } partner
            ? await handover.To(
                request with { Command = request.Command with { MemberOf = partner } },
                grains.GetGrain<IPluginRegisterGrain>(request.Target.ToString()).Approve)
            : new WriteOutcome.Declined(Rules.OrganisationUnknown.Refuse("organisation"));
}
