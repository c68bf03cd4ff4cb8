using Microsoft.Extensions.Options;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Running;

/// <summary>
/// Asks plugins whether the sources of what they sent still say so: a few pieces after every run that collected, the longest
/// unseen first, and at once what somebody asked about. What a plugin answers changes no standing: it is shown beside it.
/// </summary>
internal sealed class SourceChecks(PluginStore store, EvidenceViews evidence, IPluginProcesses processes, IOptions<TrackerOptions> options, TimeProvider clock, IHostApplicationLifetime host)
{
    /// <summary>A source that was seen is looked at again after this long.</summary>
    public static readonly TimeSpan Often = TimeSpan.FromDays(7);

    /// <summary>How many pieces one run asks about.</summary>
    public const int MostInOneRun = 20;

    private static readonly TimeSpan s_soon = TimeSpan.FromDays(1);

    /// <summary>Looks at what is due. A plugin that fails at it is asked again another day, and the run says so.</summary>
    /// <exception cref="PluginFailed">The host failed or ends: whatever was not looked at is due as before.</exception>
    public async Task Look(PluginRun run, KnownPlugin plugin, Greeting greeting, RunCalls calls, RunNotes notes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // What was only delivered to asks no source that nobody asked about.
        var due = await store.DueChecks(run.Plugin, run.Speaks.Organisation, run.Collects ? now : DateTimeOffset.UnixEpoch, MostInOneRun);
        if (due.IsEmpty) return;
        var asked = due.Select(one => (one.Evidence, One: Said(one, run.Plugin), one.Asked)).ToList();
        var looks = await store.LooksAgain(plugin.Digest);
        foreach (var (piece, _, _) in asked.Where(one => one.One is null || !looks)) await store.Looked(piece, null, null, now + Often);
        asked.RemoveAll(one => one.One is null || !looks);
        if (asked.Count == 0) return;
        var (looked, astray) = (0, 0);
        try
        {
            await using var process = await processes.Start(plugin, greeting, calls, run.FailedBefore, ct);
            while (asked.Count > 0)
            {
                var (piece, said, byPerson) = asked[0];
                calls.Anew(byPerson ? said!.Sources.Select(source => source.Address) : []); // those without were left out
                var answer = await process.Check(said!, ct);
                await calls.Settled();
                if (!answer.Offers)
                {
                    await store.LooksNever(plugin.Digest);
                    foreach (var (other, _, _) in asked) await store.Looked(other, null, null, now + Often);
                    break;
                }

                asked.RemoveAt(0);
                looked++;
                if (answer.Verdict is SourceVerdict.Changed or SourceVerdict.Gone) astray++;
                if (answer.Verdict != SourceVerdict.Unchanged) notes.Line(new HostLine(HostNote.SourceAstray, clock.GetUtcNow(), Words: answer.Note is { } note ? calls.Without(note) : null, Key: said!.Key, Verdict: answer.Verdict));
                await store.Looked(piece, clock.GetUtcNow(), answer.Verdict, clock.GetUtcNow() + (answer.Verdict is null ? s_soon : Often));
            }
        }
        catch (PluginFailed failed) when (!calls.Because(failed).Ours && calls.Broken is not { Ours: true } && !host.ApplicationStopping.IsCancellationRequested)
        {
            // It fell over one piece: the others wait with it, or it would be started again and again for them.
            notes.Line(new HostLine(HostNote.CheckFailed, clock.GetUtcNow(), failed.Failure));
            foreach (var (other, _, _) in asked) await store.Looked(other, null, null, now + s_soon);
        }

        if (looked > 0) notes.Line(new HostLine(HostNote.SourcesLooked, clock.GetUtcNow(), Looked: looked, Astray: astray));
    }

    private SaidOnce? Said(DueCheck due, PluginId plugin) =>
        evidence.Said(due.Evidence) is var (stage, said) ? SaidOnce.Of(due.Key, stage, said, plugin, options.Value) : null;
}
