using MediatR;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin says, with a reason, that files will not run here.</summary>
public sealed class RefusePluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/refusal", (PluginId id, HttpContext http) =>
            WriteDoor.Take<RefusePlugin>(http, id))
        .TakesWrite<RefusePlugin>(seen: false)
        .WithSummary("An admin says, with a reason, that files will not run here.");
}

public sealed class RefusePluginHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<RefusePlugin>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<RefusePlugin> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IPluginRegisterGrain>(request.Target.ToString()).Refuse);
}
