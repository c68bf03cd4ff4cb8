using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>The office that leads a leaf moves its due date, with a reason. The first date stays, and so does being late.</summary>
public sealed class RescheduleMilestoneEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number}/milestones/{leaf}/schedule", (PlanId plan, CommitmentNumber number, MilestoneNumber leaf, HttpContext http) =>
            WriteDoor.Take<RescheduleMilestone>(http, new CommitmentId(plan, number), ("leaf", leaf.Value)))
        .TakesWrite<RescheduleMilestone>(seen: true, given: ["leaf"])
        .WithSummary("The office that leads a leaf moves its due date, with a reason. The first date stays.");
}

public sealed class RescheduleMilestoneHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<RescheduleMilestone>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<RescheduleMilestone> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).RescheduleMilestone);
}
