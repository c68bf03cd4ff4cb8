using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.PluginRunner.Conformance;

/// <summary>A plugin's folder whose manifest is well, and how it is kept apart here.</summary>
internal sealed record PluginUnderTest(string Folder, PluginManifest Manifest, Isolation Isolation, Remark InWords)
{
    /// <param name="path">The folder that holds the manifest.</param>
    /// <param name="probe">Why there is no sandbox here; null: found out.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <exception cref="NotUsable">Something is wrong with the folder.</exception>
    public static async Task<PluginUnderTest> Read(string path, Func<CancellationToken, Task<NoSandbox?>>? probe, CancellationToken cancellationToken)
    {
        var folder = PluginFolder.Read(path);
        if (folder.Manifest is not { } manifest) throw new NotUsable(Said(folder.Findings));
        var whyNot = await (probe ?? Bubblewrap.Probe)(cancellationToken);
        return whyNot is null
            ? new PluginUnderTest(folder.Path, manifest, Isolation.Sandboxed, $"in the sandbox, as on a host")
            : new PluginUnderTest(folder.Path, manifest, Isolation.Unsandboxed, $"without the sandbox, as you and with your network: {whyNot.InWords()}");
    }

    /// <summary>Findings as one remark, each on its line.</summary>
    public static Remark Said(IEnumerable<Finding> findings) => findings.Select(finding => finding.Whole).Aggregate((all, one) => Remark.Of($"{all}\n{one}"));

    /// <summary>How it is started.</summary>
    public ProcessStartInfo How() => PluginCommand.Of(Folder, Manifest.Command, Manifest.Limits, Isolation);

    /// <summary>What it may fetch with these settings, and how.</summary>
    /// <exception cref="NotUsable">A setting that the manifest names as an address is none.</exception>
    public FetchPolicy Policy(JsonObject settings) => Policy(Manifest, settings);

    /// <inheritdoc cref="Policy(JsonObject)"/>
    public static FetchPolicy Policy(PluginManifest manifest, JsonObject settings) => How(manifest) with { Allowed = Fetches(manifest, settings) };

    /// <summary>How a plugin may ask, wherever it leads.</summary>
    public static FetchPolicy How(PluginManifest manifest) => new([]) { MayPost = manifest.Requests?.Post == true, Headers = manifest.Requests?.Headers ?? [] };

    /// <summary>What it may fetch with these settings; a setting that is not set allows nothing, and the query of one limits nothing, as on a host.</summary>
    /// <exception cref="NotUsable">A setting that the manifest names as an address is none.</exception>
    private static ImmutableArray<AllowedAddress> Fetches(PluginManifest manifest, JsonObject settings) =>
    [
        .. PluginFolder.Declared(manifest.Fetch, settings).Select(entry => AllowedAddress.TryParse(entry.Setting is null ? entry.Address : entry.Address.Split('?', '#')[0], out var allowed, out var problem)
            ? allowed
            : throw new NotUsable($"the setting '{entry.Setting}' is no address to fetch beneath: {problem}")),
    ];
}
