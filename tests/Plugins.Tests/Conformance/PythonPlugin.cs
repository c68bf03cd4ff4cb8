using System.Collections.Immutable;
using System.Diagnostics;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginRunner.Skeletons;
using Tracker.Support;

namespace Tracker.Plugins.Tests.Conformance;

/// <summary>The Python skeleton in a folder of its own, to be changed for the worse.</summary>
internal sealed class PythonPlugin : IDisposable
{
    public PythonPlugin()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, for plugins written in it");
        foreach (var (path, bytes) in PluginSkeleton.Files("village-survey", "academia", "python"))
        {
            var file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a file lies in a folder
            File.WriteAllBytes(file, bytes);
        }
    }

    public static string Feed => "https://data.example.org/findings.csv";

    public string Folder { get; } = Directory.CreateTempSubdirectory("tracker-plugin-").FullName;

    /// <summary>Replaces a piece of a file that is there once.</summary>
    public PythonPlugin Change(string file, string from, string to)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        if (text.Split(from).Length != 2) throw new InvalidOperationException($"'{from}' is not there once in {file}.");
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Gives its manifest limits, such as <c>seconds: 3</c>.</summary>
    public PythonPlugin Asking(string limits)
    {
        File.AppendAllText(Path.Combine(Folder, "plugin.yaml"), $"\nlimits: {{{limits}}}\n");
        return this;
    }

    public Task<ImmutableArray<ConformanceCheck>> Test() => new ConformanceKit(Folder, "0.1.0", How, TimeProvider.System).Run(CancellationToken.None);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private ProcessStartInfo How() => PluginCommand.Of(Folder, ["/usr/bin/python3", "plugin.py"], new(), Isolation.Unsandboxed);
}
