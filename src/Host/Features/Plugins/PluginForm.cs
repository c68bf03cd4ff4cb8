using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Features.Plugins;

/// <summary>What the forms about one plugin share.</summary>
public abstract class PluginForm<TCommand>(IMediator mediator, PluginViews plugins, Reader reader) : FormPage<TCommand>(mediator)
    where TCommand : class
{
    public PluginView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => View.Id;

    protected Addresses To => reader.To;

    /// <summary>For whom it speaks now.</summary>
    public IEnumerable<Fields.Option> Speaking(string language) =>
        View.Speaking.Select(approval => new Fields.Option(approval.Organisation.Id.Value, approval.Organisation.Text(language)));

    protected override bool Find()
    {
        if (!PluginId.TryParse(RouteData.Values["id"] as string, out var id) || plugins.Plugin(id) is not { } view) return false;
        View = view;
        return true;
    }

    /// <summary>Where it speaks for one organisation only, there is nothing to choose.</summary>
    protected override void Prefill()
    {
        if (View.Speaking.ToList() is [var only]) Typed["organisation"] = only.Organisation.Id.Value;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(To.Plugin(View.Id), done);

    /// <summary>One of the organisations offered; null, and said so, where it is none.</summary>
    protected OrganisationId? ReadOrganisation()
    {
        if (OrganisationId.TryParse(Typed["organisation"], out var organisation)) return organisation;
        Typed.Refuse("organisation", Rules.ValueUnknown.Refuse("organisation"));
        return null;
    }
}
