using System.Text.Json.Nodes;
using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>Whoever sent a piece of evidence appeals against its return: an organisation, or whoever has its tracking number.</summary>
public sealed class AppealReturnEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/evidence/{id}/appeal", (EvidenceId id, HttpContext http) => WriteDoor.Take<AppealReturn>(http, id))
            .TakesWrite<AppealReturn>(seen: true)
            .WithSummary("The organisation that sent a piece of evidence appeals against its return.");
        api.MapPost("/submissions/{trackingNumber}/appeal", Take)
            .TakesVisitors<AppealReturn, Receipt>(StatusCodes.Status201Created, seen: true, "reason")
            .WithName("AppealReturnOfSubmission")
            .WithSummary("Whoever has its tracking number appeals against a piece having been sent back. The appeal has no words of its own.");
    }

    private static async Task<IResult> Take(HttpContext http, string trackingNumber, EvidenceViews views, PlanClock clock, IMediator mediator)
    {
        if (Submissions.Find(trackingNumber, views, clock) is not var (number, view)) return Submissions.Unknown(http);
        var (key, seen) = (Preconditions.Key(http), Preconditions.Seen(http));
        var command = await Body.Read<AppealReturn>(http, new Dictionary<string, JsonNode?> { ["reason"] = "" }, http.RequestAborted);
        // A started write finishes: the one who asked may leave, the ledger does not stop half-way.
        return WriteDoor.Answer(http, await mediator.Send(new Write<AppealReturn>(command, view.Row.Id, number.Visitor, key, seen), CancellationToken.None));
    }
}

public sealed class AppealReturnHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AppealReturn>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AppealReturn> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).AppealReturn);
}
