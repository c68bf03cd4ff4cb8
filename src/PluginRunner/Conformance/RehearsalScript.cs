using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// What a plugin is given in a rehearsal, in <c>recorded/run.json</c> of its folder: settings (never secrets), partner, locale
/// and the commitments it may speak about, as <c>initialize</c> and <c>collect</c> carry them.
/// </summary>
internal sealed record RehearsalScript(JsonObject Settings, string Partner, string Locale, JsonArray Commitments)
{
    public const string FileName = "run.json";

    /// <exception cref="NotUsable">It is missing or cannot be read.</exception>
    public static RehearsalScript Read(string pluginFolder)
    {
        var file = Path.Combine(pluginFolder, RecordedFetches.FolderName, FileName);
        if (!File.Exists(file)) throw new NotUsable($"{file} is missing: it says with which settings and commitments the plugin is tested");
        try
        {
            var root = JsonText.Read(file) as JsonObject;
            return root?["commitments"] is JsonArray commitments && root["settings"] is JsonObject settings
                && (string?)root["partner"] is { } partner && (string?)root["locale"] is { } locale
                    ? new RehearsalScript(settings, partner, locale, commitments)
                    : throw new NotUsable($"{file} needs settings (an object), partner, locale and commitments (a list)");
        }
        catch (InvalidOperationException e)
        {
            throw new NotUsable($"in {file} partner and locale are texts", e);
        }
    }
}
