using Orleans.Concurrency;

namespace Tracker.Grains.Plugins;

/// <summary>
/// A plugin as it speaks for one organisation: one run at a time in the whole cluster, its schedule, its failures.
/// Key: <c>&lt;plugin&gt;/&lt;organisation&gt;</c>.
/// </summary>
public interface IPluginGrain : IGrainWithStringKey
{
    /// <summary>Starts a run if one is due. Answers at once: a run goes on by itself.</summary>
    Task<RunStart> Wake();

    /// <summary>Starts a run now, whatever the schedule says.</summary>
    Task<RunStart> Start();

    /// <summary>Ends a run that is going on, and waits until it has ended.</summary>
    [AlwaysInterleave]
    Task Stop();

    /// <summary>Answers when the run that is going on has ended; at once where none is. Longer than any run it is waited for.</summary>
    [AlwaysInterleave, ResponseTimeout("03:30:00")]
    Task Ended();
}

/// <summary>Whether a run was started.</summary>
[GenerateSerializer, Immutable]
public abstract record RunStart
{
    private RunStart()
    {
    }

    /// <summary>It has begun.</summary>
    /// <param name="Run">Its number.</param>
    [GenerateSerializer, Immutable]
    public sealed record Started(long Run) : RunStart;

    /// <summary>One is going on already.</summary>
    /// <param name="Run">Its number; null where another silo runs it.</param>
    [GenerateSerializer, Immutable]
    public sealed record Running(long? Run) : RunStart;

    /// <summary>It is not due yet.</summary>
    /// <param name="Next">When it is; null: it has no schedule.</param>
    [GenerateSerializer, Immutable]
    public sealed record NotDue(DateTimeOffset? Next) : RunStart;

    /// <summary>It is due, and as many run as may at once: it will be woken again.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Crowded : RunStart;

    /// <summary>It may not run.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Declined(Domain.Refused Why) : RunStart;
}
