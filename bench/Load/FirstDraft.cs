using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginSdk;

namespace Tracker.Load;

/// <summary>From the start of a plugin's process, in its sandbox, to the first draft that it says. What the host does with it is in a run's time.</summary>
internal sealed class FirstDraft(string feed) : IPluginCalls
{
    private const string Origin = "https://samples.example.org";
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Milliseconds, the median of some starts.</summary>
    /// <param name="folder">The plugin, with the settings and the feed of its samples.</param>
    /// <param name="starts">How many.</param>
    public static async Task<double> Median(string folder, int starts)
    {
        var manifest = PluginFolder.Read(folder).Manifest ?? throw new InvalidOperationException($"{folder} is no plugin.");
        var settings = (await File.ReadAllTextAsync(Path.Combine(folder, "samples", "settings.json"))).Replace("{feed}", Origin, StringComparison.Ordinal);
        var milliseconds = new List<double>();
        for (var i = 0; i < starts; i++)
        {
            var calls = new FirstDraft(Path.Combine(folder, "samples", "feed"));
            var watch = Stopwatch.StartNew();
            await using var session = await PluginSession.Start(
                new(folder, manifest.Command, manifest.Limits ?? new(), Isolation.Sandboxed, JsonNode.Parse(settings)!.AsObject(), manifest.Partners[0], "en"), calls, TimeProvider.System, default);
            var collected = session.Collect(new(Commitments()), default);
            if (await Task.WhenAny(calls._said.Task, collected) == collected) throw new InvalidOperationException($"{manifest.Id} said no draft: {collected.Exception}");
            milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            await collected;
            await session.Shutdown();
        }

        milliseconds.Sort();
        return milliseconds[starts / 2];
    }

    public async Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct)
    {
        var body = await File.ReadAllBytesAsync(Path.Combine(feed, Path.GetFileName(new Uri(asked.Address).LocalPath)), ct);
        return new(new(200, ImmutableSortedDictionary<string, string>.Empty, asked.Address, Convert.ToHexStringLower(SHA256.HashData(body)), DateTimeOffset.UnixEpoch, body.Length, []), body);
    }

    public Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct)
    {
        _said.TrySetResult();
        return Task.FromResult(new EvidenceResult(Outcome.Accepted));
    }

    public void Log(PluginSdk.LogLevel level, string text)
    {
    }

    public void Progress(ProgressParams progress)
    {
    }

    private static ImmutableArray<CommitmentBrief> Commitments() =>
    [
        new("contoh", "1", "Village budgets", "Contoh", [], [new("1.1", "Billboards", []), new("1.2", "Standards", [])]),
        new("contoh", "5", "Contracts", "Contoh", [], [new("5.1", "A portal", [])]),
    ];
}
