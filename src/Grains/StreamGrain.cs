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

    /// <summary>The log of the stream; null until something is written to it.</summary>
    protected string? Log => _stream.Log;

    protected abstract TState Evolve(TState state, Recorded<TEvent> recorded);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = new(this.GetPrimaryKeyString(), None, Evolve, reader, GrainFactory);
        await _stream.Load(cancellationToken);
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
        catch (OutcomeUnknown)
        {
            // What this activation knows may be wrong: the next one reads the ledger.
            DeactivateOnIdle();
            throw;
        }
    }
}
