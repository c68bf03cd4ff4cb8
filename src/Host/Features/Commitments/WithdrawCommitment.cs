using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>A coordinator takes a whole commitment out of the plan. Its leaves stay in every n of m.</summary>
public sealed class WithdrawCommitmentEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number}/withdrawal", (PlanId plan, CommitmentNumber number, HttpContext http) =>
            WriteDoor.Take<WithdrawCommitment>(http, new CommitmentId(plan, number)))
        .TakesWrite<WithdrawCommitment>(seen: true)
        .WithSummary("A coordinator withdraws a whole commitment. Its milestones stay in every count.");
}

public sealed class WithdrawCommitmentHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<WithdrawCommitment>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<WithdrawCommitment> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).WithdrawCommitment);
}
