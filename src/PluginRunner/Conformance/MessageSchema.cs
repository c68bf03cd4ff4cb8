using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Tracker.PluginRunner.Conformance;

/// <summary>The published schema of the messages, <c>docs/plugin-protocol/messages.schema.json</c>: what a rehearsal holds every message against.</summary>
internal static class MessageSchema
{
    private static readonly Lazy<JsonObject> s_definitions = new(Read);
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> s_schemas = new(StringComparer.Ordinal);

    /// <exception cref="NonConformant">The message is not as the schema says; one of a method without a definition is not looked at.</exception>
    public static async Task Holds(string definition, JsonObject message)
    {
        if (!s_definitions.Value.ContainsKey(definition)) return;
        var schema = await s_schemas.GetOrAdd(definition, Of);
        if (schema.Validate(message.ToJsonString()).FirstOrDefault() is { } wrong)
            throw new NonConformant($"'{definition}' is not as its schema says: {wrong.Kind} at {wrong.Path}");
    }

    private static Task<JsonSchema> Of(string definition)
    {
        // With all the others beside it: the validator resolves references among definitions by their older name only.
        var one = s_definitions.Value[definition]!.DeepClone().AsObject(); // asked for only where it is there
        one["definitions"] = s_definitions.Value.DeepClone();
        return JsonSchema.FromJsonAsync(one.ToJsonString());
    }

    private static JsonObject Read()
    {
        using var file = new StreamReader(typeof(MessageSchema).Assembly.GetManifestResourceStream("messages.schema.json")!); // it is part of the assembly
        return JsonNode.Parse(file.ReadToEnd().Replace("$defs", "definitions", StringComparison.Ordinal))!["definitions"]!.AsObject(); // as above
    }
}
