using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What the command offers the author of a plugin: the conformance kit, and recording the sources that it replays.</summary>
public static class PluginRehearsal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never HTML
        WriteIndented = true,
    };

    /// <summary>Makes every check on the plugin in a folder, replaying what is recorded in it. Nothing is fetched.</summary>
    /// <param name="folder">The folder that holds <c>plugin.yaml</c>.</param>
    /// <param name="clock">The clock by which its time runs out.</param>
    /// <param name="cancellationToken">Ends the checks and the plugin.</param>
    /// <param name="probe">Why there is no sandbox here; by default <see cref="Bubblewrap.Probe(CancellationToken)"/>.</param>
    public static async Task<ConformanceResult> Test(
        string folder, TimeProvider clock, CancellationToken cancellationToken, Func<CancellationToken, Task<NoSandbox?>>? probe = null)
    {
        var manifest = new ConformanceCheck($"Its manifest is well");
        try
        {
            var plugin = await PluginUnderTest.Read(folder, probe, cancellationToken);
            var kit = new ConformanceKit(plugin.Folder, plugin.Manifest.Version, plugin.How, clock);
            var checks = await kit.Run(cancellationToken);
            return new ConformanceResult([manifest, .. checks], plugin.InWords, kit.Log);
        }
        catch (NotUsable e)
        {
            return new([manifest with { Problem = e.Why }], $"not run", PluginLog.Empty);
        }
    }

    /// <summary>
    /// Runs the plugin once against its real sources, through the guard and by its manifest's list, and writes what came and
    /// what it made of it into its folder <c>recorded</c>.
    /// </summary>
    /// <param name="folder">The folder that holds <c>plugin.yaml</c> and <c>recorded/run.json</c>.</param>
    /// <param name="settings">How to fetch.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the run; nothing is written then.</param>
    /// <param name="network">Names and connections; the machine's own by default.</param>
    /// <param name="probe">Why there is no sandbox here; by default <see cref="Bubblewrap.Probe(CancellationToken)"/>.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<RecordingResult> Record(
        string folder, FetchSettings settings, TimeProvider clock, CancellationToken cancellationToken, INetwork? network = null, Func<CancellationToken, Task<NoSandbox?>>? probe = null)
    {
        Remark? isolation = null;
        var archive = Directory.CreateTempSubdirectory("tracker-record-");
        var log = new LogLines();
        try
        {
            var plugin = await PluginUnderTest.Read(folder, probe, cancellationToken);
            isolation = plugin.InWords;
            var script = RehearsalScript.Read(plugin.Folder);
            using var fetch = new GuardedFetch(new SourceArchive(archive.FullName), settings, clock, network);
            var policy = plugin.Policy(script.Settings);
            var recording = new Recording(fetch, policy);
            await using var process = await RehearsedProcess.Start(plugin.How(), plugin.Manifest.Limits, clock);
            var rehearsal = new Rehearsal(process, script, recording, policy, clock) { Log = log };
            await rehearsal.Greet(cancellationToken);
            var run = (await rehearsal.Collect(null, cancellationToken))!; // it is not hung up
            if (run.Error is { } error) return new RecordingResult(0, 0, [.. recording.Refused], $"it answers 'collect' with the error {run.ErrorCode}: {error}", log.Kept, isolation);
            RecordedFetches.Write(plugin.Folder, recording.Noted);
            var drafts = new JsonArray([.. run.Drafts.Values.Select(draft => JsonNode.Parse(draft))]);
            await File.WriteAllTextAsync(Path.Combine(plugin.Folder, RecordedFetches.FolderName, RecordedDrafts.FileName), drafts.ToJsonString(Json) + "\n", cancellationToken);
            var count = run.Drafts.Count;
            if (plugin.Manifest.Form is not null) count += await Record(plugin, script, Occasion.Forms, clock, log, cancellationToken);
            if (plugin.Manifest.Webhook is not null) count += await Record(plugin, script, Occasion.Deliveries, clock, log, cancellationToken);
            return new RecordingResult(recording.Noted.Count, count, [.. recording.Refused], null, log.Kept, isolation);
        }
        catch (NotUsable e)
        {
            return new RecordingResult(0, 0, [], e.Why, log.Kept, isolation);
        }
        finally
        {
            archive.Delete(recursive: true);
        }
    }

    /// <summary>Hands over what is recorded to have come from outside, and writes down what the plugin made of it. What came is its author's to write.</summary>
    /// <returns>How many drafts came of it.</returns>
    private static async Task<int> Record(PluginUnderTest plugin, RehearsalScript script, string file, TimeProvider clock, LogLines log, CancellationToken cancellationToken)
    {
        var drafts = 0;
        var fetches = new AsRecorded(RecordedFetches.Read(plugin.Folder));
        var taken = new List<Occasion>();
        foreach (var occasion in Occasion.Read(plugin.Folder, file))
        {
            await using var process = await RehearsedProcess.Start(plugin.How(), plugin.Manifest.Limits, clock);
            var rehearsal = new Rehearsal(process, occasion.Script(script), fetches, PluginUnderTest.How(plugin.Manifest), clock) { Log = log };
            await rehearsal.Greet(cancellationToken);
            var run = await rehearsal.Take(occasion, cancellationToken);
            taken.Add(occasion.With(run));
            drafts += run.Drafts.Count;
        }

        Occasion.Write(plugin.Folder, file, taken);
        return drafts;
    }
}

/// <summary>What a recording brought.</summary>
/// <param name="Fetches">How many fetches were recorded.</param>
/// <param name="Drafts">How many drafts came: of what was fetched, filled in and delivered.</param>
/// <param name="Refused">What was not fetched and why, in words.</param>
/// <param name="Problem">Why nothing was written; null where it was.</param>
/// <param name="Log">What it logged meanwhile.</param>
/// <param name="Isolation">How it was kept apart, in words; null: it was not started.</param>
public sealed record RecordingResult(int Fetches, int Drafts, ImmutableArray<string> Refused, Remark? Problem, PluginLog Log, Remark? Isolation);
