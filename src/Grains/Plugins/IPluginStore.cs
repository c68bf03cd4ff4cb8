using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;

namespace Tracker.Grains.Plugins;

/// <summary>
/// What a plugin's running needs to be remembered and nobody has to prove: cursors, runs, failures. Losing all of it repeats
/// work and changes nothing, because what was sent already is known by its key.
/// </summary>
public interface IPluginStore
{
    /// <summary>What is remembered.</summary>
    Task<PluginMemory> Load(PluginId plugin, OrganisationId organisation);

    /// <summary>Opens a run. Null: one is open already, here or elsewhere.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="speaks">What was approved: files that never collected begin with a clean slate.</param>
    /// <param name="at">When.</param>
    /// <param name="collects">Whether it collects; else it only takes what was delivered, and when the next is due stays as it was.</param>
    Task<long?> Begin(PluginId plugin, PluginApproval speaks, DateTimeOffset at, bool collects = true);

    /// <summary>Closes a run, and remembers what the next one needs, all in one; a run that was closed stays as it was.</summary>
    /// <param name="run">The run.</param>
    /// <param name="end">How it ended; only a good end moves the cursor.</param>
    /// <param name="health">How it is after it.</param>
    /// <param name="at">When.</param>
    Task End(PluginRun run, RunEnd end, PluginHealth health, DateTimeOffset at);
}

/// <summary>What is remembered of a plugin that speaks for an organisation.</summary>
/// <param name="Cursor">Where the last good run stopped.</param>
/// <param name="Ran">The files that collected last; null: none did.</param>
/// <param name="Started">When they began to.</param>
/// <param name="Health">How it is.</param>
/// <param name="Waiting">Whether something was delivered that no run has taken yet.</param>
/// <param name="Held">Until when all that waits is held back, because the host broke over it; null: it is not.</param>
/// <param name="Last">The run after which it was hopeless, and how that failed; null: it is not.</param>
public sealed record PluginMemory(string? Cursor, PluginDigest? Ran, DateTimeOffset? Started, PluginHealth Health, bool Waiting = false, DateTimeOffset? Held = null, FailedRun? Last = null)
{
    /// <summary>It never ran.</summary>
    public static PluginMemory None { get; } = new(null, null, null, PluginHealth.Well);
}

/// <summary>A run that failed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Began">When it began.</param>
/// <param name="Failure">The failure's name.</param>
public sealed record FailedRun(long Number, DateTimeOffset Began, string Failure);
