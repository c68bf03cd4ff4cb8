using MediatR;
using Tracker.Domain.Commitments;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>A plan file's commitment enters: by the site itself only.</summary>
public sealed class PublishCommitmentHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<PublishCommitment>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<PublishCommitment> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<ICommitmentGrain>(request.Target.ToString()).Publish);
}
