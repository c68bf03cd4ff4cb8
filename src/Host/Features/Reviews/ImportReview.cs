using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;
using Tracker.Grains.Evidence;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Reviews;

/// <summary>A review from before the tracker enters, shown and no proof: by the site itself only.</summary>
public sealed class ImportReviewHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ImportReview>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ImportReview> request, CancellationToken cancellationToken) => handover.To(
        request,
        grains.GetGrain<IEvidenceGrain>(EvidenceId.From(NewReview.Subject(request.Target), $"{request.Actor.By}|{request.Key}").Stream).ImportReview);
}
