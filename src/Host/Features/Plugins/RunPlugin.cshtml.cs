using MediatR;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin starts a run now, and follows it.</summary>
public sealed class RunPluginPage(IMediator mediator, PluginViews plugins, Reader reader)
    : PluginForm<RunPlugin>(mediator, plugins, reader)
{
    public override string Form => "run-plugin";

    protected override RunPlugin? Read() => ReadOrganisation() is { } organisation ? new(organisation) : null;

    protected override string Shown(WriteOutcome.Noted noted) =>
        To.Run(View.Id, long.Parse(noted.Id, System.Globalization.CultureInfo.InvariantCulture));
}
