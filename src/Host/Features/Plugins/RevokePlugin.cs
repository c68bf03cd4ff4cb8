using MediatR;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin stops a plugin, with a reason. What it contributed stays what it was.</summary>
public sealed class RevokePluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/revocation", (PluginId id, HttpContext http) =>
            WriteDoor.Take<RevokePlugin>(http, id))
        .TakesWrite<RevokePlugin>(seen: false)
        .WithSummary("An admin stops a plugin, with a reason. What it contributed stays what it was.");
}

/// <remarks>A run that is going on ends with it; were that call lost, what it still sends is refused in the corridor.</remarks>
public sealed class RevokePluginHandler(IGrainFactory grains, Handover handover, PluginViews plugins)
    : IRequestHandler<Write<RevokePlugin>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<RevokePlugin> request, CancellationToken cancellationToken)
    {
        var id = ((Target.OfPlugin)request.Target).Id;
        var spoke = plugins.Plugin(id)?.Speaking.Select(approval => approval.Organisation.Id).ToList() ?? [];
        var outcome = await handover.To(request, grains.GetGrain<IPluginRegisterGrain>(id.Stream).Revoke);
        if (outcome is not WriteOutcome.Done) return outcome;
        foreach (var organisation in spoke.Where(one => request.Command.Organisation is not { } named || named == one))
            await grains.GetGrain<IPluginGrain>($"{id.Value}/{organisation.Value}").Stop();
        return outcome;
    }
}
