using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Record;
using Tracker.Grains.Ledgers;
using Tracker.Ledger;

namespace Tracker.Grains;

/// <summary>
/// What every writing grain does, once: load, fold, rule, append, fold what came back. The state changes only through entries
/// that the ledger returned, so what is live equals what a replay gives.
/// </summary>
internal sealed class EventStream<TState, TEvent>(
    string stream, TState none, Func<TState, Recorded<TEvent>, TState> evolve, LogReader reader, IGrainFactory grains)
    where TEvent : TrackerEvent
{
    // A conflict means that another activation wrote in between; each retry has read its entries, so more than a few in a
    // row mean that something else is wrong.
    private const int Attempts = 32;

    private readonly TState _none = none;
    private long _version;

    /// <summary>The log of the stream; null until something is written to it.</summary>
    public string? Log { get; private set; }

    /// <summary>Folded from every entry of the stream.</summary>
    public TState State { get; private set; } = none;

    /// <summary>Forgets everything and reads the stream from the ledger.</summary>
    public async Task Load(CancellationToken ct)
    {
        State = _none;
        _version = 0;
        Log = await reader.FindLog(stream, ct);
        if (Log is null) return;
        await foreach (var entry in reader.ReadStream(Log, stream, 0, ct)) Fold(entry);
    }

    /// <summary>Runs a command: receipt, then what the person saw, then the rule, then the append.</summary>
    /// <param name="write">The command.</param>
    /// <param name="log">The log that a first write of this stream goes to.</param>
    /// <param name="stale">Whether what the person saw has changed since.</param>
    /// <param name="rule">The rule.</param>
    /// <exception cref="OutcomeUnknown">The append may or may not have happened; the state must be loaded anew.</exception>
    /// <remarks>The ledger itself answers a repeated key in the transaction of the append. So the receipt is looked up only
    /// where something would be refused: a retry of what would now be refused still gets its receipt, and a write that is
    /// accepted costs no read.</remarks>
    public async Task<WriteResult> Write<TCommand>(
        Write<TCommand> write, string log, Func<TState, bool> stale, Func<TState, Task<Outcome<TEvent>>> rule)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = write.Seen is not null && stale(State) ? Rules.ChangedSinceSeen.Refuse() : await rule(State);
            if (outcome is Outcome<TEvent>.Declined declined) return await Earlier(write, log) ?? new WriteResult.Declined(declined.Why);
            var events = ((Outcome<TEvent>.Accepted)outcome).Events;
            switch (await Append(write, log, events))
            {
                case AppendAnswer.Appended done:
                    foreach (var entry in done.Entries) Fold(new(log, entry.Index, entry.Bytes, entry.Disclosures));
                    Log = log;
                    return new WriteResult.Done(done.Receipt, Repeated: false);
                case AppendAnswer.Repeated done:
                    return new WriteResult.Done(done.Receipt, Repeated: true);
                case AppendAnswer.KeyReused:
                    return new WriteResult.KeyReused();
                case AppendAnswer.Behind when attempt < Attempts:
                    await Load(CancellationToken.None);
                    break;
                default:
                    throw new OutcomeUnknown($"'{stream}' moved on {Attempts} times in a row.", null);
            }
        }
    }

    private async Task<WriteResult?> Earlier<TCommand>(Write<TCommand> write, string log) =>
        await reader.FindReceipt(log, write.Actor.By, write.Key, CancellationToken.None) is not var (receipt, digest) ? null
        : digest != write.RequestDigest || receipt.Stream != stream ? new WriteResult.KeyReused()
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

    private static AppendEntry Wire(TEvent happened, Domain.Organisations.Actor actor)
    {
        var (type, facts, texts) = EventCodec.Write(happened, actor);
        return new(type, facts, [.. texts.Select(text => new AppendText(text.Name, text.Value, text.Personal))]);
    }

    private void Fold(StoredEntry stored)
    {
        var entry = Entry.Read(stored);
        _version = entry.Version;
        var facts = JsonObject.Create(entry.Facts)!; // an entry is an object
        var texts = entry.Texts.Where(text => text.Value is not null).Select(text => KeyValuePair.Create(text.Key, text.Value!)); // filtered
        if (EventCodec.Read(entry.Type, facts, texts) is not TEvent happened) return;
        State = evolve(State, new(happened, new(stored.Log, entry.Index, entry.Stream, entry.Version, entry.At, EventCodec.ActorOf(facts))));
    }
}
