using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Tracker.Support;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>The published schema, read as what it says it is: JSON Schema 2020-12.</summary>
internal static class PublishedSchema
{
    private static readonly Dictionary<string, JsonSchema> s_definitions = Read();

    public static string Text => File.ReadAllText(Required.File("docs/plugin-protocol/messages.schema.json", "the schema is part of the repository"));

    /// <summary>Its definitions by name.</summary>
    public static IReadOnlyCollection<string> Definitions => s_definitions.Keys;

    /// <summary>What in a message is not as a definition says; nothing where it is well.</summary>
    public static IEnumerable<string> Problems(string definition, string message)
    {
        using var json = JsonDocument.Parse(message);
        var found = s_definitions[definition].Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (found.IsValid) return [];
        return (found.Details ?? []).SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>()).Select(error => $"{definition} {detail.InstanceLocation}: {error.Value}")).Append($"{definition} does not hold").ToList();
    }

    private static Dictionary<string, JsonSchema> Read()
    {
        var names = JsonNode.Parse(Text)!["$defs"]!.AsObject().Select(one => one.Key).ToList(); // it has definitions, or nothing here holds
        return names.ToDictionary(name => name, name =>
        {
            var whole = JsonNode.Parse(Text)!.AsObject(); // as above
            whole["$ref"] = $"#/$defs/{name}";
            return JsonSchema.FromText(whole.ToJsonString());
        });
    }
}
