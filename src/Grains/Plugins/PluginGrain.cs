using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;

namespace Tracker.Grains.Plugins;

/// <inheritdoc cref="IPluginGrain"/>
/// <remarks>That there is one activation is what keeps runs from overlapping in health; that the store opens one run at a time
/// keeps them apart otherwise; and were both to fail, the same draft would find the same piece of evidence.</remarks>
public sealed class PluginGrain(IPluginRuns runs, IPluginStore store, TimeProvider clock, ILogger<PluginGrain> log) : Grain, IPluginGrain, IDisposable
{
    private static readonly Actor s_site = new(Role.System, "system:plugins", null, null);

    private PluginId _plugin;
    private OrganisationId _organisation;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private long _run;
    private RunEnd _told = new RunEnd.Stopped();
    private Ending? _unkept;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (this.GetPrimaryKeyString().Split('/') is not [var plugin, var organisation])
            throw new FormatException($"'{this.GetPrimaryKeyString()}' is not a plugin and an organisation.");
        (_plugin, _organisation) = (PluginId.Parse(plugin), OrganisationId.Parse(organisation));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Stop(new RunEnd.Interrupted());
        if (_unkept is { } unkept) await Keep(unkept);
    }

    public Task<RunStart> Wake() => Begin(asked: false);

    public Task<RunStart> Start() => Begin(asked: true);

    public Task Stop() => Stop(new RunEnd.Stopped());

    public Task Ended() => _running;

    public void Dispose() => _stop?.Dispose();

    private async Task Stop(RunEnd told)
    {
        if (_stop is { IsCancellationRequested: false })
        {
            _told = told;
            await _stop.CancelAsync();
        }

        await _running;
    }

    private async Task<RunStart> Begin(bool asked)
    {
        if (!_running.IsCompleted || (_unkept is { } unkept && !await Keep(unkept))) return new RunStart.Running(_run);
        if (await GrainFactory.GetGrain<IPluginRegisterGrain>(_plugin.Stream).Approval(_organisation) is not { } speaks)
            return new RunStart.Declined(Rules.PluginNotApproved.Refuse());
        if (speaks.Quarantined) return new RunStart.Declined(Rules.PluginQuarantinedAlready.Refuse());
        if (runs.Obstacle(_plugin, speaks.Digest) is { } obstacle) return new RunStart.Declined(obstacle);
        var memory = await store.Load(_plugin, _organisation);
        // The host may have ended before it was in quarantine. Where that is on the ledger already, somebody has let it out since.
        if (memory.Ran == speaks.Digest && memory is { Health.IsHopeless: true, Last: { } last }
            && await Quarantine(speaks, last.Number, last.Began, memory.Health.Failures, last.Failure) is not WriteResult.Done { Repeated: true })
            return new RunStart.Declined(Rules.PluginQuarantinedAlready.Refuse());
        var failedBefore = memory.Ran == speaks.Digest && memory.Health.Failures > 0;
        // Newer files begin with a clean slate: what failed were others. So do those that were let out.
        if (memory.Ran != speaks.Digest || memory.Health.IsHopeless) memory = memory with { Health = PluginHealth.Well };
        var now = clock.GetUtcNow();
        var due = asked ? now : Due(memory, speaks.Digest, now);
        var collects = due <= now && (asked || !runs.Full);
        // What was delivered is taken at once, unless it failed a moment ago; that is no reason to ask its sources again.
        var takes = memory is { Waiting: true, Health.Failures: 0 } && !PluginHealth.Waits(memory.Health.NotBefore, now) && !PluginHealth.Waits(memory.Held, now);
        if (!collects && !takes) return due <= now ? new RunStart.Crowded() : new RunStart.NotDue(due);
        if (await store.Begin(_plugin, speaks, now, collects) is not { } run) return new RunStart.Running(null);
        _run = run;
        _stop = new();
        DelayDeactivation(runs.Longest);
        _running = Run(new(run, _plugin, speaks, memory.Cursor, collects, failedBefore, now), memory.Health, _stop);
        return new RunStart.Started(run);
    }

    /// <summary>When the next run is due: at once where it never ran, after what went wrong when its wait is over.</summary>
    private DateTimeOffset? Due(PluginMemory memory, PluginDigest digest, DateTimeOffset now)
    {
        if (memory.Health.NotBefore is { } wait) return PluginHealth.Waits(wait, now) ? wait : now;
        if (memory.Started is not { } started || memory.Ran != digest) return now;
        // A clock that was put back must not silence a plugin until the old time comes again.
        return runs.Next(_plugin, digest, started < now ? started : now);
    }

    private async Task Run(PluginRun run, PluginHealth health, CancellationTokenSource stop)
    {
        RunEnd end;
        try
        {
            end = await runs.Run(run, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = new RunEnd.Stopped();
        }
        catch (Exception unexpected)
        {
            log.LogError(unexpected, "The run {Run} of {Plugin} broke in the host", run.Number, run.Plugin);
            end = new RunEnd.Failed(RunFailures.HostFailed, unexpected.GetType().Name, Ours: true);
        }

        // A host that is ending can keep nothing any more: what fails in it then fails because of that.
        if (stop.IsCancellationRequested && end is (RunEnd.Stopped or RunEnd.Failed { Ours: true })) end = _told;
        var after = end switch
        {
            RunEnd.Failed { Ours: var ours } => health.Failed(clock.GetUtcNow(), RandomNumberGenerator.GetInt32(0, 1001) / 1000d, ours),
            RunEnd.Interrupted when run.Collects => health.Interrupted(clock.GetUtcNow()),
            RunEnd.Well when run.Collects => PluginHealth.Well,
            _ => health,
        };
        await Keep(new(run, end, after, clock.GetUtcNow()));
        stop.Dispose();
        if (_stop == stop) _stop = null;
    }

    /// <summary>Keeps how a run ended. False: it cannot be kept now, and is tried again before anything else is run; nothing is doubled meanwhile.</summary>
    private async Task<bool> Keep(Ending ending)
    {
        var (run, end, after, at) = ending;
        try
        {
            await store.End(run, end, after, at);
            if (end is RunEnd.Failed { Ours: false } failed && after.IsHopeless) await Quarantine(run.Speaks, run.Number, run.Began, after.Failures, failed.Failure);
            _unkept = null;
            return true;
        }
        catch (Exception unexpected)
        {
            log.LogError(unexpected, "The end of run {Run} of {Plugin} could not be kept; trying again", run.Number, run.Plugin);
            _unkept = ending;
            return false;
        }
    }

    /// <summary>Once for each run: its number begins anew where the store was lost, its time does not.</summary>
    private Task<WriteResult> Quarantine(PluginApproval speaks, long run, DateTimeOffset began, int failures, string failure)
    {
        var command = new QuarantinePlugin(_organisation, speaks.Digest, failures, failure);
        return GrainFactory.GetGrain<IPluginRegisterGrain>(_plugin.Stream).Quarantine(new(
            command, s_site, $"quarantine:{_organisation.Value}:{run}:{began.ToUnixTimeMilliseconds()}", $"{failures}:{failure}", null, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
    }

    private sealed record Ending(PluginRun Run, RunEnd End, PluginHealth After, DateTimeOffset At);
}
