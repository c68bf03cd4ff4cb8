using MediatR;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin keeps the settings with which a plugin speaks for an organisation. From a page only: no program needs them.</summary>
public sealed class SetPluginHandler(PluginViews plugins, PluginFiles files, PluginSettings settings) : IRequestHandler<Write<SetPlugin>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<SetPlugin> request, CancellationToken cancellationToken)
    {
        var (id, organisation) = (((Target.OfPlugin)request.Target).Id, request.Command.Organisation);
        if (plugins.Plugin(id)?.Speaking.FirstOrDefault(approval => approval.Organisation.Id == organisation) is not { } speaks)
            return new WriteOutcome.Declined(Rules.PluginNotApproved.Refuse("organisation"));
        if (files.Find(speaks.Digest) is not { } known) return new WriteOutcome.Declined(DoorRules.PluginFilesMissing.Refuse());
        return await settings.Keep(known, organisation, request.Command.Values) is { } refused
            ? new WriteOutcome.Declined(refused)
            : new WriteOutcome.Noted(organisation.Value);
    }
}
