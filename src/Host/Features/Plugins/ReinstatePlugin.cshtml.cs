using MediatR;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin lets a plugin run again that was put into quarantine.</summary>
public sealed class ReinstatePluginPage(IMediator mediator, PluginViews plugins, Reader reader)
    : PluginForm<ReinstatePlugin>(mediator, plugins, reader)
{
    public override string Form => "reinstate-plugin";

    protected override ReinstatePlugin? Read() =>
        Typed.Prose("reason", required: true) is { } reason && ReadOrganisation() is { } organisation ? new(organisation, reason) : null;
}
