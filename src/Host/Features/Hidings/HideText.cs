using MediatR;
using Tracker.Domain.Hidings;
using Tracker.Grains.Hidings;
using Tracker.Host.Http;
using Tracker.Host.Projections.History;

namespace Tracker.Host.Features.Hidings;

/// <summary>A coordinator hides at once, for seven days, what an entry says of a person or against the law.</summary>
public sealed class HideTextEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/entries/{log}/{index:long}/hiding", (string log, long index, HttpContext http, HistoryViews history) =>
            WriteDoor.Take<HideText>(http, HiddenEntry.Of(history, log, index)))
        .TakesWrite<HideText>(seen: false)
        .WithSummary("A coordinator hides at once, for seven days, what an entry says of a person or against the law.");
}

public sealed class HideTextHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<HideText>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<HideText> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IHidingGrain>(request.Target.ToString()).Hide);
}
