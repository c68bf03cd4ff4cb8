using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tracker.Domain;

namespace Tracker.Host.Running;

/// <summary>What became of a form that somebody filled in.</summary>
/// <param name="Taken">How many drafts of it are evidence, now or already.</param>
/// <param name="Refused">Why drafts of it were refused, each rule once.</param>
/// <param name="Said">What the plugin says is wrong with it; null: nothing.</param>
/// <param name="Failure">How the plugin failed over it; null: it did not.</param>
internal sealed record FormAnswer(int Taken, ImmutableArray<Refused> Refused, FormRefusal? Said, string? Failure);

/// <summary>What a plugin does not take, in its words for whoever filled it in.</summary>
/// <param name="Field">The field's name in the form's schema; null: it is about the whole.</param>
/// <param name="Words">What is wrong, and what to do.</param>
internal sealed record FormRefusal(string? Field, string Words);

/// <summary>
/// Brings what became of a form back to whoever still waits for it on its page. Only that: what was sent is durable before, and
/// a run takes it whether anybody waits or not.
/// </summary>
internal sealed class FormAnswers(TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<FormAnswer>> _waiting = [];

    /// <summary>Waits for what becomes of a delivery while something else begins it.</summary>
    /// <param name="item">The delivery.</param>
    /// <param name="begin">Begins it.</param>
    /// <param name="most">The longest wait, its beginning not counted.</param>
    /// <returns>Null: it takes longer, or happens on another server.</returns>
    public async Task<FormAnswer?> Wait(long item, Func<Task> begin, TimeSpan most)
    {
        var answer = _waiting.GetOrAdd(item, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await begin();
            return await answer.Task.WaitAsync(most, clock);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _waiting.TryRemove(item, out _);
        }
    }

    /// <summary>Says what became of a delivery.</summary>
    public void Answer(long item, FormAnswer answer)
    {
        if (_waiting.TryGetValue(item, out var waiting)) waiting.TrySetResult(answer);
    }
}

/// <summary>The run's own calls, while a form is being taken: what becomes of its drafts is noted for whoever filled it in.</summary>
internal sealed class FormCalls(IRunCalls calls) : IRunCalls
{
    private readonly ConcurrentQueue<DraftOutcome> _outcomes = [];

    public bool KeepsWaiting => calls.KeepsWaiting;

    /// <summary>What became of it.</summary>
    public FormAnswer Answer(FormRefusal? said, string? failure) => new(
        _outcomes.Count(outcome => outcome is not DraftOutcome.Refused),
        [.. _outcomes.OfType<DraftOutcome.Refused>().Select(refused => refused.Why).DistinctBy(why => (why.Rule, why.Field))],
        said, failure);

    public Task<SourceAnswer> Fetch(string method, string address, ImmutableArray<(string Name, string Value)> headers, CancellationToken ct, ReadOnlyMemory<byte> body = default) =>
        calls.Fetch(method, address, headers, ct, body);

    public async Task<DraftOutcome> Evidence(ReceivedDraft draft, CancellationToken ct) => Noted(await calls.Evidence(draft, ct));

    public async Task<DraftOutcome> Refused(DraftOutcome.Refused refused, string key) => Noted(await calls.Refused(refused, key));

    public void Log(string level, string text) => calls.Log(level, text);

    public void Progress(long? done, long? of, string? text) => calls.Progress(done, of, text);

    private DraftOutcome Noted(DraftOutcome outcome)
    {
        _outcomes.Enqueue(outcome);
        return outcome;
    }
}
