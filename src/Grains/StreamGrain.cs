using Tracker.Domain;
using Tracker.Domain.Record;
using Tracker.Ledger;

namespace Tracker.Grains;

/// <summary>A grain whose state is one stream of the ledger; its key is the stream's name.</summary>
public abstract class StreamGrain<TState, TEvent>(LogReader reader) : Grain
    where TState : class
    where TEvent : TrackerEvent
{
    private EventStream<TState, TEvent> _stream = null!; // set in OnActivateAsync, before any call

    /// <summary>The state before anything happened.</summary>
    protected abstract TState None { get; }

    protected TState State => _stream.State;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = new(this.GetPrimaryKeyString(), None, Evolve, reader, GrainFactory);
        await _stream.CatchUp(cancellationToken);
    }

    protected abstract TState Evolve(TState state, Recorded<TEvent> recorded);

    /// <summary>The log of the stream; null when nothing was ever written to it.</summary>
    protected async Task<string?> FindLog()
    {
        if (_stream.Log is null) await _stream.CatchUp(CancellationToken.None);
        return _stream.Log;
    }

    /// <summary>Whether something that stays true once it is true is true: asks the ledger before it says no.</summary>
    protected async Task<bool> Is(Func<TState, bool> so) => so(State) || (await _stream.CatchUp(CancellationToken.None) && so(State));

    /// <summary>The state as the ledger has it now, where what was true may have ended.</summary>
    protected async Task<TState> Newest()
    {
        await _stream.CatchUp(CancellationToken.None);
        return State;
    }

    protected Task<WriteResult> Write<TCommand>(Write<TCommand> write, string log, Func<TState, Outcome<TEvent>> rule) =>
        Write(write, log, _ => false, state => Task.FromResult(rule(state)));

    protected async Task<WriteResult> Write<TCommand>(
        Write<TCommand> write, string log, Func<TState, bool> stale, Func<TState, Task<Outcome<TEvent>>> rule)
    {
        try
        {
            return await _stream.Write(write, log, stale, rule);
        }
        catch (Exception unknown)
        {
            // What this activation knows may be wrong: the next one reads the ledger.
            DeactivateOnIdle();
            if (unknown is OutcomeUnknown) throw;
            throw new OutcomeUnknown($"'{this.GetPrimaryKeyString()}' failed.", unknown);
        }
    }
}
