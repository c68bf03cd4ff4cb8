using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// Whether a plugin keeps to the protocol, found out by playing the host: greeting, replaying recorded fetches, breaking
/// sources, hanging up at every step. Each check starts the plugin anew, without a network.
/// </summary>
internal sealed class ConformanceKit(string folder, string version, Func<ProcessStartInfo> how, TimeProvider clock)
{
    private const int MostHangUps = 40;
    private const int MostChecks = 20;

    private readonly List<ConformanceCheck> _checks = [];
    private readonly LogLines _log = new();
    private RehearsalScript _script = null!; // the first check reads them, and nothing runs after it failed
    private RecordedFetches _recorded = null!;
    private PluginManifest _manifest = null!;
    private Rehearsed _first = null!;
    private int _drafts;

    /// <summary>Who listens in on every process; null: nobody.</summary>
    public WireTap? Tap { get; init; }

    /// <summary>What the plugin logged while it made drafts of what is recorded.</summary>
    public PluginLog Log => _log.Kept;

    /// <summary>Makes every check, as far as the ones before allow it.</summary>
    public async Task<ImmutableArray<ConformanceCheck>> Run(CancellationToken cancellationToken)
    {
        _ = await Check($"Its recorded run can be read", ReadRecorded, cancellationToken)
            && await Check($"It greets, refuses what it does not know, and ends when told to", Greets, cancellationToken)
            && await Check($"It collects from the recorded sources, and every message keeps to the protocol", Collects, cancellationToken)
            && await Check($"Its drafts are the recorded ones", IsAsExpected, cancellationToken)
            & await Check($"The same bytes give the same keys and content", IsDeterministic, cancellationToken)
            & await Check($"With its own cursor it collects again without another content for a key", GoesOn, cancellationToken)
            & await Check($"Hung up at any step, it ends, and the next run gives everything", SurvivesHangUps, cancellationToken)
            & await FromOutside(cancellationToken)
            & await LooksAgain(cancellationToken)
            & await BrokenSources(cancellationToken)
            & await Check($"A draft came of what is recorded", ShowsSomething, cancellationToken, isAboutShowing: true);
        return [.. _checks];
    }

    /// <summary>Forms and webhooks, where the manifest says that it has them.</summary>
    private async Task<bool> FromOutside(CancellationToken cancellationToken)
    {
        var all = true;
        if (_manifest.Form is not null)
        {
            all &= await Check($"Its form can be shown, in both languages", ShowsItsForm, cancellationToken);
            all &= await Check($"What people filled in becomes the recorded drafts, or is refused as recorded", ct => Takes(Occasion.Forms, ct), cancellationToken);
        }

        if (_manifest.Webhook is not null)
            all &= await Check($"What was delivered becomes the recorded drafts, or is refused as recorded", ct => Takes(Occasion.Deliveries, ct), cancellationToken);
        return all;
    }

    /// <summary>Asked about what it just sent, its sources say so; asked when they are gone, they do not.</summary>
    private async Task<bool> LooksAgain(CancellationToken cancellationToken) =>
        await Check($"Asked whether the recorded sources still say so, it says yes, or that it does not look", ct => Checks(new AsRecorded(_recorded), verdict => verdict == "unchanged", ct), cancellationToken)
        & await Check($"Asked the same when they are gone, it does not say yes", ct => Checks(new Broken(_recorded, _ => (404, [])), verdict => verdict != "unchanged", ct), cancellationToken);

    private async Task<bool> BrokenSources(CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var (name, broken) in Broken.Ways)
        {
            all &= await Check($"A source that is {name} ends in an answer, not in a crash", async ct => await Rehearse(new Broken(_recorded, broken), null, null, ct), cancellationToken);
        }

        return all;
    }

    private async Task<bool> Check(Remark name, Func<CancellationToken, Task> check, CancellationToken cancellationToken, bool isAboutShowing = false)
    {
        Remark? problem = null;
        try
        {
            await check(cancellationToken);
        }
        catch (NotUsable e)
        {
            problem = e.Why;
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            problem = $"a text in a message is no Unicode: half of a surrogate pair";
        }
        catch (IOException)
        {
            problem = $"it closed its end of the pipe while the host was speaking";
        }

        _checks.Add(new ConformanceCheck(name, problem, isAboutShowing));
        return problem is null;
    }

    private Task ReadRecorded(CancellationToken cancellationToken)
    {
        _script = RehearsalScript.Read(folder);
        _recorded = RecordedFetches.Read(folder);
        var read = PluginFolder.Read(folder);
        _manifest = read.Manifest ?? throw new NotUsable(PluginUnderTest.Said(read.Findings));
        var policy = PluginUnderTest.Policy(_manifest, _script.Settings);
        foreach (var (index, fetch) in _recorded.All.Index())
        {
            // Nobody asks on replay what a host would: whether it may be fetched at all.
            var asked = new[] { fetch.Address, fetch.Source.FinalAddress }.FirstOrDefault(address => WebAddress.Read(address) is not { } uri || !policy.Allows(uri));
            if (asked is not null) throw new NotUsable($"{RecordedFetches.FolderName}/fetches.json, entry {index + 1}: '{asked}' is beneath no address that its manifest declares, and a host would refuse it");
        }

        return Task.CompletedTask;
    }

    private async Task Greets(CancellationToken cancellationToken)
    {
        await using var plugin = await Start();
        var rehearsal = Begin(plugin, _script, new AsRecorded(_recorded), null);
        var greeting = await rehearsal.Greet(cancellationToken);
        if (!Protocol.Speaks((greeting["protocol"] as JsonValue)?.ToString())) throw new NonConformant($"it speaks another major version of the protocol than 1");
        if ((greeting["version"] as JsonValue)?.ToString() != version) throw new NonConformant($"it says version '{greeting["version"]}', its manifest says '{version}'");
        if (string.IsNullOrEmpty((greeting["name"] as JsonValue)?.ToString())) throw new NonConformant($"it does not say its name");

        var unknown = await rehearsal.Ask("no-such-method", [], cancellationToken);
        if (MessageRules.ErrorIn(unknown) is null || (int)unknown["error"]!["code"]! != ErrorCodes.MethodNotFound) // ErrorIn checked both
        {
            throw new NonConformant($"it answers a method it cannot know with something else than the error -32601");
        }

        MessageRules.Result(await rehearsal.Ask("shutdown", [], cancellationToken));
        await Ends(plugin, $"it is told to shut down", cancellationToken);
    }

    private async Task Collects(CancellationToken cancellationToken)
    {
        _first = (await Rehearse(new AsRecorded(_recorded), null, null, cancellationToken, _log))!; // it is not hung up
        _drafts = _first.Drafts.Count;
        if (_first.Error is { } error) throw new NonConformant($"it answers 'collect' with the error {_first.ErrorCode}: {error}");
    }

    private Task IsAsExpected(CancellationToken cancellationToken)
    {
        var expected = RecordedDrafts.Read(folder);
        foreach (var key in expected.Keys.Union(_first.Drafts.Keys).Order(StringComparer.Ordinal))
        {
            if (!_first.Drafts.TryGetValue(key, out var now)) throw new NonConformant($"'{key}' is recorded and was not sent");
            if (!expected.TryGetValue(key, out var was)) throw new NonConformant($"'{key}' was sent and is not recorded");
            if (now != was) throw new NonConformant($"'{key}' has another content.\n  recorded: {was}\n  now:      {now}");
        }

        return Task.CompletedTask;
    }

    private async Task IsDeterministic(CancellationToken cancellationToken) =>
        MustEqualTheFirst((await Rehearse(new AsRecorded(_recorded), null, null, cancellationToken))!, $"a second run"); // it is not hung up

    private async Task GoesOn(CancellationToken cancellationToken)
    {
        var next = (await Rehearse(new AsRecorded(_recorded), _first.Cursor, null, cancellationToken))!; // it is not hung up
        if (next.Error is { } error) throw new NonConformant($"it answers with the error {next.ErrorCode}: {error}");
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
            await using var plugin = await Start();
            var rehearsal = Begin(plugin, _script, new AsRecorded(_recorded), step);
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

        MustEqualTheFirst((await Rehearse(new AsRecorded(_recorded), null, null, cancellationToken))!, $"the run after it"); // it is not hung up
    }

    private async Task ShowsItsForm(CancellationToken cancellationToken)
    {
        await using var plugin = await Start();
        var rehearsal = Begin(plugin, _script, new AsRecorded(_recorded), null);
        await rehearsal.Greet(cancellationToken);
        foreach (var locale in new[] { "id", "en" })
            MessageRules.Form(MessageRules.Result(await rehearsal.Ask("fields", new JsonObject { ["locale"] = locale }, cancellationToken)));
    }

    private async Task Takes(string file, CancellationToken cancellationToken)
    {
        foreach (var (index, occasion) in Occasion.Read(folder, file).Index())
        {
            await using var plugin = await Start();
            var rehearsal = Begin(plugin, occasion.Script(_script), new AsRecorded(_recorded), null, _log);
            await rehearsal.Greet(cancellationToken);
            var run = await rehearsal.Take(occasion, cancellationToken);
            var (drafts, error) = occasion.Expected();
            Remark entry = $"entry {index + 1} of {file}";
            if (run.ErrorCode != error)
            {
                throw run.Error is { } words
                    ? new NonConformant($"{entry}: it answers with the error {run.ErrorCode}: {words}")
                    : new NonConformant($"{entry}: it takes what is recorded to be refused with {error}");
            }

            _drafts += run.Drafts.Count;
            var differing = drafts.Keys.Union(run.Drafts.Keys).FirstOrDefault(key => drafts.GetValueOrDefault(key) != run.Drafts.GetValueOrDefault(key));
            if (differing is not null) throw new NonConformant($"{entry}: '{differing}' is not as recorded.\n  recorded: {drafts.GetValueOrDefault(differing)}\n  now:      {run.Drafts.GetValueOrDefault(differing)}");
        }
    }

    private async Task Checks(ISourcesReplayed sources, Predicate<string> well, CancellationToken cancellationToken)
    {
        await using var plugin = await Start();
        var rehearsal = Begin(plugin, _script, sources, null);
        await rehearsal.Greet(cancellationToken);
        foreach (var (key, draft) in _first.Drafts.Take(MostChecks))
        {
            if (await rehearsal.Check(JsonNode.Parse(draft)!.AsObject(), cancellationToken) is not { } verdict) return; // it does not look
            if (!well(verdict)) throw new NonConformant($"of '{key}' it says '{verdict}'");
        }
    }

    /// <summary>Most rules are about drafts: where none comes, they were held against nothing.</summary>
    private Task ShowsSomething(CancellationToken cancellationToken) =>
        _drafts > 0 ? Task.CompletedTask
        : _recorded.All.IsEmpty ? throw new NonConformant($"no fetch is recorded and no draft came, so nothing was shown: 'tracker plugin record' runs the plugin against its sources")
        : throw new NonConformant($"the recorded fetches lead to no draft, so nothing was shown: what it logs may say why; record a day on which its sources have something to say");

    private Task<RehearsedProcess> Start() => RehearsedProcess.Start(how(), _manifest.Limits, clock, Tap);

    private Rehearsal Begin(RehearsedProcess plugin, RehearsalScript script, ISourcesReplayed sources, int? hangUpAt, LogLines? log = null) =>
        new(plugin, script, sources, PluginUnderTest.How(_manifest), clock) { HangUpAt = hangUpAt, Log = log };

    private async Task<Rehearsed?> Rehearse(ISourcesReplayed sources, string? cursor, int? hangUpAt, CancellationToken cancellationToken, LogLines? log = null)
    {
        await using var plugin = await Start();
        var rehearsal = Begin(plugin, _script, sources, hangUpAt, log);
        await rehearsal.Greet(cancellationToken);
        return await rehearsal.Collect(cursor, cancellationToken);
    }

    private async Task Ends(RehearsedProcess plugin, Remark when, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(PluginSession.GoodbyeTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await plugin.Ended(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NonConformant($"it goes on for more than {PluginSession.GoodbyeTime.TotalSeconds:0} s when {when}");
        }
    }

    private void MustEqualTheFirst(Rehearsed run, Remark which)
    {
        if (run.Error is { } error) throw new NonConformant($"{which} answers with the error {run.ErrorCode}: {error}");
        var differing = _first.Drafts.Keys.Union(run.Drafts.Keys).FirstOrDefault(key => _first.Drafts.GetValueOrDefault(key) != run.Drafts.GetValueOrDefault(key));
        if (differing is not null) throw new NonConformant($"{which} differs in '{differing}'");
    }
}
