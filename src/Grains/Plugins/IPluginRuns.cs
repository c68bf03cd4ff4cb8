using Tracker.Domain;
using Tracker.Domain.Plugins;

namespace Tracker.Grains.Plugins;

/// <summary>How a plugin is run: processes, sandboxes and fetching are the host's, never a grain's.</summary>
public interface IPluginRuns
{
    /// <summary>The longest that a run can take, its end included.</summary>
    TimeSpan Longest { get; }

    /// <summary>Whether as many collect here as may at once: whoever is due waits until one of them is done.</summary>
    bool Full { get; }

    /// <summary>Why these files cannot be run here at all; null: they can. Nobody's failure, so it counts as none.</summary>
    Refused? Obstacle(PluginId plugin, PluginDigest digest);

    /// <summary>When its schedule next says after a moment; null: it has none.</summary>
    DateTimeOffset? Next(PluginId plugin, PluginDigest digest, DateTimeOffset after);

    /// <summary>
    /// Runs it to its end, never on the caller's thread. Answers when everything that it sent is durable or refused; an
    /// exception is a failure like any other.
    /// </summary>
    Task<RunEnd> Run(PluginRun run, CancellationToken ct);
}

/// <summary>A run that has begun.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Plugin">The plugin.</param>
/// <param name="Speaks">What was approved, and for whom.</param>
/// <param name="Cursor">Where the last run that ended well stopped; null: at the beginning.</param>
/// <param name="Collects">Whether it collects; else it only takes what was delivered.</param>
/// <param name="FailedBefore">Whether its last run failed, also where its failures count no longer.</param>
/// <param name="Began">When.</param>
public sealed record PluginRun(
    long Number, PluginId Plugin, PluginApproval Speaks, string? Cursor, bool Collects = true, bool FailedBefore = false, DateTimeOffset Began = default);

/// <summary>How a run ended.</summary>
public abstract record RunEnd
{
    private RunEnd()
    {
    }

    /// <summary>Well: everything before the cursor is durable.</summary>
    public sealed record Well(string? Cursor) : RunEnd;

    /// <summary>Not well; the cursor stays where it was.</summary>
    /// <param name="Failure">The failure's name, kebab-case.</param>
    /// <param name="Detail">What was seen, for whoever looks after it; never a secret.</param>
    /// <param name="Ours">Whether it was the host that failed: it is tried again later, and is no step towards quarantine.</param>
    public sealed record Failed(string Failure, string Detail, bool Ours = false) : RunEnd;

    /// <summary>Somebody told it to stop: nobody's fault.</summary>
    public sealed record Stopped : RunEnd;

    /// <summary>The host stopped in the middle of it: nobody's fault, and it runs again at once where a host is.</summary>
    public sealed record Interrupted : RunEnd;
}
