using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Plugins;

/// <summary>The settings with which a plugin speaks for an organisation, as its own manifest asks for them.</summary>
public sealed class SetPluginPage(IMediator mediator, PluginViews plugins, PluginFiles files, PluginSettings settings, OrganisationViews organisations, Reader reader)
    : PluginForm<SetPlugin>(mediator, plugins, reader)
{
    private KnownPlugin? _known;
    private ImmutableSortedDictionary<string, string> _kept = ImmutableSortedDictionary<string, string>.Empty;

    public override string Form => "set-plugin";

    /// <summary>The organisation. The page is shown only after FindAsked has found it.</summary>
    public OrganisationName Organisation { get; private set; } = null!;

    /// <summary>The files that are to be approved once their settings are kept; null: those that speak.</summary>
    public PluginDigest? Awaiting { get; private set; }

    /// <summary>Whether other files of it speak for the organisation.</summary>
    public bool Speaks => View.Speaking.Any(one => one.Organisation.Id == Organisation.Id);

    public ImmutableArray<SettingField> Asked { get; private set; } = [];

    public bool IsKept(SettingField field) => _kept.ContainsKey(field.Name);

    protected override async Task<bool> FindAsked()
    {
        if (!Find() || !OrganisationId.TryParse(RouteData.Values["organisation"] as string, out var organisation)) return false;
        Organisation = organisations.Name(organisation);
        var speaks = View.Speaking.FirstOrDefault(one => one.Organisation.Id == organisation)?.Digest;
        if (PluginDigest.TryParse(Request.Query["digest"], out var waiting) && waiting != speaks)
        {
            if (Organisation.Partner is null || !View.Listings.Any(one => one.Digest == waiting && !one.Refused)) return false;
            Awaiting = waiting;
        }

        if ((Awaiting ?? speaks) is not { } digest) return false;
        if (files.Find(digest) is not { } known) return true;
        _known = known;
        Asked = PluginSettings.Fields(known, To.Language);
        _kept = await settings.Shown(known, organisation, files.Before(View, organisation));
        return true;
    }

    protected override void Prefill()
    {
        var culture = Speech.In(To.Language).Culture;
        foreach (var field in Asked) Typed[Name(field)] = field.Shown(_kept.GetValueOrDefault(field.Name) ?? (field.Secret ? "" : field.Default?.ToString() ?? ""), culture);
    }

    protected override SetPlugin? Read()
    {
        // Told now, of every field at once and by the name that it has in the reader's language.
        var culture = Speech.In(To.Language).Culture;
        var given = new Dictionary<string, TypedSetting>(StringComparer.Ordinal);
        foreach (var field in Asked) // of files that are known
        {
            if (field.Kept(Typed[Name(field)].Trim(), culture) is not { } text) Typed.Refuse(Name(field), field.Unclear(culture));
            else if (!(text.Length == 0 && field.Secret && IsKept(field)) && settings.WhyNot(_known!, field, new(text)) is { } why) Typed.Refuse(Name(field), why);
            else given[field.Name] = new(text);
        }

        return Typed.Wrong.Count > 0 ? null : new(Organisation.Id, given.ToImmutableSortedDictionary(StringComparer.Ordinal), Awaiting, To.Language);
    }

    /// <summary>What waits is approved next: one press more.</summary>
    protected override string Shown(WriteOutcome.Noted noted) =>
        Awaiting is { } digest ? To.ApprovePlugin(View.Id, Organisation.Id, digest) : To.Plugin(View.Id);

    protected override string Control(string field) =>
        field.StartsWith(PluginSettings.Member, StringComparison.Ordinal) ? Name(field[PluginSettings.Member.Length..]) : field;

    public override string? Label(string field) => Asked.FirstOrDefault(one => Name(one) == field)?.Title;

    /// <summary>The field's name in the form: a plugin's own names must not meet the form's.</summary>
    public static string Name(SettingField field) => Name(field.Name);

    /// <summary>The same, of a field that is known by its name alone: an id in the page too, in which there is no blank.</summary>
    public static string Name(string field) =>
        "s-" + string.Concat(field.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter.ToString() : string.Create(CultureInfo.InvariantCulture, $"~{(int)letter:x}~")));
}
