using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Host.Running;

/// <summary>
/// The settings with which a plugin's files speak for an organisation. Each files have their own, so that those of a changed version
/// are kept before it is approved, and what speaks meanwhile goes on with its own. Secrets are kept protected by the site's own keys, given to the
/// plugin alone, and never shown, logged or recorded.
/// </summary>
public sealed class PluginSettings(PluginStore store, IDataProtectionProvider protection, IOptions<TrackerOptions> options)
{
    /// <summary>What stands before a setting's name where a refusal names the member of the order.</summary>
    public const string Member = "values.";

    /// <summary>Letters that a setting has at most.</summary>
    public const int LongestValue = 4_096;

    /// <summary>The settings by name as a person sees and types them, in the manifest's order.</summary>
    /// <param name="plugin">Whose.</param>
    /// <param name="language">In which their titles and descriptions are, where the author wrote them in it; null: as they are.</param>
    public static ImmutableArray<SettingField> Fields(KnownPlugin plugin, string? language = null) => Fields(plugin.Settings, language);

    /// <summary>The fields of a flat JSON Schema, in its order.</summary>
    internal static ImmutableArray<SettingField> Fields(JsonObject? schema, string? language = null)
    {
        if (schema?["properties"] is not JsonObject properties) return [];
        var required = (schema["required"] as JsonArray)?.Select(name => name?.ToString()).ToHashSet() ?? [];
        return
        [
            .. properties.Where(property => property.Value is JsonObject).Select(property => SettingField.Of(
                property.Key, In(property.Value!.AsObject(), language), required.Contains(property.Key))), // filtered
        ];
    }

    private static JsonObject In(JsonObject schema, string? language)
    {
        var (title, description) = (Text("titles"), Text("descriptions"));
        if (title is null && description is null) return schema;
        var said = schema.DeepClone().AsObject();
        if (title is not null) said["title"] = title;
        if (description is not null) said["description"] = description;
        return said;

        string? Text(string name) => language is not null && schema[name] is JsonObject words && words[language] is JsonValue word && word.TryGetValue<string>(out var text) ? text : null;
    }

    /// <summary>What is kept, to be typed over; a secret only as that one is kept.</summary>
    /// <param name="plugin">The files.</param>
    /// <param name="organisation">Whom they speak for, or are to.</param>
    /// <param name="before">The files that spoke before: where nothing is kept for these, what was kept for those that still fits.</param>
    public async Task<ImmutableSortedDictionary<string, string>> Shown(KnownPlugin plugin, OrganisationId organisation, KnownPlugin? before = null)
    {
        var kept = await Begun(plugin, organisation, before);
        var secret = Fields(plugin).Where(field => field.Secret).Select(field => field.Name).ToHashSet();
        return kept.ToImmutableSortedDictionary(one => one.Key, one => secret.Contains(one.Key) ? "" : one.Value, StringComparer.Ordinal);
    }

    /// <summary>
    /// Keeps what was given, for these files alone: what speaks meanwhile goes on with its own. An empty secret keeps the one that
    /// is there. Everything that is wrong is told at once, with the titles that the settings have in a language, where the author
    /// wrote them in it.
    /// </summary>
    public async Task<Refused?> Keep(
        KnownPlugin plugin, OrganisationId organisation, ImmutableSortedDictionary<string, TypedSetting> typed, KnownPlugin? before = null, string? language = null)
    {
        var fields = Fields(plugin, language);
        if (typed.Keys.FirstOrDefault(name => fields.All(field => field.Name != name)) is { } unknown)
            return DoorRules.SettingUnknown.Refuse(Member + unknown, ("setting", unknown));
        var kept = await Begun(plugin, organisation, before);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = new List<Refused>();
        foreach (var field in fields)
        {
            var given = typed.GetValueOrDefault(field.Name);
            var text = (given.Text ?? "").Trim();
            if (text.Length == 0 && field.Secret && kept.TryGetValue(field.Name, out var secret)) values[field.Name] = secret;
            else if (WhyNot(plugin, field, given) is { } why) wrong.Add(why with { Field = Member + field.Name });
            else if (text.Length > 0) values[field.Name] = field.Secret ? Protector(plugin.Id, organisation).Protect(text) : text;
        }

        if (Refused.Every([.. wrong]) is { } refused) return refused;
        await store.Set(plugin.Id, organisation, plugin.Digest, values);
        return null;
    }

    /// <summary>Why what was given cannot stand in a setting; null: it can. A secret that is kept and not typed anew is not asked about.</summary>
    public Refused? WhyNot(KnownPlugin plugin, SettingField field, TypedSetting given)
    {
        var text = (given.Text ?? "").Trim();
        return field.WhyNot(given) ?? field.WhyNot(text, LongestValue) ?? NotFetched(plugin, field, text);
    }

    /// <summary>Why a setting that names what may be fetched cannot be; null: it can, or it names nothing of the kind.</summary>
    private Refused? NotFetched(KnownPlugin plugin, SettingField field, string text)
    {
        if (text.Length == 0 || plugin.Fetches.All(fetch => PluginFolder.SettingOf(fetch) != field.Name)) return null;
        var feed = LoopbackOrigin.TryParse(options.Value.FeedServer, out var origin) ? origin : null;
        var named = field.Read(text) is JsonArray many ? many.Select(one => one?.ToString()) : [text];
        return named.All(address => AllowedAddress.CouldBeFetched(address, feed)) ? null : DoorRules.SettingAddress.Refuse(null, ("setting", field.Title));
    }

    /// <summary>
    /// Makes these files ready to speak: what was kept for those that spoke before becomes theirs, where nothing was kept for
    /// them. Answers the names of the settings that are missing or not as they want them; then nothing was kept.
    /// </summary>
    public async Task<ImmutableArray<string>> Settle(KnownPlugin plugin, OrganisationId organisation, KnownPlugin? before)
    {
        var kept = await Begun(plugin, organisation, before);
        ImmutableArray<string> wrong =
        [
            .. Fields(plugin)
                .Where(field => Plain(plugin, organisation, field, kept) is { } text ? field.Read(text) is null : field.Required && field.Default is null)
                .Select(field => field.Name),
        ];
        if (wrong.IsEmpty) await store.Set(plugin.Id, organisation, plugin.Digest, kept);
        return wrong;
    }

    /// <summary>The settings as the plugin gets them, and which values in them are secrets.</summary>
    /// <exception cref="CryptographicException">The key of a secret is lost.</exception>
    public async Task<(JsonObject Values, ImmutableArray<string> Secrets)> For(KnownPlugin plugin, OrganisationId organisation)
    {
        var kept = await store.Settings(plugin.Id, organisation, plugin.Digest);
        var values = new JsonObject();
        var secrets = ImmutableArray.CreateBuilder<string>();
        foreach (var field in Fields(plugin))
        {
            if (!kept.TryGetValue(field.Name, out var text))
            {
                if (field.Default is not null) values[field.Name] = field.Default.DeepClone();
                continue;
            }

            if (field.Secret) secrets.Add(text = Opened(plugin, organisation, field, text));
            values[field.Name] = field.Value(text);
        }

        return (values, secrets.ToImmutable());
    }

    /// <summary>The addresses that it may ask for, where the manifest names a setting instead of one: of each scheme, host and path, since a query limits nothing.</summary>
    internal static ImmutableArray<string> Addresses(ImmutableArray<string> fetches, JsonObject values) =>
    [
        .. PluginFolder.Declared(fetches, values).Select(one => one.Address)
            .Select(text => text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Path) : null).OfType<string>(),
    ];

    /// <summary>The addresses that files may ask for in an organisation's name, for everybody to read: none that a secret names.</summary>
    internal async Task<ImmutableArray<string>> Addresses(KnownPlugin plugin, OrganisationId organisation)
    {
        var kept = await store.Settings(plugin.Id, organisation, plugin.Digest);
        var values = new JsonObject();
        foreach (var field in Fields(plugin).Where(field => !field.Secret)) // not opened: whoever lost a key shows the rest
        {
            if (kept.TryGetValue(field.Name, out var text)) values[field.Name] = field.Value(text);
            else if (field.Default is not null) values[field.Name] = field.Default.DeepClone();
        }

        return Addresses(plugin.Fetches, values);
    }

    /// <summary>
    /// What is kept for these files; where nothing is, what was kept for those before, as far as these ask for it too. A setting
    /// that became a secret, or ceased to be one, is typed anew.
    /// </summary>
    private async Task<ImmutableSortedDictionary<string, string>> Begun(KnownPlugin plugin, OrganisationId organisation, KnownPlugin? before)
    {
        var kept = await store.Settings(plugin.Id, organisation, plugin.Digest);
        if (kept.Count > 0 || before is null || before.Digest == plugin.Digest) return kept;
        var same = Fields(plugin).Select(field => (field.Name, field.Secret)).Intersect(Fields(before).Select(field => (field.Name, field.Secret)))
            .Select(field => field.Name).ToHashSet();
        return (await store.Settings(plugin.Id, organisation, before.Digest)).Where(one => same.Contains(one.Key))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>A value that is kept, as it was typed; null: there is none, or its key is lost.</summary>
    private string? Plain(KnownPlugin plugin, OrganisationId organisation, SettingField field, ImmutableSortedDictionary<string, string> kept)
    {
        if (!kept.TryGetValue(field.Name, out var text) || !field.Secret) return text;
        try
        {
            return Opened(plugin, organisation, field, text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <exception cref="CryptographicException">Its key is lost.</exception>
    private string Opened(KnownPlugin plugin, OrganisationId organisation, SettingField field, string kept)
    {
        try
        {
            return Protector(plugin.Id, organisation).Unprotect(kept);
        }
        catch (CryptographicException) when (field.IsMarkedOtherwise)
        {
            return kept; // from before such a mark counted
        }
    }

    private IDataProtector Protector(PluginId plugin, OrganisationId organisation) =>
        protection.CreateProtector("plugin-settings", plugin.Value, organisation.Value);
}
