using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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

            if (field.Secret) secrets.Add(text = Protector(plugin.Id, organisation).Unprotect(text));
            values[field.Name] = field.Value(text);
        }

        return (values, secrets.ToImmutable());
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
            return Protector(plugin.Id, organisation).Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(PluginId plugin, OrganisationId organisation) =>
        protection.CreateProtector("plugin-settings", plugin.Value, organisation.Value);
}

/// <summary>One setting, as its schema says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">string, number, integer, boolean; anything else is typed as JSON.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Secret">Whether it is never shown.</param>
/// <param name="Description">What it is, in the author's words.</param>
/// <param name="Choices">The values it may have; empty: any.</param>
/// <param name="Default">What counts where nothing is kept.</param>
/// <param name="Schema">All that its schema says.</param>
public sealed record SettingField(
    string Name, string Type, bool Required, bool Secret, string? Description, ImmutableArray<string> Choices, JsonNode? Default, JsonObject Schema)
{
    public static SettingField Of(string name, JsonObject schema, bool required) => new(
        name, schema["type"]?.ToString() ?? "string", required, schema["secret"]?.ToString() == "true" || schema["writeOnly"]?.ToString() == "true",
        schema["description"]?.ToString() ?? schema["title"]?.ToString(),
        [.. (schema["enum"] as JsonArray ?? []).Select(value => value?.ToString()).OfType<string>()], schema["default"], schema);

    /// <summary>Whether it is a file, whose bytes go to the plugin in base 64.</summary>
    public bool IsFile => Schema["contentEncoding"]?.ToString() == "base64";

    /// <summary>Whether it is a text of more than a line, or a list; never a secret, which is not shown.</summary>
    public bool IsLong => !Secret && (Type is "array" or "object" || (Type == "string" && Bound("maxLength") > 250));

    /// <summary>The name that people see.</summary>
    public string Title => Schema["title"]?.ToString() is { Length: > 0 } title ? title : Name;

    /// <summary>What is wanted, in short.</summary>
    public string Wanted => Choices.Length > 0 ? string.Join(", ", Choices) : Type;

    /// <summary>Why what was given is of a kind that cannot stand here; null: it can, as far as its kind goes.</summary>
    public Refused? WhyNot(TypedSetting given)
    {
        var listed = Type is "array" or "object" && given.Text is { Length: > 0 } text && Read(text) is { } read && !new TypedSetting(null, read.GetValueKind()).CanBe(Type);
        return Choices.Length == 0 && (listed || !given.CanBe(Type)) ? Refuse(DoorRules.SettingInvalid, ("wanted", Wanted)) : null;
    }

    /// <summary>Why what was typed cannot stand here; null: it can. What bounds it is told, not its type alone.</summary>
    /// <param name="text">As it was typed, trimmed.</param>
    /// <param name="longest">Letters that it has at most, whatever its schema says.</param>
    public Refused? WhyNot(string text, int longest = int.MaxValue)
    {
        if (text.Length == 0) return Required && Default is null ? Refuse(DoorRules.SettingRequired) : null;
        if (text.Length <= longest && Read(text) is not null) return null;
        if (Choices.Length == 0 && Type is "integer" or "number")
        {
            return (Bound("minimum"), Bound("maximum")) switch
            {
                ({ } least, { } most) => Refuse(DoorRules.SettingBetween, ("wanted", Type), ("least", Text(least)), ("most", Text(most))),
                ({ } least, null) => Refuse(DoorRules.SettingLeast, ("wanted", Type), ("least", Text(least))),
                (null, { } most) => Refuse(DoorRules.SettingMost, ("wanted", Type), ("most", Text(most))),
                _ => Refuse(DoorRules.SettingInvalid, ("wanted", Wanted)),
            };
        }

        if (Choices.Length > 0 || (Type != "string" && text.Length <= longest)) return Refuse(DoorRules.SettingInvalid, ("wanted", Wanted));
        var (shortest, longestFit) = (Bound("minLength") ?? 0, Math.Min(longest, Bound("maxLength") ?? longest));
        return text.Length < shortest && longestFit == int.MaxValue ? Refuse(DoorRules.SettingLeast, ("wanted", Type), ("least", Text(shortest)))
            : text.Length < shortest || text.Length > longestFit ? Refuse(DoorRules.SettingLength, ("least", Text(shortest)), ("most", Text(longestFit)))
            : Refuse(DoorRules.SettingForm, ("pattern", Schema["pattern"]?.ToString() ?? ""));
    }

    /// <summary>The value of what was typed; null: it is none, or not as the schema wants it.</summary>
    public JsonNode? Read(string text) =>
        (Choices.Length > 0 && !Choices.Contains(text)) || (Type == "string" && !Fits(text)) || Value(text) is not { } value
        || (Type is "integer" or "number" && !InRange(decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture))) ? null : value;

    /// <summary>The value of what was kept, whatever bounds its schema has meanwhile; null: it is none of its type.</summary>
    public JsonNode? Value(string text)
    {
        switch (Type)
        {
            case "string":
                return JsonValue.Create(text);
            case "integer":
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null;
            case "number":
                return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;
            case "boolean":
                return text is "true" or "false" ? JsonValue.Create(text == "true") : null;
            default:
                try
                {
                    return JsonNode.Parse(text, null, new() { MaxDepth = 16 });
                }
                catch (System.Text.Json.JsonException)
                {
                    return null;
                }
        }
    }

    private Refused Refuse(Rule rule, params ReadOnlySpan<(string Name, string Value)> values) => rule.Refuse(null, [("setting", Title), .. values]);

    private static string Text(decimal bound) => bound.ToString(CultureInfo.InvariantCulture);

    private bool InRange(decimal number) => !(number < Bound("minimum")) && !(number > Bound("maximum"));

    // A number that a manifest was read into is no decimal to the library, which converts none; its JSON always is.
    private decimal? Bound(string name) =>
        Schema[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound : null;

    private bool Fits(string text)
    {
        if (text.Length < (Bound("minLength") ?? 0) || text.Length > (Bound("maxLength") ?? int.MaxValue)) return false;
        if (Schema["pattern"]?.ToString() is not { } pattern) return true;
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception unusable) when (unusable is ArgumentException or RegexMatchTimeoutException)
        {
            return false; // a pattern from a manifest is as hostile as anything in it
        }
    }
}
