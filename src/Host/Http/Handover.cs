using System.Security.Cryptography;
using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Grains;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plans;
using Tracker.Ledger;

namespace Tracker.Host.Http;

/// <summary>How long whoever wrote waits to see it: then it is said to be on its way.</summary>
/// <param name="UntilShown">Until the views have passed what was written.</param>
public sealed record Patience(TimeSpan UntilShown)
{
    public static Patience OfPeople { get; } = new(TimeSpan.FromSeconds(1));
}

/// <summary>What every handler does around its one grain call: the day, the digest, and the wait until the writer can see it.</summary>
public sealed class Handover(PlanClock plans, TimeProvider clock, LedgerFollower follower, Patience patience, ILogger<Handover> log)
{
    public async Task<WriteOutcome> To<TCommand>(Write<TCommand> write, Func<Grains.Write<TCommand>, Task<WriteResult>> grain)
    {
        var asked = OnItsDay(write);
        WriteResult result;
        try
        {
            result = await grain(asked);
        }
        catch (Exception full) when (IsStorageFull(full))
        {
            log.LogError(full, "The disk is full: {Command} was not written", typeof(TCommand).Name);
            return new WriteOutcome.Full();
        }
        catch (Exception failed) when (write.Trial && failed is not OutOfMemoryException) // nothing was written, and nobody is told more than is known
        {
            log.LogWarning(failed, "Not tried: {Command} on {Target}", typeof(TCommand).Name, write.Target);
            return new WriteOutcome.Possible();
        }
        catch (Exception unknown) when (unknown is not OutOfMemoryException) // whatever it was, it may have been written before
        {
            log.LogError(unknown, "Outcome unknown: {Command} on {Target}", typeof(TCommand).Name, write.Target);
            return new WriteOutcome.Unknown();
        }

        return result is WriteResult.Done { Receipt: var at }
            // Nobody looks at a page between two drafts of a plugin: it does not wait for the views.
            ? Done(at, write is { Trial: false, Actor.Role: not Role.Plugin } && await follower.Passed(at.Log, at.Index + at.Count - 1, patience.UntilShown, CancellationToken.None))
            : Undone(result);
    }

    private static WriteOutcome.Done Done(WriteReceipt at, bool shown) =>
        new(at.Stream.Replace('/', '~'), at.Version, at.Log, at.Index + at.Count - 1, shown);

    private static WriteOutcome Undone(WriteResult result) => result switch
    {
        WriteResult.Declined declined => new WriteOutcome.Declined(declined.Why),
        WriteResult.KeyReused => new WriteOutcome.KeyReused(),
        WriteResult.LogClosed => new WriteOutcome.Declined(DoorRules.LogClosed.Refuse()),
        WriteResult.Possible => new WriteOutcome.Possible(),
        _ => throw new InvalidOperationException($"Nobody said what {result.GetType().Name} means."),
    };

    /// <summary>The write, with the day it is where the plan is.</summary>
    private Grains.Write<TCommand> OnItsDay<TCommand>(Write<TCommand> write)
    {
        var there = plans.There(clock.GetUtcNow(), write.Target.Plan);
        return new(write.Command, write.Actor, write.Key, Digest(write), write.Seen, DateOnly.FromDateTime(there.DateTime), there.Offset, write.Trial);
    }

    /// <summary>Whether it failed because nothing more fits on the disk, whichever of its files.</summary>
    internal static bool IsStorageFull(Exception? thrown) => thrown switch
    {
        null => false,
        StorageFull or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } => true, // SQLITE_FULL
        IOException { HResult: 28 or unchecked((int)0x80070070) } => true, // ENOSPC, ERROR_DISK_FULL
        _ => IsStorageFull(thrown.InnerException),
    };

    /// <summary>SHA-256 of what is asked, not of how it was spelled.</summary>
    private static string Digest<TCommand>(Write<TCommand> write)
    {
        var asked = JsonSerializer.SerializeToUtf8Bytes(write.Command, DomainJson.Options);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{typeof(TCommand).Name}\n{write.Target}\n"));
        hash.AppendData(asked);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
