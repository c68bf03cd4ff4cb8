using System.Text;

namespace Tracker.PluginRunner.Skeletons;

/// <summary>The files from which a new plugin is made, as they lie in <c>Templates</c>: text with <c>{{names}}</c> in it.</summary>
internal static class PluginTemplate
{
    /// <summary>The files of a template, by their path inside the new folder.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Files(string template, IReadOnlyDictionary<string, string> names)
    {
        var prefix = $"templates/{template}/";
        foreach (var resource in typeof(PluginTemplate).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal)) continue;
            yield return (Filled(resource[prefix.Length..], names), Encoding.UTF8.GetBytes(Filled(Encoding.UTF8.GetString(Read(resource)), names)));
        }
    }

    /// <summary>One embedded file as it is.</summary>
    public static byte[] Read(string resource)
    {
        using var stream = typeof(PluginTemplate).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"'{resource}' is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Filled(string text, IReadOnlyDictionary<string, string> names) =>
        names.Aggregate(text, (filled, name) => filled.Replace($"{{{{{name.Key}}}}}", name.Value, StringComparison.Ordinal));
}
