using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Conformance;

/// <summary>The drafts that came of what was recorded, in <c>recorded/drafts.json</c> of a plugin's folder.</summary>
internal static class RecordedDrafts
{
    public const string FileName = "drafts.json";

    /// <summary>Them by their keys, each as canonical JSON.</summary>
    /// <exception cref="NotUsable">There are none, or they cannot be read.</exception>
    public static Dictionary<string, string> Read(string pluginFolder)
    {
        var file = Path.Combine(pluginFolder, RecordedFetches.FolderName, FileName);
        if (!File.Exists(file)) throw new NotUsable($"{file} is missing: 'tracker plugin record' writes it");
        if (JsonText.Read(file) is not JsonArray list) throw new NotUsable($"{file} is no list of drafts");
        var drafts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, draft) in list.Index())
        {
            if (draft is not JsonObject { } one || one["key"] is not JsonValue named || !named.TryGetValue<string>(out var key))
                throw new NotUsable($"{file} is no list of drafts: entry {index + 1} is no object with a key");
            if (!drafts.TryAdd(key, Canonical.Text(draft))) throw new NotUsable($"{file} has '{key}' twice");
        }

        return drafts;
    }
}
