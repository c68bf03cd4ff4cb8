using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Manifest;

/// <summary>How a secret would come to be shown: by a mark that is not understood, or a value that stands in the manifest.</summary>
internal static class SecretMistakes
{
    private const string Mark = "secret";

    /// <summary>Every mistake of the settings, by its place. Only a setting itself is a secret: what is inside of one is shown with it.</summary>
    public static IEnumerable<(YamlValue At, Remark Message, Remark Advice)> In(YamlMembers settings)
    {
        var own = (settings.Find("properties") as YamlMembers)?.Members.Select(member => member.Value).ToHashSet(ReferenceEqualityComparer.Instance) ?? [];
        return settings.Schemas().SelectMany(schema => Here(schema, own.Contains(schema)));
    }

    /// <summary>Whether a setting is a secret: whatever is written but a plain <c>false</c> is meant to make it one.</summary>
    public static bool IsMarked(JsonObject schema) => schema.TryGetPropertyValue(Mark, out var mark) && mark?.GetValueKind() != JsonValueKind.False;

    private static IEnumerable<(YamlValue, Remark, Remark)> Here(YamlMembers schema, bool own)
    {
        if (schema.Find(Mark) is not { } mark) yield break;
        if (mark is not YamlText { Plain: true, Text: "true" or "false" })
            yield return (mark, Remark.Of($"`secret` is neither true nor false"), Remark.Of($"write `secret: true`, without quotation marks, or leave it out"));
        if (mark is YamlText { Plain: true, Text: "false" }) yield break;
        if (!own) yield return (mark, Remark.Of($"only a setting itself is a secret, not what is inside of one"), Remark.Of($"make it a setting of its own, among the `properties` of `settings`"));
        if (own && schema.Find("type") is YamlText { Text: "array" or "object" } type)
            yield return (type, Remark.Of($"a secret is one text or number: what is inside of a list would be shown"), Remark.Of($"make each of them a setting of its own"));
        if (schema.Find("default") is { } usual)
            yield return (usual, Remark.Of($"the `default` of a secret would be read by everybody"), Remark.Of($"leave it out: who gives the settings types it"));
    }
}
