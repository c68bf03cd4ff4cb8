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
            if (Problem(name, schema.Count) is { } problem) yield return problem;
            var inner = name switch
            {
                "properties" or "$defs" => (value as JsonObject)?.Select(member => member.Value) ?? [],
                "items" or "additionalProperties" => [value],
                _ => [],
            };
            foreach (var deeper in inner.OfType<JsonObject>().SelectMany(Problems)) yield return deeper;
        }
    }

    /// <summary>The same of a schema in a manifest, each by its place and with what may have been meant.</summary>
    internal static IEnumerable<(YamlValue At, Remark Message, Remark Advice)> Problems(YamlMembers schema) =>
        from one in schema.Schemas()
        from member in one.Members
        let problem = Problem(member.Key.Text, one.Members.Length)
        where problem is not null
        select ((YamlValue)member.Key, problem, Spelling.Suggest(member.Key.Text, s_known, Remark.Of($"use only: {Known}")));

    private static Remark? Problem(string name, int beside) =>
        !s_known.Contains(name) ? Remark.Of($"the keyword `{name}` would be ignored")
        : name == "$ref" && beside > 1 ? Remark.Of($"beside `$ref` everything else would be ignored")
        : null;
}
