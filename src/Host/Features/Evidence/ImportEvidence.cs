using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>Evidence from before the tracker enters, submitted and never accepted: by the site itself only.</summary>
public sealed class ImportEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ImportEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ImportEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(NewEvidence.Of(request.Target, request.Actor, request.Key).Stream).Import);
}
