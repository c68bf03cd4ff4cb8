using System.Collections.Concurrent;
using Tracker.Domain;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;

namespace Tracker.Grains.Tests.Plugins;

/// <summary>A run that does what the test says, in place of a process; it reaches the real grains.</summary>
internal sealed class ScriptedRuns : IPluginRuns
{
    private int _now;

    public Func<PluginRun, IGrainFactory, CancellationToken, Task<RunEnd>> Does { get; set; } = (_, _, _) => Task.FromResult<RunEnd>(new RunEnd.Well(null));

    public TimeSpan? Every { get; set; }

    public Refused? Cannot { get; set; }

    public bool Full { get; set; }

    public ConcurrentQueue<PluginRun> Began { get; } = [];

    /// <summary>How many runs were ever going on at once.</summary>
    public int MostAtOnce { get; private set; }

    public TimeSpan Longest => TimeSpan.FromMinutes(30);

    private IGrainFactory? Grains { get; set; }

    public ScriptedRuns Over(IGrainFactory grains)
    {
        Grains = grains;
        return this;
    }

    public Refused? Obstacle(PluginId plugin, PluginDigest digest) => Cannot;

    public DateTimeOffset? Next(PluginId plugin, PluginDigest digest, DateTimeOffset after) => Every is { } every ? after + every : null;

    public async Task<RunEnd> Run(PluginRun run, CancellationToken ct)
    {
        Began.Enqueue(run);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
        try
        {
            return await Does(run, Grains!, ct); // given when the silo starts
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }
}
