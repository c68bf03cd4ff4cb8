using System.Collections.Immutable;
using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The settings with which a plugin speaks for an organisation, as its own manifest asks for them.</summary>
public sealed class SetPluginPage(IMediator mediator, PluginViews plugins, PluginFiles files, PluginSettings settings, Reader reader)
    : PluginForm<SetPlugin>(mediator, plugins, reader)
{
    private ImmutableSortedDictionary<string, string> _kept = ImmutableSortedDictionary<string, string>.Empty;

    public override string Form => "set-plugin";

    public PluginApprovalView Approval { get; private set; } = null!; // the page is shown only after FindAsked has found it

    public ImmutableArray<SettingField> Asked { get; private set; } = [];

    public bool IsKept(SettingField field) => _kept.ContainsKey(field.Name);

    protected override async Task<bool> FindAsked()
    {
        if (!Find() || !OrganisationId.TryParse(RouteData.Values["organisation"] as string, out var organisation)
            || View.Speaking.FirstOrDefault(one => one.Organisation.Id == organisation) is not { } approval) return false;
        Approval = approval;
        if (files.Find(approval.Digest) is not { } known) return true;
        Asked = PluginSettings.Fields(known, To.Language);
        _kept = await settings.Shown(known, organisation);
        return true;
    }

    protected override void Prefill()
    {
        foreach (var field in Asked) Typed[Name(field)] = _kept.GetValueOrDefault(field.Name) ?? (field.Secret ? "" : field.Default?.ToString() ?? "");
    }

    protected override SetPlugin? Read() => new(
        Approval.Organisation.Id,
        Asked.ToImmutableSortedDictionary(field => field.Name, field => Typed[Name(field)], StringComparer.Ordinal));

    protected override string Shown(WriteOutcome.Noted noted) => To.Plugin(View.Id);

    public override string? Label(string field) => Asked.FirstOrDefault(one => Name(one) == field)?.Title;

    /// <summary>The field's name in the form: a plugin's own names must not meet the form's.</summary>
    public static string Name(SettingField field) => Name(field.Name);

    /// <summary>The same, of a field that is known by its name alone.</summary>
    public static string Name(string field) => "s-" + field;
}
