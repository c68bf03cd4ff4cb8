using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Organisations;

/// <summary>An appointment becomes public: sent when an account is given a role, never by itself.</summary>
public sealed class GrantRoleHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<GrantRole>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<GrantRole> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).GrantRole);
}
