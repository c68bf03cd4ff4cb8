using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Grains.Hidings;
using Tracker.Host.Http;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>Whose words were hidden appeals.</summary>
public sealed class AppealHidingEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/entries/{log}/{index:long}/hiding/appeal", (string log, long index, HttpContext http, HistoryViews history) =>
            WriteDoor.Take<AppealHiding>(http, HiddenEntry.Of(history, log, index)))
        .TakesWrite<AppealHiding>(seen: false)
        .WithSummary("Whose words were hidden appeals.");
}

public sealed class AppealHidingHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AppealHiding>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AppealHiding> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IHidingGrain>(request.Target.ToString()).Appeal);
}
