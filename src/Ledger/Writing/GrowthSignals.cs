using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tracker.Ledger.Writing;

/// <summary>
/// Tells the followers in this process that a log has grown or was sealed, and hands them what it grew by without a way
/// through the disk.
/// </summary>
internal sealed class GrowthSignals
{
    // A follower that is further behind than this reads from the store.
    private const int MostRecent = 1024;

    private readonly ConcurrentDictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    /// <summary>A log has reached a size.</summary>
    /// <param name="log">The log.</param>
    /// <param name="size">Its size now.</param>
    /// <param name="grown">What this writer added last, side by side up to that size; empty where texts of earlier entries
    /// changed: then nothing that is remembered may be handed on.</param>
    public void Grown(string log, long size, IEnumerable<StoredEntry> grown)
    {
        var signal = _signals.GetOrAdd(log, static _ => new Signal());
        lock (signal)
        {
            if (size <= signal.Size)
            {
                return;
            }

            Remember(signal, size, grown);
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

    /// <summary>Entries from an index on, as they were written; empty where they are not remembered.</summary>
    public ImmutableArray<StoredEntry> Recent(string log, long from, int max)
    {
        if (!_signals.TryGetValue(log, out var signal))
        {
            return [];
        }

        lock (signal)
        {
            var recent = signal.Recent;
            var skip = recent.Count == 0 ? -1 : from - recent[0].Index;
            return skip < 0 || skip >= recent.Count
                ? []
                : [.. recent.GetRange((int)skip, Math.Min(max, recent.Count - (int)skip))];
        }
    }

    /// <summary>A checkpoint of a log was published.</summary>
    public void Sealed(string log)
    {
        var signal = _signals.GetOrAdd(log, static _ => new Signal());
        lock (signal)
        {
            var waiting = signal.NextSeal;
            signal.NextSeal = NewNext();
            waiting.SetResult();
        }
    }

    /// <summary>What completes when this process publishes the next checkpoint of a log.</summary>
    public Task NextSeal(string log)
    {
        var signal = _signals.GetOrAdd(log, static _ => new Signal());
        lock (signal)
        {
            return signal.NextSeal.Task;
        }
    }

    private static void Remember(Signal signal, long size, IEnumerable<StoredEntry> grown)
    {
        var recent = signal.Recent;
        var known = recent.Count;
        recent.AddRange(grown);
        // Another writer of the same log came in between, or texts changed.
        if (recent.Count == known || recent[^1].Index != size - 1 || (known > 0 && recent[known].Index != recent[known - 1].Index + 1))
        {
            recent.Clear();
        }
        else if (recent.Count > 2 * MostRecent)
        {
            recent.RemoveRange(0, recent.Count - MostRecent);
        }
    }

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Signal
    {
        public long Size { get; set; }

        public List<StoredEntry> Recent { get; } = [];

        public TaskCompletionSource Next { get; set; } = NewNext();

        public TaskCompletionSource NextSeal { get; set; } = NewNext();
    }
}
