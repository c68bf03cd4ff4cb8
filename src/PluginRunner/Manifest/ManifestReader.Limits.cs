using System.Globalization;

namespace Tracker.PluginRunner.Manifest;

internal sealed partial class ManifestReader
{
    private PluginLimits Limits(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("limits", out var value)) return new();
        if (value is not YamlMembers limits)
        {
            Wrong(value, "limits", $"limits are numbers by name", $"write `{{seconds: 300, memory: 256, output: 64, processes: 16}}`");
            return new();
        }

        var asked = Members(limits, ["seconds", "memory", "output", "processes"], []);
        var (usual, most) = (new PluginLimits(), PluginLimits.Most);
        return new(
            Number(asked, "seconds", usual.Seconds, 1, most.Seconds), Number(asked, "memory", usual.MemoryMiB, 32, most.MemoryMiB),
            Number(asked, "output", usual.OutputMiB, 1, most.OutputMiB), Number(asked, "processes", usual.Processes, 1, most.Processes));
    }

    private int Number(Dictionary<string, YamlValue> members, string key, int usual, int least, int most)
    {
        if (!members.TryGetValue(key, out var value)) return usual;
        if (value is YamlText text && int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Wrong(value, "limits", $"`{key}` is not a whole number from {least} to {most}", $"write one");
        return usual;
    }
}
