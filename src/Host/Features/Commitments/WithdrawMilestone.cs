using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>A coordinator takes a milestone out of the plan, with everything beneath it. It stays in every n of m.</summary>
public sealed class WithdrawMilestoneEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number}/milestones/{milestone}/withdrawal", (PlanId plan, CommitmentNumber number, MilestoneNumber milestone, HttpContext http) =>
            WriteDoor.Take<WithdrawMilestone>(http, new CommitmentId(plan, number), ("milestone", milestone.Value)))
        .TakesWrite<WithdrawMilestone>(seen: true, given: ["milestone"])
        .WithSummary("A coordinator withdraws a milestone, with everything beneath it. It stays in every count.");
}

public sealed class WithdrawMilestoneHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<WithdrawMilestone>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<WithdrawMilestone> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).WithdrawMilestone);
}
