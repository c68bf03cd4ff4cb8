using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginRunner.Skeletons;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>A real host with a real plugin, killed by the machine in the middle of a run.</summary>
public sealed class KilledHostTests : IDisposable
{
    private const string Id = "village-counts";

    // It stands still in the middle, unless what it says has been said before.
    private const string Plugin = """
        import time
        from tracker_plugin import run

        class Counts:
            def collect(self, host, params):
                source = host.fetch(self.settings["feed"]).source()
                for village in range(5):
                    sent = host.evidence({
                        "key": f"village-{village}", "plan": "contoh", "commitment": "2", "milestone": "2.1.1", "kind": "dataset",
                        "title": f"Boards of village {village}", "summary": "The board hangs for everybody to read.", "on": "2026-04-20",
                        "shows": "Limited", "stance": "supports", "sources": [source]})
                    if village == 2 and sent["outcome"] == "accepted":
                        time.sleep(3600)
                return {"cursor": "all"}

        run(Counts(), "village-counts", "0.1.0")
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task Nothing_is_lost_or_doubled_and_no_process_is_left()
    {
        Required.That(File.Exists("/usr/bin/python3"), "the plugin of this test is Python (Debian: apt-get install python3)");
        Required.That(await Bubblewrap.Probe(default) is null, "plugins of these tests run sandboxed (Debian: apt-get install bubblewrap)");
        var origin = RunningHost.FreeOrigin(); // not the usual one: others run beside it
        (string, string)[] settings = [("Tracker__FeedServer", origin), ("Tracker__Plugins", Path.Combine(_folder, "plugins"))];
        await Place();
        using (var host = await RunningHost.Start(Path.Combine(_folder, "data"), settings))
        {
            await host.Approve(Id, "partner-public", new() { ["feed"] = $"{origin}/{Id}/counts.csv" });
            using var admin = host.Client(host.Token("admin"));
            await admin.Post($"/api/v1/plugins/{Id}/runs", []); // or the clock has begun it already
            await RunningHost.Eventually(async () => (await Boards(host)) is { Count: 3 } three ? three : null);
            Processes().Should().NotBeEmpty("it stands still");

            host.Kill();

            await RunningHost.Eventually(() => Task.FromResult(Processes() is { Count: 0 } none ? none : null));
        }

        using var next = await RunningHost.Start(Path.Combine(_folder, "data"), settings);
        using var visitor = next.Client(null);
        // It is due again at once, and nobody has to say so.
        var runs = await RunningHost.Eventually(async () => (await visitor.JsonOf($"/api/v1/plugins/{Id}/runs"))?.AsArray() is { Count: > 1 } some && (string)some[^2]!["state"]! != "running" ? some : null);

        ((string)runs[^1]!["state"]!, (string?)runs[^1]!["failure"]).Should().Be(("stopped", "interrupted"));
        ((string)runs[^2]!["state"]!, (int)runs[^2]!["unchanged"]!, (int)runs[^2]!["accepted"]!).Should().Be(("well", 3, 2), runs.ToJsonString());
        (await RunningHost.Eventually(async () => (await Boards(next)) is { Count: 5 } five ? five : null)).Should().OnlyHaveUniqueItems();
    }

    /// <summary>What stands on the commitment's page of what it sends.</summary>
    private static async Task<List<string>> Boards(RunningHost host)
    {
        using var visitor = host.Client(null);
        return [.. (await visitor.JsonOf($"/api/v1/plugins/{Id}/evidence"))!["items"]!.AsArray().Select(one => (string)one!["title"]!)]; // all of them
    }

    private List<string> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(one => int.TryParse(Path.GetFileName(one), out _)).Select(one =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(one, "cmdline")).Replace('\0', ' ');
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }).Where(line => line.Contains(_folder, StringComparison.Ordinal) && line.Contains("--die-with-parent", StringComparison.Ordinal)),
    ];

    private async Task Place()
    {
        var folder = Path.Combine(_folder, "plugins", Id);
        foreach (var (path, bytes) in PluginSkeleton.Files(Id, "public", "python"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!); // a file has a folder
            await File.WriteAllBytesAsync(Path.Combine(folder, path), bytes);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "plugin.py"), Plugin);
        Directory.CreateDirectory(Path.Combine(folder, "samples", "feed"));
        await File.WriteAllTextAsync(Path.Combine(folder, "samples", "feed", "counts.csv"), "village,hangs\n1,yes\n");
    }
}
