using System.Collections.Immutable;
using System.Diagnostics;
using Tracker.PluginRunner.Fetching;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What the kit needs to know of a plugin's folder.</summary>
internal sealed record PluginUnderTest(string Folder, string Id, string Version, ImmutableArray<string> Command, ImmutableArray<AllowedAddress> Fetches)
{
    /// <exception cref="InvalidDataException">The manifest cannot be read.</exception>
    public static PluginUnderTest Read(string folder)
    {
        var file = Path.Combine(folder, "plugin.yaml");
        if (!File.Exists(file)) throw new InvalidDataException($"{file} is missing");
        Manifest manifest;
        try
        {
            manifest = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
                .Deserialize<Manifest>(File.ReadAllText(file));
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{file}:{e.Start.Line}:{e.Start.Column}: {e.Message}", e);
        }

        if (manifest is not { Id: { } id, Version: { } version, Command: { Count: > 0 } command }) throw new InvalidDataException($"{file} needs id, version and command");
        var fetches = manifest.Fetch?.Select(text => AllowedAddress.TryParse(text, out var allowed, out var problem) ? allowed : throw new InvalidDataException($"{file}: fetch: {problem}"));
        return new PluginUnderTest(Path.GetFullPath(folder), id, version, [.. command], [.. fetches ?? []]);
    }

    /// <summary>How it is started: its command in its folder, with an empty environment.</summary>
    public ProcessStartInfo How()
    {
        var how = new ProcessStartInfo(Command[0], Command.Skip(1)) { WorkingDirectory = Folder };
        var kept = Kept.Select(name => (name, Environment.GetEnvironmentVariable(name))).ToList();
        how.Environment.Clear();
        foreach (var (name, value) in kept.Where(entry => entry.Item2 is not null)) how.Environment[name] = value;
        how.Environment["PYTHONDONTWRITEBYTECODE"] = "1"; // a plugin's folder stays what its digest says
        how.Environment["DOTNET_NOLOGO"] = "1";
        return how;
    }

    // Enough to find a runtime, nothing that says who or where.
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "SystemRoot", "TEMP", "TMP"];

    private sealed class Manifest
    {
        public string? Id { get; set; }

        public string? Version { get; set; }

        public List<string>? Command { get; set; }

        public List<string>? Fetch { get; set; }
    }
}
