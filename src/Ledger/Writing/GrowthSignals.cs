using System.Collections.Concurrent;

namespace Tracker.Ledger.Writing;

/// <summary>Tells the followers in this process that a log has grown.</summary>
internal sealed class GrowthSignals
{
    private readonly ConcurrentDictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    /// <summary>A log has reached a size.</summary>
    public void Grown(string log, long size)
    {
        var signal = _signals.GetOrAdd(log, static _ => new Signal());
        lock (signal)
        {
            if (size <= signal.Size)
            {
                return;
            }

            signal.Size = size;
            var waiting = signal.Next;
            signal.Next = NewNext();
            waiting.SetResult();
        }
    }

    /// <summary>The size signalled last, and what completes at the next signal.</summary>
    public (long Size, Task Next) Of(string log)
    {
        var signal = _signals.GetOrAdd(log, static _ => new Signal());
        lock (signal)
        {
            return (signal.Size, signal.Next.Task);
        }
    }

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Signal
    {
        public long Size { get; set; }

        public TaskCompletionSource Next { get; set; } = NewNext();
    }
}
