using MediatR;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plugins;

/// <summary>A plugin's files are put before the site: sent when they were found or uploaded, never by themselves.</summary>
public sealed class ListPluginHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ListPlugin>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ListPlugin> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IPluginRegisterGrain>(request.Target.ToString()).List);
}
