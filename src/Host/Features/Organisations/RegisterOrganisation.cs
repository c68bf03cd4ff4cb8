using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Grains.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Organisations;

/// <summary>An organisation enters the public register: by the site itself only.</summary>
public sealed class RegisterOrganisationHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<RegisterOrganisation>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<RegisterOrganisation> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IOrganisationGrain>(request.Target.ToString()).Register);
}
