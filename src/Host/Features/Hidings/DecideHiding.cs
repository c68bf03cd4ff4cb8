using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Grains.Hidings;
using Tracker.Host.Http;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>A reviewer of another organisation decides whether what was hidden stays hidden.</summary>
public sealed class DecideHidingEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/entries/{log}/{index:long}/hiding/decision", (string log, long index, HttpContext http, HistoryViews history) =>
            WriteDoor.Take<DecideHiding>(http, HiddenEntry.Of(history, log, index)))
        .TakesWrite<DecideHiding>(seen: false)
        .WithSummary("A reviewer of another organisation decides whether what was hidden stays hidden.");
}

public sealed class DecideHidingHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DecideHiding>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DecideHiding> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IHidingGrain>(request.Target.ToString()).Decide);
}
