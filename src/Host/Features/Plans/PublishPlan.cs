using MediatR;
using Tracker.Domain.Plans;
using Tracker.Grains.Plans;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plans;

/// <summary>A plan file enters: by the site itself only.</summary>
public sealed class PublishPlanHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<PublishPlan>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<PublishPlan> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IPlanGrain>(request.Target.ToString()).Publish);
}
