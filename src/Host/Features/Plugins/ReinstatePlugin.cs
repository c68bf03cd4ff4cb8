using MediatR;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin lets a plugin run again that was put into quarantine.</summary>
public sealed class ReinstatePluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/reinstatement", (PluginId id, HttpContext http) =>
            WriteDoor.Take<ReinstatePlugin>(http, id))
        .TakesWrite<ReinstatePlugin>(seen: false)
        .WithSummary("An admin lets a plugin run again that was put into quarantine.");
}

public sealed class ReinstatePluginHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ReinstatePlugin>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ReinstatePlugin> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IPluginRegisterGrain>(request.Target.ToString()).Reinstate);
}
