using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Plans.Words;

namespace Tracker.Plans;

/// <summary>
/// The JSON Schema (2020-12) of the front matter, made from the table of keys that the parser uses, so that the two cannot
/// differ. Keys in English and in Indonesian are schemas of their own.
/// </summary>
public static class PlanFileSchema
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema's text, as in <c>docs/plan-file.schema.json</c>.</summary>
    public static string Json { get; } = Create().ToJsonString(Written) + "\n";

    private static JsonObject Create() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Front matter of Tracker's plan files",
        ["description"] = "Each definition is one kind of file: plan.md, NN-name.md and NN-name.<lang>.md, with keys in English or in Indonesian.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["plan"] = Ref("plan"),
            ["commitment"] = Ref("commitment"),
            ["translation"] = Ref("translation"),
            ["rencana"] = Ref("rencana"),
            ["komitmen"] = Ref("komitmen"),
            ["terjemahan"] = Ref("terjemahan"),
        },
        ["additionalProperties"] = false,
        ["$defs"] = new JsonObject
        {
            ["plan"] = Map(Keys.Plan, key => key.Name),
            ["commitment"] = Map(Keys.Commitment, key => key.Name),
            ["translation"] = Map(Keys.Translation, key => key.Name),
            ["rencana"] = Map(Keys.Plan, key => key.Indonesian),
            ["komitmen"] = Map(Keys.Commitment, key => key.Indonesian),
            ["terjemahan"] = Map(Keys.Translation, key => key.Indonesian),
        },
    };

    private static JsonObject Map(KeyTable keys, Func<Key, string> name) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(keys.Keys.Select(key => KeyValuePair.Create(name(key), (JsonNode?)Value(key, name)))),
        ["required"] = new JsonArray([.. keys.Keys.Where(key => key.Required).Select(key => (JsonNode?)name(key))]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Value(Key key, Func<Key, string> name) => key.Shape switch
    {
        Shape.Texts => Text(),
        Shape.Values => new() { ["type"] = Types("array", "string", "number"), ["items"] = key.Words is null ? Scalar() : OneOf(key.Words) },
        Shape.Map => Map(key.Members!, name), // a map has members
        Shape.Named => new() { ["type"] = Types("object", "string"), ["additionalProperties"] = key.Members is null ? Text() : Map(key.Members, name) },
        _ => key.Words is null ? Scalar() : OneOf(key.Words),
    };

    // Repeated rather than referred to: validators differ in whether a definition may refer to another.
    private static JsonObject Text() => new() { ["type"] = Types("string", "object"), ["additionalProperties"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Scalar() => new() { ["type"] = Types("string", "number", "boolean") };

    private static JsonObject OneOf(IEnumerable<string> words)
    {
        var list = new JsonArray([.. words.Select(word => (JsonNode?)word)]);
        if (words.Contains("true")) foreach (var truth in new[] { true, false }) list.Add(truth); // YAML reads these as no words
        return new() { ["enum"] = list };
    }

    private static JsonArray Types(params string[] types) => new([.. types.Select(type => (JsonNode?)type)]);

    private static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };
}
