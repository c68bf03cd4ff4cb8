using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>The office that leads a leaf says how far it is.</summary>
public sealed class ReportProgressEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number}/milestones/{leaf}/progress", (PlanId plan, CommitmentNumber number, MilestoneNumber leaf, HttpContext http) =>
            WriteDoor.Take<ReportProgress>(http, new CommitmentId(plan, number), ("leaf", leaf.Value)))
        .TakesWrite<ReportProgress>(seen: true, given: ["leaf"])
        .WithSummary("The office that leads a leaf says how far it is.");
}

public sealed class ReportProgressHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ReportProgress>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ReportProgress> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).ReportProgress);
}
