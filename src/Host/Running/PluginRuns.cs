using System.Text.Json.Nodes;
using Cronos;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;

namespace Tracker.Host.Running;

/// <inheritdoc cref="IPluginRuns"/>
internal sealed class PluginRuns(
    PluginFiles files, IPluginIsolation isolation, PluginSettings settings, PluginStore store, OpenPromises promises, IPluginProcesses processes, FormAnswers forms,
    ISources sources, DraftDoor door, RunPace pace, SourceChecks checks, IOptions<TrackerOptions> options, TimeProvider clock, ILogger<PluginRuns> log,
    IHostApplicationLifetime host) : IPluginRuns
{
    // Ten thousand drafts at the pace that readers do not notice take three quarters of it.
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    // Each may have a quarter of a processor and half a gigabyte: whoever has a hundred plugins at three in the morning has neither a hundred times.
    internal static readonly int MostAtOnce = Math.Max(4, Environment.ProcessorCount);
    private int _collecting;

    public bool Full => Volatile.Read(ref _collecting) >= MostAtOnce;

    public TimeSpan Longest => s_longest + TimeSpan.FromMinutes(1);

    public Refused? Obstacle(PluginId plugin, PluginDigest digest) =>
        files.Find(digest) is not { } known || known.Id != plugin ? DoorRules.PluginFilesMissing.Refuse()
        : known.Foreign is { } foreign ? foreign with { Field = null }
        : isolation.WhyNot is { } why && !files.CameWithTheProduct(digest) ? DoorRules.PluginNotIsolated.Refuse(null, ("why", why))
        : null;

    public DateTimeOffset? Next(PluginId plugin, PluginDigest digest, DateTimeOffset after) =>
        files.Find(digest)?.Schedule is { } schedule && CronExpression.TryParse(schedule, out var cron)
            ? cron.GetNextOccurrence(after, TimeZoneInfo.Utc)
            : null;

    public Task<RunEnd> Run(PluginRun run, CancellationToken ct)
    {
        if (!run.Collects) return Task.Run(() => Go(run, ct), CancellationToken.None);
        Interlocked.Increment(ref _collecting); // before whoever is woken next asks
        return Task.Run(
            async () =>
            {
                try
                {
                    return await Go(run, ct);
                }
                finally
                {
                    Interlocked.Decrement(ref _collecting);
                }
            },
            CancellationToken.None);
    }

    private async Task<RunEnd> Go(PluginRun run, CancellationToken ct)
    {
        // What was approved is these very files: somebody may have written into the copy since it was made.
        if (files.Verified(run.Speaks.Digest) is not { } plugin)
            return new RunEnd.Failed(RunFailures.FilesChanged, "The kept files are not those that were approved.");
        using var notes = new RunNotes(run.Number, store, clock);
        var (values, secrets) = await settings.For(plugin, run.Speaks.Organisation);
        plugin = plugin with { Fetches = PluginSettings.Addresses(plugin.Fetches, values) };
        using var calls = new RunCalls(run, plugin, secrets, options.Value.PluginDrafts, pace, notes, door, sources, store);
        using var late = new CancellationTokenSource(s_longest, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping, calls.Enough, late.Token);
        try
        {
            var greeting = new Greeting(values, run.Speaks.MemberOf, options.Value.Language);
            await Deliver(run, plugin, greeting, calls, notes, ends.Token);
            var cursor = run.Collects ? await Collect(run, plugin, greeting, calls, ends.Token) : run.Cursor;
            if (calls.Broken is null) await checks.Look(run, plugin, greeting, calls, notes, ends.Token);
            return calls.Broken is { } broken ? Ended(broken) : new RunEnd.Well(cursor);
        }
        catch (PluginFailed failed)
        {
            return Ended(calls.Broken ?? calls.Because(failed));
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return ct.IsCancellationRequested ? new RunEnd.Stopped()
                : Ended(calls.Broken ?? new(RunFailures.Timeout, $"It was not done within {s_longest.TotalMinutes:0} minutes."));
        }
        finally
        {
            await calls.Settled();
            await notes.Flush();
        }
    }

    private async Task<string?> Collect(PluginRun run, KnownPlugin plugin, Greeting greeting, RunCalls calls, CancellationToken ct)
    {
        calls.Anew([]);
        await using var process = await processes.Start(plugin, greeting, calls, run.FailedBefore, ct);
        var cursor = await process.Collect(run.Cursor, promises.Open(), ct);
        await calls.Settled();
        return cursor;
    }

    /// <summary>
    /// Hands over what was delivered, each to a process of its own. What anybody can send must never be able to put a plugin into
    /// quarantine: a delivery at which it fails is dropped, and the run says so and goes on.
    /// </summary>
    private async Task Deliver(PluginRun run, KnownPlugin plugin, Greeting greeting, RunCalls calls, RunNotes notes, CancellationToken ct)
    {
        var last = 0L;
        while (await store.Waiting(plugin.Id, run.Speaks.Organisation, last) is { } delivery)
        {
            last = delivery.Item;
            var address = PluginHooks.Address(options.Value, plugin.Id);
            await store.Archived(plugin.Id, await sources.Keep(address, delivery.At, delivery.Said, ct), address);
            var filled = new FormCalls(calls);
            FormRefusal? wrong = null;
            string? failure = null;
            calls.Anew(delivery.Headers is null ? FilledForm.Of(delivery).Values.Select(value => value.Value).OfType<JsonValue>().Select(value => value.ToString()) : []);
            try
            {
                await using var process = await processes.Start(plugin, greeting, filled, run.FailedBefore, ct);
                if (delivery.Headers is null) wrong = await process.Submit(delivery, ct);
                else await process.Receive(delivery, ct);
                await calls.Settled();
                if (calls.Broken is { Failure: RunFailures.NotRecorded or RunFailures.ApprovalChanged }) return; // it stays, for the next run
                if (wrong is not null) notes.Line(new(HostNote.FormNotTaken, delivery.At, Words: calls.Without(wrong.Field is null ? wrong.Words : $"{wrong.Field}: {wrong.Words}")));
            }
            catch (PluginFailed failed)
            {
                log.LogWarning("{Plugin} failed at a delivery: {Failure}", plugin.Id, failed.Failure);
                failure = calls.Because(failed).Failure;
                notes.Line(new HostLine(HostNote.DeliveryDropped, delivery.At, failure, calls.Without(failed.Message)));
            }

            await store.Taken(delivery.Item);
            await notes.Flush(); // whoever waited looks at this run now
            forms.Answer(delivery.Item, filled.Answer(wrong, failure));
        }
    }

    /// <summary>How it ended badly; while the host ends, nobody can tell whose failure it was.</summary>
    private RunEnd Ended(PluginFailed failed) =>
        host.ApplicationStopping.IsCancellationRequested ? new RunEnd.Interrupted() : new RunEnd.Failed(failed.Failure, failed.Message, Ours: failed.Ours);
}
