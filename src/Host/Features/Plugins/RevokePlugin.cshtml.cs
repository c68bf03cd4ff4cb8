using MediatR;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin stops a plugin, with a reason.</summary>
public sealed class RevokePluginPage(IMediator mediator, PluginViews plugins, Reader reader)
    : PluginForm<RevokePlugin>(mediator, plugins, reader)
{
    public override string Form => "revoke-plugin";

    protected override RevokePlugin? Read() =>
        Typed.Prose("reason", required: true) is { } reason && ReadOrganisation() is { } organisation ? new(reason, organisation) : null;
}
