using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>An admin lets exactly these files speak for an organisation.</summary>
public sealed class ApprovePluginPage(IMediator mediator, PluginViews plugins, PluginFiles files, OrganisationViews organisations, Reader reader)
    : PluginForm<ApprovePlugin>(mediator, plugins, reader)
{
    public override string Form => "approve-plugin";

    /// <summary>Everything that was listed, can run here and was not refused, the newest first.</summary>
    public IReadOnlyList<PluginListingView> Listed => [.. View.Listings.Where(one => !one.Refused && files.Foreign(one.Digest) is null).Reverse()];

    /// <summary>What can be approved.</summary>
    public IEnumerable<Fields.Option> Files(Texts.Speech T) => Listed
        .Select(one => new Fields.Option(one.Digest.Value, T.Say("approve-plugin.files", ("version", one.Version.Value), ("digest", one.Digest.Value[..12]))));

    /// <summary>Why nothing that was listed can run here; null: something can.</summary>
    public Refused? CannotRun => View.Listings.Where(one => !one.Refused).Select(one => files.Foreign(one.Digest)).ToList() is { Count: > 0 } all && all.TrueForAll(one => one is not null)
        ? all[^1]
        : null;

    /// <summary>Every registered organisation of a partner that it is made for.</summary>
    public IEnumerable<Fields.Option> Organisations(string language)
    {
        var partners = View.Listings.Where(one => !one.Refused).SelectMany(one => one.MadeFor).ToHashSet();
        string? cursor = null;
        do
        {
            var part = organisations.List(null, cursor, 200);
            foreach (var row in part.Items.Where(row => row.Organisation.Partner is { } partner && partners.Contains(partner)))
                yield return new(row.Organisation.Id.Value, row.Organisation.Text(language));
            cursor = part.Next;
        }
        while (cursor is not null);
    }

    /// <summary>Where the settings are given that are missing; null: none are.</summary>
    public string? Settings =>
        Typed.Wrong.Any(one => one.Why.Rule == DoorRules.PluginSettingsIncomplete.Name)
        && OrganisationId.TryParse(Typed["organisation"], out var organisation) && PluginDigest.TryParse(Typed["digest"], out var digest)
            ? To.SetPlugin(View.Id, organisation, digest)
            : null;

    /// <summary>What was chosen before the settings were given, and files that are the only ones.</summary>
    protected override void Prefill()
    {
        foreach (var name in new[] { "digest", "organisation" }) Typed[name] = Request.Query[name].ToString();
        if (Typed["digest"] is "" && Listed is [var only]) Typed["digest"] = only.Digest.Value;
    }

    protected override ApprovePlugin? Read()
    {
        if (!PluginDigest.TryParse(Typed["digest"], out var digest)) Typed.Refuse("digest", Rules.ValueUnknown.Refuse("digest"));
        return ReadOrganisation() is { } organisation && digest.Value is not null
            ? new(digest, organisation, organisations.Name(organisation).Partner ?? Partner.Public)
            : null;
    }
}
