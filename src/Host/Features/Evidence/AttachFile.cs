using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>Says on the ledger that a file was put to a piece of evidence. No address takes it: <see cref="Files.ContinueUploadEndpoint"/> and the pages send it.</summary>
public sealed class AttachFileHandler(IGrainFactory grains, Handover handover, WaitingRoom room, EvidenceViews evidence, PlanClock clock)
    : IRequestHandler<Write<AttachFile>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<AttachFile> request, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IEvidenceGrain>(request.Target.ToString());
        // A visitor's piece that was sent back waits again with its file: it is counted as a new one is.
        return request is { Actor.Role: Role.Visitor, Target: Target.OfEvidence { Id: var id } }
            ? room.Enter(id.Commitment, evidence.Evidence(id, clock.Today(id.Commitment.Plan))?.Row.Leaf, waiting => handover.To(request, write => grain.AttachHeldFile(write, waiting)))
            : handover.To(request, grain.AttachFile);
    }
}
