using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;

namespace Tracker.Grains.Tests.Plugins;

/// <summary>Remembers in memory what the host keeps in a file, across the clusters that share it.</summary>
internal sealed class KeptRuns : IPluginStore
{
    private readonly Lock _lock = new();
    private long _last;

    public PluginMemory Memory { get; set; } = PluginMemory.None;

    public long? Open { get; private set; }

    public List<(long Run, RunEnd End)> Ended { get; } = [];

    /// <summary>So many times an end cannot be kept.</summary>
    public int BreakEnds { get; set; }

    public Task<PluginMemory> Load(PluginId plugin, OrganisationId organisation)
    {
        lock (_lock) return Task.FromResult(Memory);
    }

    public Task<long?> Begin(PluginId plugin, PluginApproval speaks, DateTimeOffset at, bool collects = true)
    {
        lock (_lock)
        {
            if (Open is not null) return Task.FromResult<long?>(null);
            Open = ++_last;
            if (collects) Memory = Memory with { Ran = speaks.Digest, Started = at, Health = Memory.Ran == speaks.Digest ? Memory.Health : PluginHealth.Well };
            return Task.FromResult(Open);
        }
    }

    public Task End(PluginRun run, RunEnd end, PluginHealth health, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (BreakEnds > 0)
            {
                BreakEnds--;
                throw new IOException("No space left on device.");
            }

            if (Open != run.Number) return Task.CompletedTask;
            Open = null;
            Memory = Memory with
            {
                Health = health,
                Cursor = end is RunEnd.Well well ? well.Cursor : Memory.Cursor,
                Last = health.IsHopeless && end is RunEnd.Failed failed ? new(run.Number, run.Began, failed.Failure) : null,
            };
            Ended.Add((run.Number, end));
            return Task.CompletedTask;
        }
    }

    /// <summary>Somebody deleted the file.</summary>
    public void Lose()
    {
        lock (_lock) (_last, Memory) = (0, PluginMemory.None);
    }

    /// <summary>What a host does when it starts: whatever was open belonged to a process that is gone.</summary>
    public void CloseInterrupted()
    {
        lock (_lock) Open = null;
    }
}
