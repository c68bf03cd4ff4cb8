using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;

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
    public static async Task<ConformanceResult> Test(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        const string manifest = "Its manifest is well";
        try
        {
            var plugin = await PluginUnderTest.Read(folder, cancellationToken);
            var checks = await new ConformanceKit(plugin.Folder, plugin.Manifest.Version, plugin.How, clock).Run(cancellationToken);
            return new ConformanceResult([new ConformanceCheck(manifest), .. checks], plugin.InWords);
        }
        catch (InvalidDataException e)
        {
            return new ConformanceResult([new ConformanceCheck(manifest, e.Message)], "not run");
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
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<RecordingResult> Record(
        string folder, FetchSettings settings, TimeProvider clock, CancellationToken cancellationToken, INetwork? network = null)
    {
        var archive = Directory.CreateTempSubdirectory("tracker-record-");
        try
        {
            var plugin = await PluginUnderTest.Read(folder, cancellationToken);
            var script = RehearsalScript.Read(plugin.Folder);
            using var fetch = new GuardedFetch(new SourceArchive(archive.FullName), settings, clock, network);
            var policy = plugin.Policy(script.Settings);
            var recording = new Recording(fetch, policy);
            await using var process = await RehearsedProcess.Start(plugin.How());
            var rehearsal = new Rehearsal(process, script, recording, policy);
            await rehearsal.Greet(cancellationToken);
            var run = (await rehearsal.Collect(null, cancellationToken))!; // it is not hung up
            if (run.Error is { } error) return new RecordingResult(0, 0, [.. recording.Refused], $"it answers 'collect' with the error {run.ErrorCode}: {error}");
            RecordedFetches.Write(plugin.Folder, recording.Noted);
            var drafts = new JsonArray([.. run.Drafts.Values.Select(draft => JsonNode.Parse(draft))]);
            await File.WriteAllTextAsync(Path.Combine(plugin.Folder, RecordedFetches.FolderName, ConformanceKit.Expected), drafts.ToJsonString(Json) + "\n", cancellationToken);
            if (plugin.Manifest.Form is not null) await Record(plugin, script, Occasion.Forms, cancellationToken);
            if (plugin.Manifest.Webhook is not null) await Record(plugin, script, Occasion.Deliveries, cancellationToken);
            return new RecordingResult(recording.Noted.Count, run.Drafts.Count, [.. recording.Refused], null);
        }
        catch (Exception e) when (e is NonConformant or InvalidDataException)
        {
            return new RecordingResult(0, 0, [], e.Message);
        }
        finally
        {
            archive.Delete(recursive: true);
        }
    }

    /// <summary>Hands over what is recorded to have come from outside, and writes down what the plugin made of it. What came is its author's to write.</summary>
    private static async Task Record(PluginUnderTest plugin, RehearsalScript script, string file, CancellationToken cancellationToken)
    {
        var fetches = new AsRecorded(RecordedFetches.Read(plugin.Folder));
        var taken = new List<Occasion>();
        foreach (var occasion in Occasion.Read(plugin.Folder, file))
        {
            await using var process = await RehearsedProcess.Start(plugin.How());
            var rehearsal = new Rehearsal(process, occasion.Script(script), fetches, PluginUnderTest.How(plugin.Manifest));
            await rehearsal.Greet(cancellationToken);
            taken.Add(occasion.With(await rehearsal.Take(occasion, cancellationToken)));
        }

        Occasion.Write(plugin.Folder, file, taken);
    }
}

/// <summary>What a recording brought.</summary>
/// <param name="Fetches">How many fetches were recorded.</param>
/// <param name="Drafts">How many drafts.</param>
/// <param name="Refused">What was not fetched and why, in words.</param>
/// <param name="Problem">Why nothing was written; null where it was.</param>
public sealed record RecordingResult(int Fetches, int Drafts, ImmutableArray<string> Refused, string? Problem);
