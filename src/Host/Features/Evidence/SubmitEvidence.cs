using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Somebody of an organisation sends a piece of evidence, for a leaf or for a whole commitment.</summary>
public sealed class SubmitEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/plans/{plan}/commitments/{number}/milestones/{leaf}/evidence", (PlanId plan, CommitmentNumber number, MilestoneNumber leaf, HttpContext http) =>
                WriteDoor.Take<SubmitEvidence>(http, new CommitmentId(plan, number), ("leaf", leaf.Value), ("contribution", null)))
            .TakesWrite<SubmitEvidence>(seen: false, given: ["leaf", "contribution"])
            .WithSummary("Somebody of an organisation sends a piece of evidence for a leaf.");
        api.MapPost("/plans/{plan}/commitments/{number}/evidence", (PlanId plan, CommitmentNumber number, HttpContext http) =>
                WriteDoor.Take<SubmitEvidence>(http, new CommitmentId(plan, number), ("leaf", null), ("contribution", null)))
            .TakesWrite<SubmitEvidence>(seen: false, given: ["leaf", "contribution"])
            .WithName("SubmitEvidenceForCommitment")
            .WithSummary("Somebody of an organisation sends a piece of evidence for a whole commitment.");
    }
}

public sealed class SubmitEvidenceHandler(IGrainFactory grains, WaitingRoom room, Contradictions contradictions) : IRequestHandler<Write<SubmitEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<SubmitEvidence> request, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IEvidenceGrain>(NewEvidence.Of(request).Stream);
        var commitment = ((Target.OfCommitment)request.Target).Id; // the corridor lets no other in
        return room.Enter(request, commitment, request.Command.Leaf, (write, waiting) => grain.Submit(write, waiting, contradictions.Of(request)));
    }
}
