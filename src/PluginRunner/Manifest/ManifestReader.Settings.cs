using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Manifest;

internal sealed partial class ManifestReader
{
    private JsonObject? Settings(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("settings", out var value)) return null;
        if (value is not YamlMembers said || ManifestYaml.Json(value) is not JsonObject schema || schema["type"]?.ToString() != "object")
        {
            Wrong(value, "settings", $"settings are a JSON Schema of an object", $"begin with `type: object` and `properties:`");
            return null;
        }

        foreach (var key in ManifestYaml.Twice(value)) Wrong(key, "twice", $"`{key.Text}` stands here twice", $"keep one of them");
        foreach (var (at, message, advice) in SchemaWords.Problems(said)) Wrong(at, "settings", message, advice);
        if (!Fresh) return schema;
        foreach (var (at, message, advice) in SchemaMistakes.In(said)) Wrong(at, "settings", message, advice);
        foreach (var (at, message, advice) in SecretMistakes.In(said)) Wrong(at, "secret", message, advice);
        return schema;
    }

    private ImmutableArray<string> Fetch(Dictionary<string, YamlValue> members, JsonObject? settings)
    {
        var entries = Items(members, "fetch", 64);
        foreach (var entry in entries)
        {
            if (NotFetched(entry.Text, settings) is var (message, advice)) Wrong(entry, "fetch", message, advice);
        }

        return [.. entries.Select(entry => entry.Text)];
    }

    private (Remark Message, Remark Advice)? NotFetched(string entry, JsonObject? settings)
    {
        if (PluginFolder.SettingOf(entry) is not { } name)
        {
            return !AllowedAddress.TryParse(entry, out _, out var problem) ? (Remark.Of($"`{entry}` is no address"), problem)
                : Fresh && !AllowedAddress.CouldBeFetched(entry, feedServer: null)
                    ? (Remark.Of($"`{entry}` is not on the public internet: no host fetches it"), Remark.Of($"name a public address; one of your own machine is given by a setting, as `{{feed}}`"))
                    : null;
        }

        return settings?["properties"] is not JsonObject all || !all.TryGetPropertyValue(name, out var setting) ? (Remark.Of($"there is no setting `{name}`"), Remark.Of($"name one of `settings`"))
            : !Fresh ? null
            : setting is not JsonObject schema || !SchemaMistakes.IsOfTexts(schema) ? (Remark.Of($"the setting `{name}` is neither a text nor a list of texts"), Remark.Of($"write `type: string` in it, or name another"))
            : SecretMistakes.IsMarked(schema) ? (Remark.Of($"the setting `{name}` is a secret, and the address that is fetched is shown with the evidence"), Remark.Of($"send the secret in a header, named in `requests`, or let the address be no secret"))
            : null;
    }
}
