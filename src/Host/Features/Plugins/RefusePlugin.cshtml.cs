using MediatR;
using Tracker.Domain;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin says, with a reason, that files will not run here.</summary>
public sealed class RefusePluginPage(IMediator mediator, PluginViews plugins, Reader reader)
    : PluginForm<RefusePlugin>(mediator, plugins, reader)
{
    public override string Form => "refuse-plugin";

    /// <summary>Everything that waits for a decision.</summary>
    public IEnumerable<Fields.Option> Files(Texts.Speech T) => View.Waiting
        .Select(one => new Fields.Option(one.Digest.Value, T.Say("approve-plugin.files", ("version", one.Version.Value), ("digest", one.Digest.Value[..12]))));

    protected override RefusePlugin? Read()
    {
        if (!PluginDigest.TryParse(Typed["digest"], out var digest)) Typed.Refuse("digest", Rules.ValueUnknown.Refuse("digest"));
        return Typed.Prose("reason", required: true) is { } reason && digest.Value is not null ? new(reason, digest) : null;
    }
}
