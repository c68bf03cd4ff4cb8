using Tracker.PluginRunner.Manifest;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>A plugin's folder with a manifest that is well, until a test writes another.</summary>
internal sealed class SomeManifest : IDisposable
{
    public const string Well = """
        id: open-data
        name: {id: Data terbuka, en: Open data}
        version: 1.2.0
        protocol: "1.0"
        partners: [academia, business]
        maintainer: {name: The example university, contact: https://example.org/contact}
        licence: Apache-2.0
        command: [python3, plugin.py]
        schedule: "0 3 * * *"
        settings:
          type: object
          properties:
            feed: {type: string}
            key: {type: string, secret: true}
          required: [feed]
        fetch: ["https://data.example.org/api/", "{feed}"]
        webhook: {headers: [x-signature]}
        limits: {seconds: 60, memory: 128, output: 8, processes: 4}
        form: {}
        requests: {post: true, headers: [x-api-key, authorization]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tracker-manifest-");

    public string Folder => _folder.FullName;

    public PluginFolder Read(string yaml)
    {
        File.WriteAllText(Path.Combine(Folder, "plugin.py"), "");
        File.WriteAllText(Path.Combine(Folder, PluginFolder.ManifestName), yaml);
        return PluginFolder.Read(Folder);
    }

    /// <summary>The one finding that a change to what is well comes to, in English.</summary>
    public string Finding(string well, string wrong) => string.Join('\n', Read(Well.Replace(well, wrong, StringComparison.Ordinal)).Findings);

    public void Dispose() => _folder.Delete(recursive: true);
}
