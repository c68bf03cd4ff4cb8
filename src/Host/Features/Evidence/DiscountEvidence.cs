using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>What rested on a refuted declaration of independence counts no longer: by the site itself only.</summary>
public sealed class DiscountEvidenceHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<DiscountEvidence>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<DiscountEvidence> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IEvidenceGrain>(request.Target.ToString()).Discount);
}
