using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>The office corrects a report, with a reason. Both stay readable.</summary>
public sealed class CorrectProgressEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number}/milestones/{leaf}/progress/{version:long}/correction", (PlanId plan, CommitmentNumber number, MilestoneNumber leaf, long version, HttpContext http) =>
            WriteDoor.Take<CorrectProgress>(http, new CommitmentId(plan, number), ("corrects", version), ("leaf", leaf.Value)))
        .TakesWrite<CorrectProgress>(seen: true, given: ["corrects", "leaf"])
        .WithSummary("The office corrects a report, with a reason. Both stay readable.");
}

public sealed class CorrectProgressHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<CorrectProgress>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<CorrectProgress> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).CorrectProgress);
}
