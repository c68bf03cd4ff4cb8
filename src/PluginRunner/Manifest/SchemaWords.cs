using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Manifest;

/// <summary>The keywords of JSON Schema that our schemas may use: those that every validator here understands and none ignores in silence.</summary>
public static class SchemaWords
{
    private static readonly string[] s_known =
    [
        "$schema", "$id", "$defs", "$ref", "type", "title", "description", "default", "properties", "required", "additionalProperties", "enum", "items",
        "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "secret", "contentEncoding", "titles", "descriptions",
    ];

    /// <summary>The keywords, for messages.</summary>
    public static string Known => string.Join(", ", s_known);

    /// <summary>What a schema says that would be ignored, each in words; nothing where it is well.</summary>
    /// <param name="schema">The schema.</param>
    public static IEnumerable<Remark> Problems(JsonObject schema)
    {
        foreach (var (name, value) in schema)
        {
            if (!s_known.Contains(name)) yield return Remark.Of($"the keyword `{name}` would be ignored");
            if (name == "$ref" && schema.Count > 1) yield return Remark.Of($"beside `$ref` everything else would be ignored");
            var inner = name switch
            {
                "properties" or "$defs" => (value as JsonObject)?.Select(member => member.Value) ?? [],
                "items" or "additionalProperties" => [value],
                _ => [],
            };
            foreach (var problem in inner.OfType<JsonObject>().SelectMany(Problems)) yield return problem;
        }
    }
}
