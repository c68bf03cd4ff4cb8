using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// Whether a plugin keeps to the protocol, found out by playing the host: greeting, replaying recorded fetches, breaking
/// sources, hanging up at every step. Each check starts the plugin anew, without a network.
/// </summary>
internal sealed class ConformanceKit(string folder, string version, Func<ProcessStartInfo> how, TimeProvider clock)
{
    /// <summary>The drafts that are expected, in the folder of recorded fetches.</summary>
    public const string Expected = "drafts.json";
    private const int MostHangUps = 40;
    private const int MostDrafts = 10_000;
    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(60);

    private readonly List<ConformanceCheck> _checks = [];
    private RehearsalScript _script = null!; // the first check reads them, and nothing runs after it failed
    private RecordedFetches _recorded = null!;
    private Rehearsed _first = null!;

    /// <summary>How long a plugin may take to end when it should.</summary>
    public TimeSpan EndTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes every check, as far as the ones before allow it.</summary>
    public async Task<ImmutableArray<ConformanceCheck>> Run(CancellationToken cancellationToken)
    {
        _ = await Check("Its recorded run can be read", ReadRecorded, cancellationToken)
            && await Check("It greets, refuses what it does not know, and ends when told to", Greets, cancellationToken)
            && await Check("It collects from the recorded sources, and every message keeps to the protocol", Collects, cancellationToken)
            && await Check("Its drafts are the recorded ones", IsAsExpected, cancellationToken)
            & await Check("The same bytes give the same keys and content", IsDeterministic, cancellationToken)
            & await Check("With its own cursor it collects again without another content for a key", GoesOn, cancellationToken)
            & await Check("Hung up at any step, it ends, and the next run gives everything", SurvivesHangUps, cancellationToken)
            & await BrokenSources(cancellationToken);
        return [.. _checks];
    }

    private async Task<bool> BrokenSources(CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var (name, broken) in Broken.Ways)
        {
            all &= await Check($"A source that is {name} ends in an answer, not in a crash", async ct => await Rehearse(new Broken(_recorded, broken), null, null, ct), cancellationToken);
        }

        return all;
    }

    private async Task<bool> Check(string name, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(RunTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        string? problem = null;
        try
        {
            await check(either.Token);
        }
        catch (Exception e) when (e is NonConformant or InvalidDataException)
        {
            problem = e.Message;
        }
        catch (IOException)
        {
            problem = "it closed its end of the pipe while the host was speaking";
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            problem = $"it had not answered after {RunTime.TotalSeconds:0} s";
        }

        _checks.Add(new ConformanceCheck(name, problem));
        return problem is null;
    }

    private Task ReadRecorded(CancellationToken cancellationToken)
    {
        _script = RehearsalScript.Read(folder);
        _recorded = RecordedFetches.Read(folder);
        return Task.CompletedTask;
    }

    private async Task Greets(CancellationToken cancellationToken)
    {
        await using var plugin = RehearsedProcess.Start(how());
        var rehearsal = new Rehearsal(plugin, _script, new AsRecorded(_recorded));
        var greeting = await rehearsal.Greet(cancellationToken);
        if ((greeting["protocol"] as JsonValue)?.ToString().Split('.')[0] != "1") throw new NonConformant("it speaks another major version of the protocol than 1");
        if ((greeting["version"] as JsonValue)?.ToString() != version) throw new NonConformant($"it says version '{greeting["version"]}', its manifest says '{version}'");
        if (string.IsNullOrEmpty((greeting["name"] as JsonValue)?.ToString())) throw new NonConformant("it does not say its name");

        var unknown = await rehearsal.Ask("no-such-method", [], cancellationToken);
        if (MessageRules.ErrorIn(unknown) is null || (int)unknown["error"]!["code"]! != -32601) // ErrorIn checked both
        {
            throw new NonConformant("it answers a method it cannot know with something else than the error -32601");
        }

        MessageRules.Result(await rehearsal.Ask("shutdown", [], cancellationToken));
        await Ends(plugin, "told to shut down", cancellationToken);
    }

    private async Task Collects(CancellationToken cancellationToken)
    {
        _first = (await Rehearse(new AsRecorded(_recorded), null, null, cancellationToken))!; // it is not hung up
        if (_first.Error is { } error) throw new NonConformant($"it answers 'collect' with an error: {error}");
        if (_first.Drafts.Count > MostDrafts) throw new NonConformant($"it sent more than {MostDrafts} drafts in one run");
    }

    private Task IsAsExpected(CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, RecordedFetches.FolderName, Expected);
        if (!File.Exists(file)) throw new NonConformant($"{file} is missing: 'tracker plugin record' writes it");
        var expected = Drafts(file);
        foreach (var key in expected.Keys.Union(_first.Drafts.Keys).Order(StringComparer.Ordinal))
        {
            if (!_first.Drafts.TryGetValue(key, out var now)) throw new NonConformant($"'{key}' is recorded and was not sent");
            if (!expected.TryGetValue(key, out var was)) throw new NonConformant($"'{key}' was sent and is not recorded");
            if (now != was) throw new NonConformant($"'{key}' has another content.\n  recorded: {was}\n  now:      {now}");
        }

        return Task.CompletedTask;
    }

    private async Task IsDeterministic(CancellationToken cancellationToken) =>
        MustEqualTheFirst((await Rehearse(new AsRecorded(_recorded), null, null, cancellationToken))!, "a second run"); // it is not hung up

    private async Task GoesOn(CancellationToken cancellationToken)
    {
        var next = (await Rehearse(new AsRecorded(_recorded), _first.Cursor, null, cancellationToken))!; // it is not hung up
        if (next.Error is { } error) throw new NonConformant($"it answers with an error: {error}");
        foreach (var (key, content) in next.Drafts)
        {
            if (_first.Drafts.TryGetValue(key, out var before) && before != content) throw new NonConformant($"'{key}' has another content the second time");
        }
    }

    private async Task SurvivesHangUps(CancellationToken cancellationToken)
    {
        // Every step, or as many as are worth the time, the first and the last among them.
        var steps = Enumerable.Range(0, _first.Steps).Where(step => _first.Steps <= MostHangUps || step % (_first.Steps / MostHangUps + 1) == 0 || step == _first.Steps - 1);
        foreach (var step in steps)
        {
            await using var plugin = RehearsedProcess.Start(how());
            var rehearsal = new Rehearsal(plugin, _script, new AsRecorded(_recorded)) { HangUpAt = step };
            try
            {
                await rehearsal.Greet(cancellationToken);
                await rehearsal.Collect(null, cancellationToken);
            }
            catch (HungUp)
            {
                // in the greeting already
            }

            plugin.HangUp();
            await Ends(plugin, $"the host is gone at step {step + 1}", cancellationToken);
        }

        MustEqualTheFirst((await Rehearse(new AsRecorded(_recorded), null, null, cancellationToken))!, "the run after it"); // it is not hung up
    }

    private async Task<Rehearsed?> Rehearse(ISourcesReplayed sources, string? cursor, int? hangUpAt, CancellationToken cancellationToken)
    {
        await using var plugin = RehearsedProcess.Start(how());
        var rehearsal = new Rehearsal(plugin, _script, sources) { HangUpAt = hangUpAt };
        await rehearsal.Greet(cancellationToken);
        return await rehearsal.Collect(cursor, cancellationToken);
    }

    private async Task Ends(RehearsedProcess plugin, string when, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(EndTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await plugin.Ended(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NonConformant($"it goes on for more than {EndTime.TotalSeconds:0} s when {when}");
        }
    }

    private void MustEqualTheFirst(Rehearsed run, string which)
    {
        if (run.Error is { } error) throw new NonConformant($"{which} answers with an error: {error}");
        var differing = _first.Drafts.Keys.Union(run.Drafts.Keys).FirstOrDefault(key => _first.Drafts.GetValueOrDefault(key) != run.Drafts.GetValueOrDefault(key));
        if (differing is not null) throw new NonConformant($"{which} differs in '{differing}'");
    }

    private static Dictionary<string, string> Drafts(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file))!.AsArray().ToDictionary(draft => (string)draft!["key"]!, Canonical.Text); // what is missing is caught
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new NonConformant($"{file} is no list of drafts: {e.Message}");
        }
    }
}
