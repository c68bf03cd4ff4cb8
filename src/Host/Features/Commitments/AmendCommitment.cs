using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>A coordinator puts otherwise what is promised, field by field, with a reason. What it said before stays readable.</summary>
public sealed class AmendCommitmentEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number}/amendments", (PlanId plan, CommitmentNumber number, HttpContext http) =>
            WriteDoor.Take<AmendCommitment>(http, new CommitmentId(plan, number), ("fromFiles", false)))
        .TakesWrite<AmendCommitment>(seen: true, given: ["fromFiles"])
        .WithSummary("A coordinator puts otherwise what is promised, field by field, with a reason. What it said before stays readable.");
}

public sealed class AmendCommitmentHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<AmendCommitment>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AmendCommitment> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).AmendCommitment);
}
