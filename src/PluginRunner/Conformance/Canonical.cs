using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Conformance;

/// <summary>JSON with its members in order, so that equal content is equal text.</summary>
internal static class Canonical
{
    public static string Text(JsonNode? node) => Ordered(node)?.ToJsonString() ?? "null";

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null)
            .OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Ordered(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
