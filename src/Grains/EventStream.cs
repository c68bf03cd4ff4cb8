using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Record;
using Tracker.Grains.Ledgers;
using Tracker.Ledger;

namespace Tracker.Grains;

/// <summary>
/// What every writing grain does, once: load, fold, rule, append, fold what came back. The state changes only through entries
/// that the ledger returned, in their order, so what is live equals what a replay gives, and whatever is known is at least a
/// true beginning of the stream.
/// </summary>
internal sealed class EventStream<TState, TEvent>(
    string stream, TState none, Func<TState, Recorded<TEvent>, TState> evolve, LogReader reader, IGrainFactory grains)
    where TEvent : TrackerEvent
{
    // A conflict means that another activation wrote in between; each retry has read its entries, so more than a few in a
    // row mean that something else is wrong.
    private const int Attempts = 32;

    private long _version;

    /// <summary>The log of the stream; null until something is known to be written to it.</summary>
    public string? Log { get; private set; }

    /// <summary>Folded from the stream's entries up to the last one known.</summary>
    public TState State { get; private set; } = none;

    /// <summary>Reads what the ledger has beyond what is known.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> CatchUp(CancellationToken ct)
    {
        var known = _version;
        Log ??= await reader.FindLog(stream, ct);
        if (Log is null) return false;
        await foreach (var entry in reader.ReadStream(Log, stream, known, ct)) Fold(entry);
        return _version > known;
    }

    /// <summary>Runs a command: receipt, then what the person saw, then the rule, then the append.</summary>
    /// <param name="write">The command.</param>
    /// <param name="log">The log that a first write of this stream goes to.</param>
    /// <param name="stale">Whether what the person saw has changed since.</param>
    /// <param name="rule">The rule.</param>
    /// <exception cref="OutcomeUnknown">The append may or may not have happened.</exception>
    /// <remarks>The ledger itself answers a repeated key in the transaction of the append. So the receipt is looked up only
    /// where something would be refused: a retry of what would now be refused still gets its receipt, and a write that is
    /// accepted costs no read. Nothing is refused on old knowledge either: another activation may have written meanwhile.</remarks>
    public async Task<WriteResult> Write<TCommand>(
        Write<TCommand> write, string log, Func<TState, bool> stale, Func<TState, Task<Outcome<TEvent>>> rule)
    {
        if (write.Trial) return await Try(write, log, stale, rule);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var outcome = await Decide(write, stale, rule);
            if (outcome is Outcome<TEvent>.Declined declined)
            {
                if (await Earlier(write, log) is { } earlier) return earlier;
                if (await CatchUp(CancellationToken.None)) continue;
                return new WriteResult.Declined(declined.Why);
            }

            switch (await Append(write, log, ((Outcome<TEvent>.Accepted)outcome).Events))
            {
                case AppendAnswer.Appended done:
                    Log = log;
                    foreach (var entry in done.Entries) Fold(new(log, entry.Index, entry.Bytes, entry.Disclosures));
                    return new WriteResult.Done(done.Receipt, Repeated: false);
                case AppendAnswer.Repeated done:
                    return new WriteResult.Done(done.Receipt, Repeated: true);
                case AppendAnswer.KeyReused:
                    return new WriteResult.KeyReused();
                case AppendAnswer.Closed:
                    return new WriteResult.LogClosed();
                case AppendAnswer.Behind:
                    await CatchUp(CancellationToken.None);
                    break;
            }
        }

        throw new OutcomeUnknown($"'{stream}' moved on {Attempts} times in a row.", null);
    }

    /// <summary>What a command would be answered.</summary>
    private async Task<WriteResult> Try<TCommand>(Write<TCommand> write, string log, Func<TState, bool> stale, Func<TState, Task<Outcome<TEvent>>> rule)
    {
        if (await Earlier(write, log) is { } earlier) return earlier;
        await CatchUp(CancellationToken.None); // nobody is told of old knowledge
        return await Decide(write, stale, rule) is Outcome<TEvent>.Declined { Why: var why } ? new WriteResult.Declined(why) : new WriteResult.Possible();
    }

    private async Task<Outcome<TEvent>> Decide<TCommand>(Write<TCommand> write, Func<TState, bool> stale, Func<TState, Task<Outcome<TEvent>>> rule)
    {
        var outcome = write.Seen is not null && stale(State) ? Rules.ChangedSinceSeen.Refuse() : await rule(State);
        // A version that does not exist yet was never seen: it came from elsewhere and says nothing about this.
        return outcome is Outcome<TEvent>.Accepted && write.Seen > _version ? Rules.ChangedSinceSeen.Refuse() : outcome;
    }

    private async Task<WriteResult?> Earlier<TCommand>(Write<TCommand> write, string log) =>
        await reader.FindReceipt(log, write.Actor.By, write.Key, CancellationToken.None) is not var (receipt, digest) ? null
        : digest != write.RequestDigest ? new WriteResult.KeyReused()
        : new WriteResult.Done(LedgerGrain.Wire(receipt), Repeated: true);

    private async Task<AppendAnswer> Append<TCommand>(Write<TCommand> write, string log, ImmutableArray<TEvent> events)
    {
        try
        {
            return await grains.GetGrain<ILedgerGrain>(log).Append(
                new(stream, _version, write.Actor.By, write.Key, write.RequestDigest, [.. events.Select(happened => Wire(happened, write.Actor))]));
        }
        catch (Exception unknown)
        {
            throw new OutcomeUnknown($"The log '{log}' did not answer for '{stream}'.", unknown);
        }
    }

    /// <summary>What a visitor says about anything is held: nobody has looked yet.</summary>
    private static AppendEntry Wire(TEvent happened, Domain.Organisations.Actor actor)
    {
        var held = actor.Role == Domain.Organisations.Role.Visitor;
        var (type, facts, texts) = EventCodec.Write(happened, actor);
        return new(type, facts, [.. texts.Select(text => new AppendText(text.Name, text.Value, text.Personal, held && text.Personal))]);
    }

    /// <summary>Takes the next entry; one that is known already, because reads interleave with appends, changes nothing.</summary>
    private void Fold(StoredEntry stored)
    {
        var entry = Entry.Read(stored);
        if (entry.Version != _version + 1) return;
        _version = entry.Version;
        var facts = JsonObject.Create(entry.Facts)!; // an entry is an object
        var texts = entry.Texts.Where(text => text.Value is not null).Select(text => KeyValuePair.Create(text.Key, text.Value!)); // filtered
        var actor = EventCodec.ActorOf(facts); // before the facts are given away
        if (EventCodec.Read(entry.Type, facts, texts) is not TEvent happened) return;
        State = evolve(State, new(happened, new(stored.Log, entry.Index, entry.Stream, entry.Version, entry.At, actor)));
    }
}
