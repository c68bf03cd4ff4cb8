using Tracker.Domain;
using Tracker.Domain.Organisations;

namespace Tracker.Grains;

/// <summary>A command on its way to the grain that may write it.</summary>
/// <param name="Command">What is asked.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="RequestDigest">SHA-256 of what is asked: the same key with another digest is another request.</param>
/// <param name="Seen">The stream version the person saw; null where the command needs none.</param>
/// <param name="Today">Today in the plan's time zone, as the door computed it.</param>
/// <param name="Zone">How far that zone is from universal time: what was recorded has moments, and rules count days.</param>
/// <param name="Trial">Only asked what it would be answered, by the same receipt, staleness and rule: nothing is written.</param>
[GenerateSerializer, Immutable]
public sealed record Write<TCommand>(
    TCommand Command, Actor Actor, string Key, string RequestDigest, long? Seen, DateOnly Today, TimeSpan Zone = default, bool Trial = false);

/// <summary>Where a write stands on the ledger.</summary>
/// <param name="Log">The log.</param>
/// <param name="Index">Index of its first entry.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Version of the stream after it.</param>
[GenerateSerializer, Immutable]
public sealed record WriteReceipt(string Log, long Index, int Count, string Stream, long Version);

/// <summary>What a grain answers. An exception instead of it means: outcome unknown.</summary>
[GenerateSerializer, Immutable]
public abstract record WriteResult
{
    private WriteResult()
    {
    }

    /// <summary>Durable.</summary>
    /// <param name="Receipt">Where.</param>
    /// <param name="Repeated">It was there already, by the same key.</param>
    [GenerateSerializer, Immutable]
    public sealed record Done(WriteReceipt Receipt, bool Repeated) : WriteResult;

    /// <summary>It was only tried: it would be written.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Possible : WriteResult;

    /// <summary>Refused; nothing changed.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Declined(Refused Why) : WriteResult;

    /// <summary>The key was used for another request.</summary>
    [GenerateSerializer, Immutable]
    public sealed record KeyReused : WriteResult;

    /// <summary>The log takes no entries: what is stored does not go on from what was signed. Nothing changed.</summary>
    [GenerateSerializer, Immutable]
    public sealed record LogClosed : WriteResult;
}
