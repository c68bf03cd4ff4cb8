using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tracker.PluginRunner.Manifest;

/// <summary>What a schema says that no value could keep, or that says nothing: its author is told before anybody is stuck with it.</summary>
internal static class SchemaMistakes
{
    private static readonly string[] s_types = ["string", "number", "integer", "boolean", "array", "object"];
    private static readonly string[] s_words = ["title", "description", "titles", "descriptions"];
    private static readonly (string Least, string Most)[] s_bounds = [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")];

    /// <summary>Every mistake, however deep, by its place.</summary>
    public static IEnumerable<(YamlValue At, Remark Message, Remark Advice)> In(YamlMembers schema) => schema.Schemas().SelectMany(
        one => Here(one.Members.GroupBy(member => member.Key.Text).ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal)));

    /// <summary>Whether what a schema describes is a text, or a list of texts.</summary>
    public static bool IsOfTexts(JsonObject schema) => (schema["type"]?.ToString() ?? "string") switch
    {
        "string" => true,
        "array" => schema["items"] is null or JsonObject && (schema["items"]?["type"]?.ToString() ?? "string") == "string",
        _ => false,
    };

    /// <summary>Whether a value is as a schema wants it. A pattern that is none holds nothing up.</summary>
    public static bool Fits(JsonNode? value, JsonObject schema)
    {
        if (schema["enum"] is JsonArray choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value))) return false;
        return schema["type"]?.ToString() switch
        {
            "string" => Text(value) is { } text && Within(text.Length, schema, "minLength", "maxLength") && Matches(text, schema),
            "integer" => Number(value) is { } whole && decimal.Truncate(whole) == whole && Within(whole, schema, "minimum", "maximum"),
            "number" => Number(value) is { } number && Within(number, schema, "minimum", "maximum"),
            "boolean" => value is JsonValue flag && flag.TryGetValue<bool>(out _),
            "array" => value is JsonArray items && Within(items.Count, schema, "minItems", "maxItems")
                && (schema["items"] is not JsonObject each || items.All(item => Fits(item, each))),
            "object" => value is JsonObject members && Names(schema).All(members.ContainsKey)
                && (schema["properties"] as JsonObject ?? []).All(one => !members.ContainsKey(one.Key) || one.Value is not JsonObject inner || Fits(members[one.Key], inner)),
            _ => true,
        };
    }

    private static IEnumerable<(YamlValue, Remark, Remark)> Here(Dictionary<string, YamlValue> said)
    {
        if (said.TryGetValue("type", out var type) && (type is not YamlText { Text: var word } || !s_types.Contains(word)))
            yield return (type, Remark.Of($"`{Shown(type)}` is no type"), Remark.Of($"write one of: {string.Join(", ", s_types)}"));
        if (said.TryGetValue("pattern", out var pattern) && !(pattern is YamlText { Text: var expression } && IsPattern(expression)))
            yield return (pattern, Remark.Of($"`{Shown(pattern)}` is no regular expression"), Remark.Of($"write one that can be read, in quotation marks"));
        if (said.TryGetValue("enum", out var choices) && choices is not YamlItems { Items.Length: > 0 })
            yield return (choices, Remark.Of($"`enum` is no list of values, or has none in it"), Remark.Of($"write `[one, two]`, or leave it out"));
        foreach (var unshown in s_words.SelectMany(name => Words(name, said.GetValueOrDefault(name)))) yield return unshown;
        foreach (var (least, most) in s_bounds)
        {
            foreach (var name in new[] { least, most })
            {
                if (said.TryGetValue(name, out var bound) && Bound(bound) is null)
                    yield return (bound, Remark.Of($"`{name}` is no number"), Remark.Of($"write one, or leave it out"));
            }

            if (said.TryGetValue(least, out var low) && said.TryGetValue(most, out var high) && Bound(low) > Bound(high))
                yield return (low, Remark.Of($"`{least}` is above `{most}`, so that nothing fits"), Remark.Of($"exchange them, or leave one out"));
        }

        if (said.TryGetValue("required", out var required))
        {
            if (required is not YamlItems { Items: var names } || names.Any(name => name is not YamlText))
                yield return (required, Remark.Of($"`required` is no list of names"), Remark.Of($"write `[one, two]`"));
            else
            {
                var there = (said.GetValueOrDefault("properties") as YamlMembers)?.Members.Select(member => member.Key.Text).ToHashSet() ?? [];
                foreach (var name in names.Cast<YamlText>().Where(name => !there.Contains(name.Text)))
                    yield return (name, Remark.Of($"`{name.Text}` is required and not among `properties`"), Remark.Of($"name one of them, or add it there"));
            }
        }

        if (said.TryGetValue("default", out var usual) && Schema(said) is { } schema && !Fits(ManifestYaml.Json(usual), schema))
            yield return (usual, Remark.Of($"`default` is not as its own schema wants it"), Remark.Of($"write one that fits, or leave it out"));
    }

    /// <summary>What people read of a setting: a text, or one for each language.</summary>
    private static IEnumerable<(YamlValue, Remark, Remark)> Words(string name, YamlValue? value)
    {
        if (value is null) return [];
        if (name is "title" or "description") return Words(name, [value]);
        return value is YamlMembers named ? Words(name, named.Members.Select(one => one.Value)) : [(value, Remark.Of($"`{name}` is no list of texts by language"), Remark.Of($"write `{{id: …, en: …}}`"))];
    }

    private static IEnumerable<(YamlValue, Remark, Remark)> Words(string name, IEnumerable<YamlValue> values)
    {
        foreach (var value in values)
        {
            if (value is not YamlText text || Text(ManifestYaml.Json(text)) is not { } words)
                yield return (value, Remark.Of($"`{name}` is no text"), Remark.Of($"put it in quotation marks, or leave it out"));
            else if (ShownText.Problem(words.Trim(), oneLine: name is "title" or "titles") is var (message, advice))
                yield return (value, message, advice);
        }
    }

    /// <summary>The schema as JSON, where it is well enough to say what fits.</summary>
    private static JsonObject? Schema(Dictionary<string, YamlValue> said) =>
        said.GetValueOrDefault("type") is YamlText { Text: var type } && s_types.Contains(type)
            ? new(said.Where(one => one.Key != "default").Select(one => KeyValuePair.Create(one.Key, ManifestYaml.Json(one.Value))))
            : null;

    private static bool Matches(string text, JsonObject schema)
    {
        if (Text(schema["pattern"]) is not { } pattern || !IsPattern(pattern)) return true;
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Within(decimal value, JsonObject schema, string least, string most) => !(value < Number(schema[least])) && !(value > Number(schema[most]));

    private static IEnumerable<string> Names(JsonObject schema) => (schema["required"] as JsonArray ?? []).Select(Text).OfType<string>();

    private static string? Text(JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    private static decimal? Number(JsonNode? value) =>
        value is JsonValue one && one.GetValueKind() == System.Text.Json.JsonValueKind.Number && decimal.TryParse(one.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static decimal? Bound(YamlValue value) =>
        value is YamlText { Plain: true } text && decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Shown(YamlValue value) => value is YamlText { Text: var text } ? text[..Math.Min(text.Length, 60)] : "…";
}
