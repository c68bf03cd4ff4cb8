using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin starts a run now.</summary>
public sealed class RunPluginEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plugins/{id}/runs", (PluginId id, HttpContext http) =>
            WriteDoor.Take<RunPlugin>(http, id))
        .TakesOrder<RunPlugin>()
        .WithSummary("An admin starts a run now; where one is going on, its number is answered.");
}

public sealed class RunPluginHandler(IGrainFactory grains, PluginViews plugins) : IRequestHandler<Write<RunPlugin>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<RunPlugin> request, CancellationToken cancellationToken)
    {
        var id = ((Target.OfPlugin)request.Target).Id;
        if (plugins.Plugin(id) is not { } plugin) return new WriteOutcome.Declined(Rules.PluginUnknown.Refuse());
        var speaks = plugin.Speaking.Select(approval => approval.Organisation.Id).ToList();
        if ((request.Command.Organisation ?? (speaks is [var only] ? only : default)) is not { Value: not null } organisation)
        {
            return new WriteOutcome.Declined(speaks is []
                ? Rules.PluginNotApproved.Refuse("organisation")
                : DoorRules.PluginSpeaksForSeveral.Refuse("organisation", ("organisations", string.Join(", ", speaks.Select(one => one.Value)))));
        }

        return await grains.GetGrain<IPluginGrain>($"{id.Value}/{organisation.Value}").Start() switch
        {
            RunStart.Started started => new WriteOutcome.Noted(started.Run.ToString(CultureInfo.InvariantCulture)),
            RunStart.Running { Run: { } run } => new WriteOutcome.Noted(run.ToString(CultureInfo.InvariantCulture)),
            RunStart.Running => new WriteOutcome.Declined(DoorRules.RunGoingOn.Refuse()),
            RunStart.Declined declined => new WriteOutcome.Declined(declined.Why),
            var other => throw new InvalidOperationException($"Nobody said what {other.GetType().Name} means."),
        };
    }
}
