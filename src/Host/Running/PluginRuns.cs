using System.Collections.Immutable;
using System.Security.Cryptography;
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

    // Whoever can deliver without end must not keep it from collecting: then the rest waits for the next run.
    private static readonly TimeSpan s_delivering = TimeSpan.FromMinutes(10);

    // Each may have a quarter of a processor and half a gigabyte: whoever has a hundred plugins at three in the morning has neither a hundred times.
    internal static readonly int MostAtOnce = Math.Max(4, Environment.ProcessorCount);
    private int _collecting;

    public bool Full => Volatile.Read(ref _collecting) >= MostAtOnce;

    public TimeSpan Longest => s_delivering + (3 * s_longest) + TimeSpan.FromMinutes(1);

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
        JsonObject values;
        ImmutableArray<string> secrets;
        try
        {
            (values, secrets) = await settings.For(plugin, run.Speaks.Organisation);
        }
        catch (CryptographicException)
        {
            return new RunEnd.Failed(RunFailures.SecretLost, "", Ours: true);
        }

        plugin = plugin with { Fetches = PluginSettings.Addresses(plugin.Fetches, values) };
        using var calls = new RunCalls(run, plugin, secrets, options.Value.PluginDrafts, pace, notes, door, sources, store, log);
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
            var greeting = new Greeting(values, run.Speaks.MemberOf, options.Value.Language);
            await Deliver(run, plugin, greeting, calls, notes, ends.Token);
            calls.Refill();
            var cursor = run.Collects ? await Part(calls, part => Collect(run, plugin, greeting, calls, part), ends.Token) : run.Cursor;
            await Look(run, plugin, greeting, calls, notes, ends.Token);
            return new RunEnd.Well(cursor);
        }
        catch (PluginFailed failed)
        {
            return Ended(failed, calls);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested || host.ApplicationStopping.IsCancellationRequested)
        {
            return ct.IsCancellationRequested ? new RunEnd.Stopped() : new RunEnd.Interrupted();
        }
        finally
        {
            await calls.Settled();
            await notes.Flush();
        }
    }

    /// <summary>Does a part of a run: it is over in time, and when nothing more is taken from it.</summary>
    /// <exception cref="PluginFailed">It was not done, or what came of it could not be taken.</exception>
    private async Task<T> Part<T>(RunCalls calls, Func<CancellationToken, Task<T>> does, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(s_longest, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, calls.Begin(), late.Token);
        try
        {
            var done = await does(ends.Token);
            await calls.Settled();
            return calls.Broken is { } broken ? throw broken : done;
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw calls.Broken ?? new(RunFailures.Timeout, $"It was not done within {s_longest.TotalMinutes:0} minutes.");
        }
        catch (PluginFailed failed)
        {
            // Whoever ends the host ends its children too, and some of them before the host has told its runs: nobody failed.
            if (ct.IsCancellationRequested || host.ApplicationStopping.IsCancellationRequested) throw new OperationCanceledException(failed.Failure, failed);
            throw calls.Broken ?? calls.Because(failed);
        }
        finally
        {
            await calls.Settled();
        }
    }

    /// <summary>Asks whether sources still say so. What was collected is, whatever comes of that.</summary>
    private async Task Look(PluginRun run, KnownPlugin plugin, Greeting greeting, RunCalls calls, RunNotes notes, CancellationToken ct)
    {
        try
        {
            await Part(
                calls,
                async part =>
                {
                    await checks.Look(run, plugin, greeting, calls, notes, part);
                    return true;
                },
                ct);
            await store.LooksWell(run.Plugin, run.Speaks.Organisation);
        }
        catch (PluginFailed failed)
        {
            log.LogWarning(failed, "{Plugin} could not be asked about all of its sources: {Failure}", plugin.Id, failed.Failure);
            if (failed.Ours) await store.HoldLooks(run.Plugin, run.Speaks.Organisation, clock.GetUtcNow());
            else notes.Line(new HostLine(HostNote.CheckFailed, clock.GetUtcNow(), failed.Failure));
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
    /// Hands over what was delivered. What anybody can send must never be able to put a plugin into quarantine, nor keep it from its
    /// sources: what is left after a while, or after much was fetched for it, waits for the next run.
    /// </summary>
    private async Task Deliver(PluginRun run, KnownPlugin plugin, Greeting greeting, RunCalls calls, RunNotes notes, CancellationToken ct)
    {
        var (last, began) = (0L, clock.GetTimestamp());
        while (clock.GetElapsedTime(began) < s_delivering && !calls.HalfSpent && await store.Waiting(plugin.Id, run.Speaks.Organisation, last, clock.GetUtcNow()) is { } delivery)
        {
            last = delivery.Item;
            try
            {
                await Deliver(delivery, run, plugin, greeting, calls, notes, ct);
            }
            catch (Exception unexpected) when (unexpected is PluginFailed { Failure: RunFailures.HostFailed } or not (PluginFailed or OperationCanceledException))
            {
                log.LogError(unexpected, "The host broke over a delivery to {Plugin}", plugin.Id);
                if (await store.HoldBack(delivery.Item, clock.GetUtcNow())) notes.Line(new HostLine(HostNote.DeliveryHeld, delivery.At));
            }
        }
    }

    /// <summary>Hands over one delivery, to a process of its own. Where the plugin fails at it, it is dropped, and the run says so and goes on.</summary>
    /// <exception cref="PluginFailed">The host failed, and the delivery stays.</exception>
    private async Task Deliver(Delivery delivery, PluginRun run, KnownPlugin plugin, Greeting greeting, RunCalls calls, RunNotes notes, CancellationToken ct)
    {
        var address = PluginHooks.Address(options.Value, plugin.Id);
        await store.Archived(plugin.Id, await sources.Keep(address, delivery.At, delivery.Said, ct), address);
        var filled = new FormCalls(calls);
        FormRefusal? wrong = null;
        string? failure = null;
        calls.Anew(delivery.Headers is null ? FilledForm.Of(delivery).Values.Select(value => value.Value).OfType<JsonValue>().Select(value => value.ToString()) : []);
        try
        {
            wrong = await Part(calls, HandOver, ct);
            if (wrong is not null) notes.Line(new(HostNote.FormNotTaken, delivery.At, Words: calls.Without(wrong.Field is null ? wrong.Words : $"{wrong.Field}: {wrong.Words}")));
        }
        catch (PluginFailed failed) when (!failed.Ours)
        {
            log.LogWarning("{Plugin} failed at a delivery: {Failure}", plugin.Id, failed.Failure);
            failure = failed.Failure;
            notes.Line(new HostLine(HostNote.DeliveryDropped, delivery.At, failure, calls.Without(failed.Message)));
        }

        await notes.Flush(); // whoever waited looks at this run now; and a delivery that is gone has left what came of it
        await store.Taken(delivery.Item);
        forms.Answer(delivery.Item, filled.Answer(wrong, failure));

        async Task<FormRefusal?> HandOver(CancellationToken part)
        {
            await using var process = await processes.Start(plugin, greeting, filled, run.FailedBefore, part);
            if (delivery.Headers is null) return await process.Submit(delivery, part) is { } refused ? refused with { Words = calls.Without(refused.Words) } : null;
            await process.Receive(delivery, part);
            return null;
        }
    }

    /// <summary>How it ended badly; while the host ends, nobody can tell whose failure it was.</summary>
    private RunEnd Ended(PluginFailed failed, RunCalls calls) =>
        host.ApplicationStopping.IsCancellationRequested ? new RunEnd.Interrupted() : new RunEnd.Failed(failed.Failure, calls.Without(failed.Message), Ours: failed.Ours);
}
