using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>Somebody of the organisation fills in a plugin's form. From a page only: the form is the plugin's, in a person's language.</summary>
public sealed class FillPluginFormHandler(PluginViews plugins, PluginStore store, IGrainFactory grains, TimeProvider clock)
    : IRequestHandler<Write<FillPluginForm>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<FillPluginForm> request, CancellationToken cancellationToken)
    {
        var (id, organisation) = (((Target.OfPlugin)request.Target).Id, request.Command.Organisation);
        if (plugins.Plugin(id)?.Speaking.Any(approval => approval.Organisation.Id == organisation) != true)
            return new WriteOutcome.Declined(Rules.PluginNotApproved.Refuse("organisation"));
        if (request.Actor.Organisation != organisation) return new WriteOutcome.Declined(Rules.NotOwnOrganisation.Refuse());
        if (!await store.Deliver(id, organisation, clock.GetUtcNow(), null, FilledForm.Bytes(request.Command.Commitment, request.Command.Leaf, request.Command.Values)))
            return new WriteOutcome.Declined(DoorRules.TooManyRequests.Refuse());
        return await grains.GetGrain<IPluginGrain>($"{id.Value}/{organisation.Value}").Wake() is RunStart.Started started
            ? new WriteOutcome.Noted(started.Run.ToString(CultureInfo.InvariantCulture))
            : new WriteOutcome.Noted("");
    }
}
