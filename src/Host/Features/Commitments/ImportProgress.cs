using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>A claim from before the tracker enters: by the site itself only.</summary>
public sealed class ImportProgressHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ImportProgress>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ImportProgress> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).ImportProgress);
}
