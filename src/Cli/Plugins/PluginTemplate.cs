using System.Text;

namespace Tracker.Cli.Plugins;

/// <summary>The files from which a new plugin is made, as they lie in <c>Templates</c>: text with <c>{{names}}</c> in it.</summary>
internal static class PluginTemplate
{
    /// <summary>The files of a language's template, by their path inside the new folder.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string language, IReadOnlyDictionary<string, string> names)
    {
        foreach (var resource in typeof(PluginTemplate).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith($"templates/{language}/", StringComparison.Ordinal)) continue;
            yield return (Filled(resource[$"templates/{language}/".Length..], names), Filled(Read(resource), names));
        }
    }

    /// <summary>One file of the templates, by its name.</summary>
    public static string Read(string resource)
    {
        using var stream = Open(resource);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>One file of the templates, as it is.</summary>
    public static Stream Open(string resource) =>
        typeof(PluginTemplate).Assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"'{resource}' is not embedded.");

    private static string Filled(string text, IReadOnlyDictionary<string, string> names) =>
        names.Aggregate(text, (filled, name) => filled.Replace($"{{{{{name.Key}}}}}", name.Value, StringComparison.Ordinal));
}
