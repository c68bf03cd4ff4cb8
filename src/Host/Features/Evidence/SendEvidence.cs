using System.Text.Json.Serialization;
using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Somebody without an account sends a piece of evidence, for a leaf or for a whole commitment.</summary>
public sealed class SendEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/plans/{plan}/commitments/{number}/milestones/{leaf}/submissions", (PlanId plan, CommitmentNumber number, MilestoneNumber leaf, HttpContext http) =>
                Take(http, new(plan, number), leaf))
            .TakesVisitors<SendEvidence, SubmissionReceipt>("leaf")
            .WithSummary("Somebody without an account sends a piece of evidence for a leaf. It is held until a reviewer has looked.");
        api.MapPost("/plans/{plan}/commitments/{number}/submissions", (PlanId plan, CommitmentNumber number, HttpContext http) =>
                Take(http, new(plan, number), null))
            .TakesVisitors<SendEvidence, SubmissionReceipt>("leaf")
            .WithName("SendEvidenceForCommitment")
            .WithSummary("Somebody without an account sends a piece of evidence for a whole commitment. It is held until a reviewer has looked.");
    }

    private static async Task<IResult> Take(HttpContext http, CommitmentId commitment, MilestoneNumber? leaf)
    {
        var key = Preconditions.Key(http);
        var number = http.RequestServices.GetRequiredService<TrackingNumbers>().For(commitment, key);
        var mediator = http.RequestServices.GetRequiredService<IMediator>();
        var command = await Body.Read<SendEvidence>(
            http, new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["leaf"] = leaf?.Value }, http.RequestAborted,
            (standIn, isUnreadable) => Trials.Rest(mediator, new Write<SendEvidence>(standIn, commitment, number.Visitor, key), isUnreadable));
        // A started write finishes: the one who asked may leave, the ledger does not stop half-way.
        var outcome = await mediator.Send(new Write<SendEvidence>(command, commitment, number.Visitor, key), CancellationToken.None);
        return WriteDoor.Answer(http, outcome, done => SubmissionReceipt.Of(number, Receipt.Of(done)));
    }
}

/// <summary>What is answered to whoever sent something without an account.</summary>
/// <param name="TrackingNumber">By which its sender finds it again. It is told now and never again; nobody can look it up.</param>
/// <param name="Status">Where its course is read.</param>
/// <param name="Id">Public id of the piece.</param>
/// <param name="Version">Version of its stream.</param>
/// <param name="Log">The log.</param>
/// <param name="LedgerIndex">Index of the entry in the log.</param>
/// <param name="Address">Where its proof is.</param>
public sealed record SubmissionReceipt(
    string TrackingNumber, string Status, string Id, long Version, string Log, long LedgerIndex, [property: JsonPropertyName("receipt")] string Address)
{
    public static SubmissionReceipt Of(TrackingNumber number, Receipt receipt) => new(
        number.Shown, $"/api/v1/submissions/{number.Shown}", receipt.Id, receipt.Version, receipt.Log, receipt.LedgerIndex, receipt.Address);
}

public sealed class SendEvidenceHandler(IGrainFactory grains, WaitingRoom room, Contradictions contradictions) : IRequestHandler<Write<SendEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<SendEvidence> request, CancellationToken cancellationToken)
    {
        var commitment = ((Target.OfCommitment)request.Target).Id; // the corridor lets no other in
        var grain = grains.GetGrain<IEvidenceGrain>(TrackingNumber.IdOf(commitment, request.Actor).Stream);
        return room.Enter(request, commitment, request.Command.Leaf, (write, waiting) => grain.Send(write, waiting, contradictions.Of(request)));
    }
}
