using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Organisations;

/// <summary>The end of an appointment becomes public: sent when an account loses a role, never by itself.</summary>
public sealed class EndRoleHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<EndRole>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<EndRole> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).EndRole);
}
